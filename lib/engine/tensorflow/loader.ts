/**
 * The C library's `dlopen`, with flags that `Deno.dlopen` does not have.
 *
 * Deno closes its libraries when the process ends. TensorFlow then crashes with a segmentation fault, so it must stay
 * loaded (RTLD_NODELETE). CUDA's libraries must be visible to TensorFlow when it looks symbols up (RTLD_GLOBAL).
 */
import { cString, readCString } from "./c_values.ts";

const LINUX = { libc: "libc.so.6", RTLD_GLOBAL: 0x100, RTLD_NODELETE: 0x1000 };
const DARWIN = { libc: "libSystem.dylib", RTLD_GLOBAL: 0x8, RTLD_NODELETE: 0x80 };
const RTLD_LAZY = 1;

const LIBC_SYMBOLS = {
  // void* dlopen(const char* filename, int flags)
  dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
  // char* dlerror(void)
  dlerror: { parameters: [], result: "pointer" },
  // int dup(int fd)
  dup: { parameters: ["i32"], result: "i32" },
  // int dup2(int from, int to)
  dup2: { parameters: ["i32", "i32"], result: "i32" },
  // int open(const char* path, int flags)
  open: { parameters: ["buffer", "i32"], result: "i32" },
  // int close(int fd)
  close: { parameters: ["i32"], result: "i32" },
} as const satisfies Deno.ForeignLibraryInterface;

const STDERR = 2;
const O_WRONLY = 1;

/** libc's loader. After it is disposed of, the loaded libraries stay. */
export class Loader {
  #constants = Deno.build.os === "darwin" ? DARWIN : LINUX;
  #libc = Deno.dlopen(this.#constants.libc, LIBC_SYMBOLS);

  /**
   * Loads a library until the process ends.
   *
   * @param path the library's file
   * @param o `global`: its symbols are visible to libraries that are loaded later
   * @returns undefined, or why it could not be loaded
   */
  load(path: string, o: { readonly global: boolean }): string | undefined {
    const { RTLD_GLOBAL, RTLD_NODELETE } = this.#constants;
    const flags = RTLD_LAZY | RTLD_NODELETE | (o.global ? RTLD_GLOBAL : 0);
    const handle = this.#libc.symbols.dlopen(cString(path), flags);
    return handle === null ? readCString(this.#libc.symbols.dlerror()) : undefined;
  }

  /** Runs `body` and discards what native code writes to stderr. */
  withoutStderr<R>(body: () => R): R {
    const { dup, dup2, open, close } = this.#libc.symbols;
    const stderr = dup(STDERR);
    const nowhere = open(cString("/dev/null"), O_WRONLY);
    if (stderr >= 0 && nowhere >= 0) dup2(nowhere, STDERR);
    try {
      return body();
    } finally {
      if (stderr >= 0) {
        dup2(stderr, STDERR);
        close(stderr);
      }
      if (nowhere >= 0) close(nowhere);
    }
  }

  [Symbol.dispose](): void {
    this.#libc.close();
  }
}
