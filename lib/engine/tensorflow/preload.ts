/**
 * Loads the CUDA libraries of the `nvidia-*` wheels, so that TensorFlow finds them.
 *
 * TensorFlow asks the system's loader for names such as libcudart.so.12. The wheels put these files beside the package
 * `tensorflow` (site-packages/nvidia/<part>/lib). The loader looks there only if LD_LIBRARY_PATH names the folder, and
 * it reads that variable when the process starts, so setting it now has no effect. But the loader finds a library by
 * its name if it is already loaded. So each library is loaded here by its path, after those that it needs.
 */
import { dirname, join } from "node:path";
import { statIfThere } from "./find.ts";
import type { Loader } from "./loader.ts";

/** The libraries that were loaded, and those that were not, with the loader's reason. */
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
  return statIfThere(path)?.isDirectory === true;
}

/**
 * Loads every shared library in <folder>/<part>/lib, each after those that it needs.
 *
 * The order is found by trying: a library that needs one that is not loaded yet fails, and is tried again in the next
 * round, until a round loads nothing new.
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
