/**
 * What the devices `cuda` and `cpu` share, because both use libtensorflow: how to find the library without opening it,
 * which build it is, and how to open it.
 */
import { basename, dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";
import {
  BACKEND_NAME,
  findLibrary,
  type TensorFlowEngine,
  TensorFlowNotFoundError,
  useTensorFlow,
} from "../tensorflow/mod.ts";
import type { Probe } from "./device.ts";

/** The library's path, or why it was not found. */
export function probeLibrary(): { readonly path: string } | Probe & { readonly available: false } {
  try {
    return { path: findLibrary().path };
  } catch (error) {
    if (!(error instanceof TensorFlowNotFoundError)) throw error;
    const places = error.tried.map(({ place, detail }) => `${place} (${detail})`).join("; ");
    return {
      available: false,
      reason: `TensorFlow's shared library was not found in ${places}`,
      advice: [
        Deno.env.get("COURSE_LIBTENSORFLOW")
          ? "Unset COURSE_LIBTENSORFLOW, or set it to the library's file."
          : "Run ./course lab: it installs TensorFlow. COURSE_LIBTENSORFLOW names a library elsewhere.",
      ],
    };
  }
}

/**
 * Whether this library is from the Python package `tensorflow-cpu`, which has no CUDA.
 *
 * @param library such as .course/tensorflow/tensorflow/libtensorflow_cc.so.2
 */
export function isCPUBuild(library: string): boolean {
  const folder = dirname(library);
  if (basename(folder) !== "tensorflow") return false;
  try {
    return [...Deno.readDirSync(dirname(folder))].some(({ name }) =>
      /^tensorflow_cpu-.*\.dist-info$/.test(name)
    );
  } catch {
    return false;
  }
}

/**
 * Opens TensorFlow with or without the GPU. A process opens TensorFlow once; later calls return the same engine.
 *
 * @throws Error if TensorFlow is already open in the other way, with or without the GPU
 */
export function openTensorFlow(o: { readonly gpu: boolean }): TensorFlowEngine {
  const wasOpen = tf.findBackend(BACKEND_NAME) !== null;
  const engine = wasOpen || o.gpu ? useTensorFlow() : useTensorFlow({ gpu: false });
  if (wasOpen && (engine.gpu !== null) !== o.gpu) {
    throw new Error(
      `TensorFlow ${engine.version} is already open in this process ${
        o.gpu ? "without a GPU" : "on the GPU"
      }, ` +
        `and a process opens it once. Restart the kernel with COURSE_DEVICE=${o.gpu ? "cuda" : "cpu"}`,
    );
  }
  return engine;
}
