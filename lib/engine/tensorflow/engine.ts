/**
 * TensorFlow as a tfjs backend: finds the library, opens it, starts it and registers it as "tensorflow".
 *
 * A process opens TensorFlow once: the first call decides the options, later calls return the same engine.
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

/** The name of the tfjs backend, under which tfjs-node registers its kernels. */
export const BACKEND_NAME = "tensorflow";

interface TensorFlowOptions {
  /** the library's file or folder; default: `findLibrary` looks for it */
  readonly library?: string;
  /** false uses the CPU even if there is a GPU; default true */
  readonly gpu?: boolean;
  /** threads that one op may use; default: all cores */
  readonly intraOpThreads?: number;
  /** ops that may run at the same time; default: TensorFlow's choice */
  readonly interOpThreads?: number;
  /**
   * environment variables that TensorFlow reads when it loads, such as TF_XLA_FLAGS; those that are set already stay
   */
  readonly environment?: Readonly<Record<string, string>>;
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
  /** tfjs's backend object */
  readonly backend: NodeBackend;
  /** for lib/engine/jit: the eager context and the functions of the C API */
  readonly context: Context;
  readonly native: Native;
  /** Counts tensors and handles, to find leaks. */
  memory(): EngineMemory;
}

let opened: { readonly engine: TensorFlowEngine; readonly options: string } | undefined;

/**
 * Makes TensorFlow the current tfjs backend; opens it on the first call.
 *
 * @throws TensorFlowNotFoundError if there is no library: lists every place that was looked at
 * @throws TensorFlowOpenError if the library cannot be opened
 * @throws TensorFlowError if TensorFlow does not start
 * @throws Error if a later call has other options than the first
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
  // The backend exists already, so this takes effect at once, although it returns a promise.
  void tf.setBackend(BACKEND_NAME);
  return opened.engine;
}

/** Options as text, which does not depend on the order of the options and their variables. */
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

/** The engine, if it is open and is tfjs's current backend. */
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
