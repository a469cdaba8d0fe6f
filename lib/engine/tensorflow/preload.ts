/**
 * Loads the CUDA libraries that come as `nvidia-*` wheels, so that TensorFlow finds them.
 *
 * TensorFlow asks the system's loader for names such as libcudart.so.12. The wheels put these files beside the
 * `tensorflow` package (site-packages/nvidia/<part>/lib), where the loader looks only if LD_LIBRARY_PATH says so,
 * and that variable is read when a process starts: too late to set. But a library that is already loaded is found
 * by its name, wherever it came from. So each is loaded here by its path, after those that it needs.
 */
import { dirname, join } from "node:path";
import type { Loader } from "./loader.ts";

/** What was loaded, and what was not, with the loader's reason. */
export interface Preloaded {
  readonly loaded: readonly string[];
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
}

/** The folder `nvidia` beside the Python package that a TensorFlow library is in; undefined if there is none. */
export function nvidiaFolder(library: string): string | undefined {
  const folder = join(dirname(dirname(library)), "nvidia");
  return isFolder(folder) ? folder : undefined;
}

/** The folder with ptxas and libdevice, which XLA needs to compile for the GPU; undefined if there is none. */
export function cudaCompilerFolder(nvidia: string): string | undefined {
  const folder = join(nvidia, "cuda_nvcc");
  return isFolder(folder) ? folder : undefined;
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/**
 * Loads every shared library in <folder>/<part>/lib, in an order that satisfies them.
 *
 * The order is found by trying: a library that needs one not yet loaded fails and is tried again, until a round
 * loads nothing new.
 *
 * @param folder such as site-packages/nvidia
 */
export function preloadLibraries(loader: Loader, folder: string): Preloaded {
  const loaded: string[] = [];
  let waiting = sharedLibraries(folder).map((path) => ({ path, reason: "" }));
  for (let progress = true; progress && waiting.length > 0;) {
    const failed: typeof waiting = [];
    for (const { path } of waiting) {
      const reason = loader.load(path, { global: true });
      if (reason === undefined) loaded.push(path);
      else failed.push({ path, reason });
    }
    progress = failed.length < waiting.length;
    waiting = failed;
  }
  return { loaded, failed: waiting };
}

function sharedLibraries(folder: string): string[] {
  return [...Deno.readDirSync(folder)]
    .map((part) => join(folder, part.name, "lib"))
    .filter(isFolder)
    .flatMap((lib) => [...Deno.readDirSync(lib)].map((file) => join(lib, file.name)))
    .filter((path) => /\.so(\.\d+)*$/.test(path))
    .sort();
}
