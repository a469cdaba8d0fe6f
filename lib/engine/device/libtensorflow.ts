/**
 * What the devices `cuda` and `cpu` share, because both use libtensorflow: how to find the library without opening it,
 * and which build it is.
 */
import { basename, dirname } from "node:path";
import { translate } from "../../language.ts";
import { findLibrary, TensorFlowNotFoundError } from "../tensorflow/mod.ts";
import type { Probe } from "./device.ts";

/** The library's path, or why it was not found. */
export function probeLibrary(): { readonly path: string } | Probe & { readonly available: false } {
  try {
    return { path: findLibrary().path };
  } catch (error) {
    if (!(error instanceof TensorFlowNotFoundError)) throw error;
    const places = error.tried.map(({ place, detail }) => `${translate(place)} (${translate(detail)})`).join(
      "; ",
    );
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
