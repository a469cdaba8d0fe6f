/**
 * What the two devices of libtensorflow, `cuda` and `cpu`, have in common: finding the library without opening it,
 * and knowing which build it is.
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

/** The library's path, or the answer of a probe that did not find it. */
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
 * Is this library the Python package `tensorflow-cpu`, which has no CUDA in it?
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
 * TensorFlow, opened with or without its GPU; a process has one TensorFlow, so where it is open already, that one.
 *
 * @throws Error if it is open with the GPU and is wanted without, or the other way round
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
