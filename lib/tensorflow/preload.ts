/**
 * Loads the CUDA libraries that come as `nvidia-*` wheels, so that TensorFlow finds them.
 *
 * TensorFlow asks the system's loader for names such as libcudart.so.12. The wheels put these files beside the
 * `tensorflow` package (site-packages/nvidia/<part>/lib), where the loader looks only if LD_LIBRARY_PATH says so,
 * and that variable is read when a process starts: too late to set. But a library that is already loaded is found
 * by its name, wherever it came from. So each is loaded here by its path, after those that it needs.
 */
import { dirname, join } from "node:path";
import { readCString } from "./status.ts";

const RTLD_LAZY = 1;
const RTLD_GLOBAL = 0x100;

/** What was loaded, and what was not, with the loader's reason. */
export interface Preloaded {
  readonly loaded: readonly string[];
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
}

/** The folder `nvidia` beside the Python package that a TensorFlow library is in; undefined if there is none. */
export function nvidiaFolder(library: string): string | undefined {
  const folder = join(dirname(dirname(library)), "nvidia");
  try {
    return Deno.statSync(folder).isDirectory ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** The shared libraries in nvidia/<part>/lib. */
function sharedLibraries(folder: string): string[] {
  const paths: string[] = [];
  for (const part of Deno.readDirSync(folder)) {
    const lib = join(folder, part.name, "lib");
    try {
      for (const file of Deno.readDirSync(lib)) {
        if (/\.so(\.\d+)*$/.test(file.name)) paths.push(join(lib, file.name));
      }
    } catch (error) {
      // A part without libraries, such as headers only.
      if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    }
  }
  return paths.sort();
}

/**
 * Loads every shared library below `folder`, in an order that satisfies them.
 *
 * The order is found by trying: a library that needs one not yet loaded fails and is tried again, until a round
 * loads nothing new.
 *
 * @param folder such as site-packages/nvidia
 */
export function preloadLibraries(folder: string): Preloaded {
  const loader = Deno.dlopen("libc.so.6", {
    // void* dlopen(const char* filename, int flags)
    dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
    // char* dlerror(void)
    dlerror: { parameters: [], result: "pointer" },
  });
  try {
    const loaded: string[] = [];
    let waiting = sharedLibraries(folder).map((path) => ({ path, reason: "" }));
    for (let progress = true; progress && waiting.length > 0;) {
      const failed: typeof waiting = [];
      for (const { path } of waiting) {
        const name = new TextEncoder().encode(path + "\0");
        if (loader.symbols.dlopen(name, RTLD_LAZY | RTLD_GLOBAL) !== null) loaded.push(path);
        else failed.push({ path, reason: readCString(loader.symbols.dlerror()) });
      }
      progress = failed.length < waiting.length;
      waiting = failed;
    }
    return { loaded, failed: waiting };
  } finally {
    loader.close();
  }
}
