/**
 * TensorFlow as a tfjs backend: find the library, open it, start it, register it as "tensorflow".
 *
 * A process has one TensorFlow: the first call decides its options, later calls answer the same engine.
 */
import * as tf from "@tensorflow/tfjs";
import { Binding } from "./binding.ts";
import { Context, type TensorFlowDevice } from "./context.ts";
import { findLibrary } from "./find.ts";
import { registerKernels } from "./kernels.ts";
import { type EngineMemory, engineMemory } from "./memory.ts";
import { keepNaNInXLA, openLibrary } from "./open.ts";
import type { Preloaded } from "./preload.ts";
import { readCString } from "./c_values.ts";
import type { Native } from "./symbols.ts";
import { createNodeBackend, type NodeBackend } from "./tfjs_node.ts";

/** The name of the tfjs backend; tfjs-node's kernels are registered for it. */
export const BACKEND_NAME = "tensorflow";

export interface TensorFlowOptions {
  /** the library's file or folder; found by itself if absent (see `findLibrary`) */
  readonly library?: string;
  /** false keeps to the CPU even if TensorFlow sees a GPU; default true */
  readonly gpu?: boolean;
  /** threads that one op may use; default: TensorFlow's choice, all cores */
  readonly intraOpThreads?: number;
  /** ops that may run at once; default: TensorFlow's choice */
  readonly interOpThreads?: number;
  /** environment variables that TensorFlow reads when it loads, such as TF_XLA_FLAGS; what the user has set stays */
  readonly environment?: Readonly<Record<string, string>>;
}

/** TensorFlow, opened and registered with tfjs. */
export interface TensorFlowEngine {
  /** such as "2.21.0" */
  readonly version: string;
  /** the library's path, and where it was found */
  readonly library: { readonly path: string; readonly place: string };
  /** everything that TensorFlow can compute on */
  readonly devices: readonly TensorFlowDevice[];
  /** the GPU that ops run on; null where they run on the CPU */
  readonly gpu: TensorFlowDevice | null;
  /** the CUDA libraries that were loaded for TensorFlow; null where none were found beside it */
  readonly cuda: Preloaded | null;
  /** tfjs's backend object */
  readonly backend: NodeBackend;
  /** for lib/engine/jit: the eager context and the functions of the C API */
  readonly context: Context;
  readonly native: Native;
  /** Counts of what is alive, to find leaks. */
  memory(): EngineMemory;
}

let opened: { readonly engine: TensorFlowEngine; readonly options: string } | undefined;

/**
 * Makes TensorFlow the current tfjs backend; opens it on the first call.
 *
 * @throws TensorFlowNotFoundError if there is no library: lists every place that was looked at
 * @throws TensorFlowOpenError if the library cannot be opened
 * @throws TensorFlowError if TensorFlow does not start
 * @throws Error on a later call with other options than the first
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useTensorFlow } from "lib/engine/tensorflow";
 * import assert from "node:assert/strict";
 * useTensorFlow();
 * assert.deepEqual(tf.matMul([[1, 2]], [[3], [4]]).arraySync(), [[11]]);
 * ```
 */
export function useTensorFlow(options: TensorFlowOptions = {}): TensorFlowEngine {
  const wanted = describeOptions({ gpu: true, ...withoutUndefined(options) });
  if (opened !== undefined && describeOptions(options) !== "{}" && opened.options !== wanted) {
    throw new Error(
      `TensorFlow is already open in this process with options ${opened.options}; it cannot be opened again with ` +
        `${wanted}. Pass the options on the first call, or start another process.`,
    );
  }
  opened ??= { engine: openEngine(options), options: wanted };
  // The backend is made already, so this takes effect at once; what it answers is only a promise in form.
  void tf.setBackend(BACKEND_NAME);
  return opened.engine;
}

/** Options as text: the same for the same options, in whatever order they and their variables are written. */
function describeOptions(options: TensorFlowOptions): string {
  const environment = Object.entries(withoutUndefined(options.environment ?? {}));
  const parts = { ...options, environment: environment.length > 0 ? sorted(environment) : undefined };
  return JSON.stringify(sorted(Object.entries(parts)));
}

function sorted(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => a < b ? -1 : 1));
}

function withoutUndefined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

/** The engine, if it is open and tfjs's current backend. */
export function currentTensorFlow(): TensorFlowEngine | undefined {
  return tf.getBackend() === BACKEND_NAME ? opened?.engine : undefined;
}

function openEngine(options: TensorFlowOptions): TensorFlowEngine {
  const gpu = options.gpu ?? true;
  const library = findLibrary(options);
  const { native, cuda } = openLibrary(library, { gpu, environment: options.environment });
  const version = readCString(native.TF_Version());
  keepNaNInXLA(version);
  const { intraOpThreads, interOpThreads } = options;
  const context = new Context(native, { gpu, intraOpThreads, interOpThreads });
  const backend = createNodeBackend(new Binding(context, version));
  registerKernels(BACKEND_NAME);
  tf.registerBackend(BACKEND_NAME, () => backend, 3);
  return {
    version,
    library,
    devices: context.devices,
    gpu: context.gpu ?? null,
    cuda,
    backend,
    context,
    native,
    memory: () => engineMemory(context, backend),
  };
}
