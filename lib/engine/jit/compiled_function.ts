/**
 * A traced graph as one TensorFlow function. A single call runs it, on a thread of its own beside JavaScript's.
 */
import {
  ATTRIBUTE,
  type Attribute,
  attributesOf,
  cName,
  EagerTensor,
  Status,
  type TensorFlowEngine,
  writeAttribute,
} from "../tensorflow/mod.ts";
import { compiledPrograms } from "./compiled_programs.ts";
import { type Graph, type GraphOutput, packOutputs } from "./graph.ts";
import type { GraphNative } from "./graph_symbols.ts";
import type { JitMode } from "./mode.ts";

interface FunctionParts {
  readonly inputs: readonly GraphOutput[];
  readonly outputs: readonly GraphOutput[];
  /** inputs after the arguments: tensors from outside that the function reads. It owns these handles. */
  readonly captured: readonly EagerTensor[];
  /** names of functions that this one calls, such as the bodies of its loops; it owns them */
  readonly functions: readonly string[];
  readonly mode: JitMode;
}

/** Has XLA compile a function that a graph calls (compile_fused.ts). Both the function and the call need this attribute. */
export const XLA_ATTRIBUTE = "_XlaMustCompile";
/** An `AttrValue { bool b = 5 }` with the value true. */
const TRUE_PROTO = Uint8Array.of(5 << 3, 1);

/**
 * The op that has XLA compile a function, and runs the program. A call of the function itself, with the attribute above, does
 * the same, but TensorFlow then keeps copies of the function's graph until the process ends: 6 MB for the training step
 * of a small model. (In a graph this op cannot stand: TensorFlow cannot infer the shapes of its results.)
 */
const XLA_LAUNCH = "XlaLaunch";

/** Attributes of {@link XLA_LAUNCH}. @param name the function's; both lists hold a `TF_DataType` for each tensor */
function launchAttributes(
  name: string,
  args: readonly number[],
  results: readonly number[],
): Attribute[] {
  return [
    { name: "function", type: ATTRIBUTE.func, value: name },
    ...attributesOf({ Tconstants: [], Targs: args, Tresults: results }, { Nresources: 0 }),
  ];
}

/** Removes functions that are garbage-collected and were not disposed of. */
const forgotten = new FinalizationRegistry<() => void>((remove) => remove());

let functions = 0;

export class CompiledFunction {
  /** TensorFlow's name for it */
  readonly name: string;
  /** for error messages */
  readonly #label: string;
  readonly #engine: TensorFlowEngine;
  readonly #native: GraphNative;
  readonly #parts: FunctionParts;
  /** the op that runs it, and the op's attributes */
  readonly #op: { readonly name: string; readonly attributes: readonly Attribute[] };
  readonly #remove: () => void;
  #running = 0;
  #disposed = false;

  /** @throws TensorFlowError if the graph cannot become a function */
  constructor(
    engine: TensorFlowEngine,
    native: GraphNative,
    o: FunctionParts & { name: string; graph: Graph; nodes: number },
  ) {
    this.#engine = engine;
    this.#native = native;
    this.#parts = o;
    this.#label = `${o.name}_${functions++}`;
    const name = this.name = addFunction(engine, native, o);
    const { captured, functions: called } = o;
    const types = (tensors: readonly GraphOutput[]) => tensors.map(({ dtype }) => dtype);
    this.#op = o.mode === "xla"
      ? { name: XLA_LAUNCH, attributes: launchAttributes(name, types(o.inputs), types(o.outputs)) }
      : { name, attributes: [] };
    this.#remove = () => {
      removeFunctions(engine, native, [name, ...called]);
      captured.forEach((tensor) => tensor[Symbol.dispose]());
    };
    forgotten.register(this, this.#remove, this);
  }

  /**
   * Runs the function on a thread of its own, so that JavaScript's event loop is not blocked.
   *
   * @returns the outputs; the caller owns them
   * @throws TensorFlowError if it fails
   */
  async run(args: readonly EagerTensor[]): Promise<EagerTensor[]> {
    try {
      return await this.#execute(args);
    } catch (error) {
      const cache = this.#engine.compilationCache;
      if (!cache?.isAtFault(error)) throw error;
      // A damaged file, or a full disk. XLA compiles again when it has neither the files nor the error in its memory.
      cache.clear();
      await compiledPrograms(this.#engine).forget();
      return await this.#execute(args);
    }
  }

  async #execute(args: readonly EagerTensor[]): Promise<EagerTensor[]> {
    const { native, context } = this.#engine, programs = compiledPrograms(this.#engine);
    const { captured, outputs } = this.#parts;
    // A status of its own: other ops may run on JavaScript's thread at the same time.
    using status = new Status(native);
    const operation = `run the compiled function ${this.#label}`;
    const op = native.TFE_NewOp(context.pointer, cName(this.#op.name), status.pointer);
    status.check(operation);
    this.#running++;
    programs.begin();
    try {
      for (const input of [...args, ...captured]) {
        native.TFE_OpAddInput(op, input.pointer, status.pointer);
        status.check(operation);
      }
      const target = { pointer: op, functions: native, shapesTakeStatus: true, status, native };
      for (const attribute of this.#op.attributes) writeAttribute(target, operation, attribute);
      const results = new BigUint64Array(Math.max(outputs.length, 1));
      const count = Int32Array.of(outputs.length);
      await this.#native.TFE_ExecuteAsync(op, results, count, status.pointer);
      status.check(operation);
      return Array.from(
        results.subarray(0, count[0]),
        (address) => new EagerTensor(context, Deno.UnsafePointer.create(address)!),
      );
    } finally {
      native.TFE_DeleteOp(op);
      this.#running--;
      if (this.#disposed && this.#running === 0) this.#remove();
      programs.end();
    }
  }

  /** Removes the function from TensorFlow once its running calls have ended. */
  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    forgotten.unregister(this);
    if (this.#running === 0) this.#remove();
  }
}

/**
 * Makes a function of a graph and registers it with TensorFlow. Each call needs a call of {@link removeFunctions}
 * later.
 *
 * @param o.name the beginning of the function's name
 * @param o.nodes of the graph and of the functions that it calls; those of the graph unless given
 * @returns the function's name. Functions with the same name are the same program, which is compiled once.
 * @throws TensorFlowError if the graph cannot become a function
 */
export function addFunction(
  engine: TensorFlowEngine,
  native: GraphNative,
  { graph, name, inputs, outputs, mode, nodes = graph.size }:
    & Pick<FunctionParts, "inputs" | "outputs" | "mode">
    & { readonly name: string; readonly graph: Graph; readonly nodes?: number },
): string {
  using status = new Status(engine.native);
  const fullName = `${name}_${mode}_${graph.fingerprint(inputs, outputs)}`;
  // Each output needs a node of its own, even an argument that is returned unchanged.
  const results = outputs.map((output) =>
    graph.add("Identity", { attributes: attributesOf({ T: output.dtype }), inputs: [output] })[0]
  );
  // deno-fmt-ignore
  const compiled = native.TF_GraphToFunction(
    graph.pointer, cName(fullName), 0, -1, null, inputs.length, packOutputs(inputs), results.length, packOutputs(results),
    null, null, null, status.pointer,
  );
  status.check(`make the function ${name}`);
  try {
    if (mode === "xla") {
      const length = BigInt(TRUE_PROTO.length);
      native.TF_FunctionSetAttrValueProto(compiled, cName(XLA_ATTRIBUTE), TRUE_PROTO, length, status.pointer);
      status.check(`make the function ${name}`);
    }
    native.TFE_ContextAddFunction(engine.context.pointer, compiled, status.pointer);
    status.check(`make the function ${name}`);
  } finally {
    native.TF_DeleteFunction(compiled);
  }
  if (mode === "xla") compiledPrograms(engine).add(fullName, nodes);
  return fullName;
}

/** Removes functions from TensorFlow. */
export function removeFunctions(
  engine: TensorFlowEngine,
  native: GraphNative,
  names: readonly string[],
): void {
  using status = new Status(engine.native);
  for (const name of names) {
    native.TFE_ContextRemoveFunction(engine.context.pointer, cName(name), status.pointer);
    compiledPrograms(engine).remove(name);
  }
}
