/**
 * `jit(f)`: the same function, compiled. The first call traces f into one program. Each call then is a single call of
 * TensorFlow, on a thread of its own, instead of one call for each op. Its main callers pass it on as `compile`:
 * training/compiled_steps.ts and gpt/decode_step.ts.
 */
import * as tf from "@tensorflow/tfjs";
import {
  currentTensorFlow,
  type EagerTensor,
  type TensorFlowEngine,
  TiledMatrix,
} from "../tensorflow/mod.ts";
import { type KeptLimits, KeptPrograms } from "./kept_programs.ts";
import { defaultMode, type JitMode } from "./mode.ts";
import type { MatmulPrecision } from "./precision.ts";
import { printProgram, type Program } from "./program.ts";
import { runEagerly } from "./run_eagerly.ts";
import { describeChange, type Signature, signatureKey, signatureOf } from "./signature.ts";
import { trace, type Traced } from "./trace.ts";
import { LoopFound, TraceError } from "./trace_error.ts";
import { Tracer } from "./tracer.ts";
import { flattenTree, type FlatTree, unflattenTree } from "../ops/tree.ts";

export interface JitOptions {
  /** how the function runs; default: `defaultMode` */
  readonly mode?: JitMode;
  /** precision of matrix products; all other ops compute in float32; default "float32" */
  readonly matmul?: MatmulPrecision;
  /** how many programs are kept if the function is called with very many shapes (kept_programs.ts) */
  readonly keep?: KeptLimits;
}

/** One trace: why it happened, and how long it took. */
interface TraceReport {
  /** 1 for the first */
  readonly number: number;
  readonly mode: JitMode;
  /** "first call", or what differs from the previous call, such as "x: float32 [8,16] -> float32 [4,16]" */
  readonly reason: string;
  /** nodes of the graph */
  readonly nodes: number;
  /** how many programs, the least recently used ones, were freed to make room (kept_programs.ts) */
  readonly freed: number;
  /** ms to trace */
  readonly traceMs: number;
  /** ms of the first run, which includes compiling; NaN until it has ended */
  readonly firstRunMs: number;
}

/** A compiled function. */
export interface Jitted<A extends unknown[], R> extends Disposable {
  /** Calls the function; the caller owns the tensors in the result. */
  (...args: A): Promise<R>;
  /** all traces so far */
  readonly traces: readonly TraceReport[];
  /** the program of the last call; undefined before the first call, and where functions are not compiled */
  readonly program: Program | undefined;
  /** The program of the last call as text. */
  print(): string;
}

interface Entry extends Disposable {
  readonly traced: Traced;
  readonly nodes: number;
  readonly mode: JitMode;
  readonly signature: Signature;
  readonly key: string;
  readonly report: { -readonly [K in keyof TraceReport]: TraceReport[K] };
}

/**
 * Compiles a function of tensors.
 *
 * Arguments and result are tensors in plain objects and arrays of any depth. Other leaves (numbers, strings, booleans,
 * null, undefined) are part of the program. A call with new shapes, types, nesting or plain values traces again, and
 * `traces` says why. Programs are kept for later calls. If there are very many, the least recently used ones are freed
 * (kept_programs.ts), and traced again if they are called.
 * The program keeps a tensor that f uses without taking it as an argument; it does not see later values of a
 * tf.Variable. Random numbers need a seed as an argument.
 *
 * The result is what f returns uncompiled, to float tolerance, including NaN and infinity. XLA (the mode "xla", and
 * the default for loops) cannot throw while it runs, so there wrong indices have results. For an index out of range,
 * `gather` and `gatherND` return NaN in float32, -2147483648 in int32, and in bool and complex64 the row of the
 * nearest index; `unsortedSegmentSum` and `scatterND` skip it. So check token ids before the call. Two more results
 * differ if the input has a NaN: its rank in XLA's `topk`, and the softmax of its row, which is NaN in the mode
 * "graph" and 0 elsewhere.
 *
 * If the current tfjs backend is not TensorFlow, f runs op by op, and a message says so once.
 *
 * @param f pure, not asynchronous; must not read a tensor's values
 * @throws TraceError (in the promise) naming op, shapes and line, if f cannot be compiled
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { jit } from "lib/engine/jit";
 * import { useTensorFlow } from "lib/engine/tensorflow";
 * import assert from "node:assert/strict";
 * useTensorFlow();
 * using double = jit(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(x, 2) }));
 * const { y } = await double({ x: tf.tensor1d([1, 2]) });
 * assert.deepEqual(y.arraySync(), [2, 4]);
 * ```
 */
export function jit<A extends unknown[], R>(f: (...args: A) => R, options: JitOptions = {}): Jitted<A, R> {
  const name = f.name || "compiled";
  const parameters = parameterNames(f);
  const entries = new KeptPrograms<Entry>(options.keep);
  const traces: TraceReport[] = [];
  let last: Entry | undefined;

  const call = async (...args: A): Promise<R> => {
    const engine = currentTensorFlow();
    if (engine?.backend.binding.executor instanceof Tracer) {
      throw new TraceError(
        name,
        "a compiled function cannot be called while another is traced; call the original",
      );
    }
    if (engine === undefined || options.mode === "eager") {
      return runEagerly(f, args, { engine: tf.getBackend(), mode: options.mode ?? "eager" });
    }

    const tree = flattenTree(byName(args, parameters), "");
    checkAlive(tree, name);
    const key = signatureKey(tree) + storageOf(engine, tree);
    let entry = entries.use(key);
    if (entry === undefined) {
      const signature = signatureOf(tree);
      const reason = last === undefined ? "first call" : describeChange(last, { signature, key });
      const made = makeProgram(engine, {
        f: f as (...args: unknown[]) => unknown,
        tree,
        name,
        options,
        reason,
      });
      const { traced, report } = made;
      const dispose = () => traced.compiled[Symbol.dispose]();
      entry = { ...made, nodes: traced.nodes, mode: report.mode, signature, key, [Symbol.dispose]: dispose };
      report.number = traces.push(report);
      report.freed = entries.add(key, entry);
    }
    last = entry;
    return await run(engine, { entry, tree, name }) as R;
  };

  const members = {
    traces,
    get program() {
      return last?.traced.program;
    },
    print: () => last === undefined ? `${name} has not been traced` : printProgram(last.traced.program),
    [Symbol.dispose]() {
      entries[Symbol.dispose]();
    },
  };
  return Object.defineProperties(call, Object.getOwnPropertyDescriptors(members)) as Jitted<A, R>;
}

function makeProgram(
  engine: TensorFlowEngine,
  { f, tree, name, options, reason }: {
    readonly f: (...args: unknown[]) => unknown;
    readonly tree: FlatTree;
    readonly name: string;
    readonly options: JitOptions;
    readonly reason: string;
  },
): Pick<Entry, "traced" | "report"> {
  const start = performance.now();
  const { matmul = "float32" } = options;
  const elements = tree.tensors.reduce((sum, { size }) => sum + size, 0);
  const modeOf = (loop: boolean) => options.mode ?? defaultMode({ elements, matmul, loop });
  const traceIn = (mode: JitMode, stopAtLoop: boolean) =>
    trace(engine, f, { args: tree, name, mode, matmul, stopAtLoop });
  let mode = modeOf(false), traced: Traced;
  try {
    traced = traceIn(mode, modeOf(true) !== mode);
  } catch (error) {
    if (!(error instanceof LoopFound)) throw error;
    mode = modeOf(true);
    traced = traceIn(mode, false);
  }
  const traceMs = performance.now() - start;
  return {
    traced,
    report: { number: 0, mode, reason, nodes: traced.nodes, freed: 0, traceMs, firstRunMs: NaN },
  };
}

async function run(
  { backend }: TensorFlowEngine,
  { entry, tree, name }: { readonly entry: Entry; readonly tree: FlatTree; readonly name: string },
): Promise<unknown> {
  const inputs: EagerTensor[] = backend.getInputTensorIds(tree.tensors)
    .map((id) => backend.binding.table.eager(id, name));
  const start = performance.now();
  const outputs = await entry.traced.compiled.run(inputs);
  if (Number.isNaN(entry.report.firstRunMs)) entry.report.firstRunMs = performance.now() - start;
  const tensors = outputs.map((tensor) => backend.createOutputTensor(backend.binding.table.add(tensor)));
  return unflattenTree(entry.traced.result, tensors);
}

function checkAlive({ tensors, paths }: FlatTree, name: string): void {
  const disposed = tensors.findIndex((tensor) => tensor.isDisposed);
  if (disposed >= 0) throw new ReferenceError(`${name}: the tensor ${paths[disposed]} has been disposed of`);
}

/** Which arguments are stored in bfloat16: a program reads its arguments as they are stored. Empty where none are. */
function storageOf({ backend }: TensorFlowEngine, { tensors }: FlatTree): string {
  const stored = backend.getInputTensorIds(tensors)
    .flatMap((id, i) => backend.binding.table.get(id) instanceof TiledMatrix ? [i] : []);
  return stored.length === 0 ? "" : `, in bfloat16: ${stored}`;
}

/** The arguments as one object. Its keys begin the paths in errors and in `print()`. */
function byName(
  args: readonly unknown[],
  parameters: readonly (string | undefined)[],
): Record<string, unknown> {
  const names = args.map((_, i) => parameters[i] ?? `arg${i}`);
  // A parameter may itself be named arg1; two arguments must not have the same name.
  const unique = new Set(names).size === names.length;
  return Object.fromEntries(args.map((arg, i) => [unique ? names[i] : `arg${i}`, arg]));
}

/** The names of a function's parameters, for errors and `print()`; undefined for a parameter that is a pattern. */
function parameterNames(f: (...args: never[]) => unknown): (string | undefined)[] {
  const source = /^[^(]*\(([^)]*)\)/.exec(f.toString())?.[1];
  if (source === undefined || /[{[=]/.test(source)) return [];
  return source.split(",").map((name) => name.trim()).map((name) => /^\w+$/.test(name) ? name : undefined);
}
