/**
 * TensorFlow as a tfjs backend: finds the library, opens it, starts it and registers it as "tensorflow".
 *
 * A process opens TensorFlow once; later calls return the same engine.
 */
import * as tf from "@tensorflow/tfjs";
import { Binding } from "./binding.ts";
import { Context, type TensorFlowDevice } from "./context.ts";
import { attributesOf } from "./attributes.ts";
import { type CompilationCache, useCompilationCache } from "./compilation_cache.ts";
import { DTYPE } from "./dtypes.ts";
import type { EagerTensor } from "./eager_tensor.ts";
import { executeOp } from "./execute.ts";
import { findLibrary } from "./find.ts";
import { registerKernels } from "./kernels.ts";
import { Loader } from "./loader.ts";
import { keepNaNInXLA, openLibrary } from "./open.ts";
import type { Preloaded } from "./preload.ts";
import { readCString } from "./c_values.ts";
import type { Native } from "./symbols.ts";
import { createNodeBackend, type NodeBackend } from "./tfjs_node.ts";

/** The name of the tfjs backend, under which tfjs-node registers its kernels. */
export const BACKEND_NAME = "tensorflow";

/** Counts of what is not disposed of, to find leaks. */
interface EngineMemory {
  /** tensors of tfjs */
  readonly numTensors: number;
  /** bytes of their values */
  readonly numBytes: number;
  /** tensors in the binding's table: those tensors of tfjs that an op has used */
  readonly numNativeTensors: number;
  /** handles of TensorFlow that were made and not deleted */
  readonly numHandles: number;
}

/** TensorFlow, opened and registered with tfjs. */
export interface TensorFlowEngine {
  /** such as "2.21.0" */
  readonly version: string;
  /** the library's path, and where it was found */
  readonly library: { readonly path: string; readonly place: string };
  /** all devices that TensorFlow can compute on */
  readonly devices: readonly TensorFlowDevice[];
  /** the GPU that ops run on; null if they run on the CPU */
  readonly gpu: TensorFlowDevice | null;
  /** the CUDA libraries that were loaded for TensorFlow; null if none were found beside it */
  readonly cuda: Preloaded | null;
  /** where XLA keeps the programs that it compiles for the CPU; null if it keeps none, and where CUDA's libraries are loaded */
  readonly compilationCache: CompilationCache | null;
  /** tfjs's backend object */
  readonly backend: NodeBackend;
  /** for lib/engine/jit: the eager context and the functions of the C API */
  readonly context: Context;
  readonly native: Native;
  memory(): EngineMemory;
}

let opened: TensorFlowEngine | undefined;
let openedWithoutGPU = false;

/**
 * Makes TensorFlow the current tfjs backend; opens it on the first call.
 *
 * @param o.gpu false uses the CPU even if there is a GPU; by default, and with true, the GPU is used if there is one
 * @throws TensorFlowNotFoundError if there is no library: lists every place that was looked at
 * @throws TensorFlowOpenError if the library cannot be opened
 * @throws TensorFlowError if TensorFlow does not start
 * @throws Error if TensorFlow is already open in the other way, with or without the GPU
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useTensorFlow } from "lib/engine/tensorflow";
 * import assert from "node:assert/strict";
 * useTensorFlow();
 * assert.deepEqual(tf.matMul([[1, 2]], [[3], [4]]).arraySync(), [[11]]);
 * ```
 */
export function useTensorFlow({ gpu }: { readonly gpu?: boolean } = {}): TensorFlowEngine {
  if (opened === undefined) {
    opened = openEngine(gpu ?? true);
    openedWithoutGPU = gpu === false;
  }
  if (gpu === true && openedWithoutGPU || gpu === false && opened.gpu !== null) {
    throw new Error(
      `TensorFlow ${opened.version} is already open in this process ` +
        `${gpu ? "without a GPU" : "on the GPU"}, and a process opens it once. Restart the kernel with ` +
        `COURSE_DEVICE=${gpu ? "cuda" : "cpu"}`,
    );
  }
  // The backend exists already, so this takes effect at once, although it returns a promise.
  void tf.setBackend(BACKEND_NAME);
  return opened;
}

/** The engine, if it is open and is tfjs's current backend. */
export function currentTensorFlow(): TensorFlowEngine | undefined {
  return tf.getBackend() === BACKEND_NAME ? opened : undefined;
}

function openEngine(gpu: boolean): TensorFlowEngine {
  const library = findLibrary();
  const { native, cuda } = openLibrary(library, { gpu });
  const version = readCString(native.TF_Version());
  keepNaNInXLA(version);
  const compilationCache = cuda === null ? useCompilationCache(version) : null;
  const context = new Context(native, { gpu });
  if (context.gpu === undefined && Deno.build.arch === "x86_64") silenceBFloat16Note(context);
  const backend = createNodeBackend(new Binding(context));
  registerKernels(BACKEND_NAME);
  tf.registerBackend(BACKEND_NAME, () => backend, 3);
  const memory = () => {
    const { numTensors, numBytes } = tf.memory();
    const numNativeTensors = backend.binding.table.size, numHandles = context.handles.live;
    return { numTensors, numBytes, numNativeTensors, numHandles };
  };
  const { devices } = context, found = { version, library, devices, gpu: context.gpu ?? null, cuda };
  return { ...found, compilationCache, backend, context, native, memory };
}

/**
 * On a processor without AVX-512 TensorFlow writes once to stderr that oneDNN has no bfloat16 there. It uses other kernels,
 * so a reader has nothing to do. The note comes with the first product: that one is made here, while stderr is closed.
 */
function silenceBFloat16Note(context: Context): void {
  using loader = new Loader();
  using one = context.createTensor({ dtype: DTYPE.float32, shape: [1, 1], values: Float32Array.of(1) });
  const run = (op: string, types: Readonly<Record<string, number>>, ...inputs: EagerTensor[]) =>
    executeOp(context, op, { attributes: attributesOf(types), inputs, outputs: 1 })[0];
  using small = run("Cast", { SrcT: DTYPE.float32, DstT: DTYPE.bfloat16 }, one);
  loader.withoutStderr(() => run("MatMul", { T: DTYPE.bfloat16 }, small, small)[Symbol.dispose]());
}
