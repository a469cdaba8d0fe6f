/** Traces a function: runs it once with symbolic tensors, and makes one program of the ops that it calls. */
import * as tf from "@tensorflow/tfjs";
import type { TensorFlowEngine } from "../tensorflow/mod.ts";
import { CompiledFunction, removeFunctions } from "./compiled_function.ts";
import { GRAPH_SYMBOLS, type GraphNative } from "./graph_symbols.ts";
import type { JitMode } from "./mode.ts";
import type { MatmulPrecision } from "./precision.ts";
import type { Program } from "./program.ts";
import { TraceError, withLongStacks } from "./trace_error.ts";
import { Tracer } from "./tracer.ts";
import { flattenTree, type FlatTree, type Structure, unflattenTree } from "../ops/tree.ts";

interface TraceOptions {
  /** the program's name; TensorFlow's name for it adds a fingerprint */
  readonly name: string;
  readonly mode: JitMode;
  readonly matmul: MatmulPrecision;
  /** whether to stop at a loop, with a LoopFound */
  readonly stopAtLoop?: boolean;
}

export interface Traced {
  readonly compiled: CompiledFunction;
  readonly program: Program;
  /** the function's result without its tensors; an index marks each tensor's position in it */
  readonly result: Structure;
  /** nodes of the graph and of the bodies of its loops and kernels */
  readonly nodes: number;
}

const opened = new WeakMap<TensorFlowEngine, GraphNative>();

/** The C functions that build graphs, from the library that the engine opened. */
function graphNative(engine: TensorFlowEngine): GraphNative {
  let native = opened.get(engine);
  if (native === undefined) {
    opened.set(engine, native = Deno.dlopen(engine.library.path, GRAPH_SYMBOLS).symbols);
  }
  return native;
}

/**
 * @param f a function of tensors in plain objects and arrays; not asynchronous
 * @param o.args the arguments by name, as a flat list; only the types and shapes of the tensors are used
 * @throws TraceError if f cannot be compiled
 * @throws LoopFound if it has a loop and `stopAtLoop` is set
 */
export function trace(
  engine: TensorFlowEngine,
  f: (...args: unknown[]) => unknown,
  { args, name, mode, matmul, stopAtLoop }: TraceOptions & { readonly args: FlatTree },
): Traced {
  const native = graphNative(engine);
  const { backend } = engine;
  using tracer = new Tracer(engine, native, {
    matmul,
    xla: mode === "xla",
    stopAtLoop,
  });
  tf.engine().startScope();
  try {
    const inputs = args.tensors.map((tensor, i) =>
      tracer.input(args.paths[i], backend.binding.table.get(backend.getInputTensorIds([tensor])[0]))
    );
    const symbolic = inputs.map(({ metadata }) => backend.createOutputTensor(metadata));
    const call = Object.values(unflattenTree(args.structure, symbolic) as Record<string, unknown>);
    const result = backend.binding.withExecutor(
      tracer,
      () => withLongStacks(() => withoutRandomness(() => f(...call))),
    );
    if (result instanceof Promise) {
      result.catch(() => {}); // the error below says more
      throw new TraceError(name, "an asynchronous function cannot be compiled; read values outside of it");
    }
    const tree = flattenTree(result, "");
    const outputs = backend.getInputTensorIds(tree.tensors).map((id) => tracer.resolve(id, "the result"));
    const program = {
      name,
      inputs: [...inputs.map(({ symbol }) => symbol), ...tracer.captured.map(({ symbol }) => symbol)],
      ops: tracer.program.ops,
      outputs: outputs.map((symbol, i) => [tree.paths[i], symbol] as const),
    };
    const compiled = new CompiledFunction(engine, native, {
      name: name.replace(/[^A-Za-z0-9_]/g, "_"),
      graph: tracer.program.graph,
      inputs: program.inputs.map((symbol) => symbol.output),
      outputs: outputs.map((symbol) => symbol.output),
      captured: tracer.captured.map(({ tensor }) => tensor),
      functions: tracer.functions,
      nodes: tracer.nodes,
      mode,
    });
    return {
      compiled,
      program,
      result: tree.structure,
      nodes: tracer.nodes,
    };
  } catch (error) {
    removeFunctions(engine, native, tracer.functions);
    tracer.captured.forEach(({ tensor }) => tensor[Symbol.dispose]());
    throw error;
  } finally {
    tf.engine().endScope();
  }
}

/** Runs `f` with a `Math.random` that throws: numbers drawn during the trace would be the same in every call. */
function withoutRandomness<R>(f: () => R): R {
  const { random } = Math;
  Math.random = () => {
    throw new TraceError(
      "random numbers",
      "drawn in JavaScript they would be the same in every call of the compiled function. " +
        "Pass a seed as an argument and use randomNormal, randomUniform or dropout of lib/nn.",
    );
  };
  try {
    return f();
  } finally {
    Math.random = random;
  }
}
