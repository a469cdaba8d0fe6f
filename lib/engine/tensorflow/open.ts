/**
 * Opens TensorFlow's shared library: sets environment variables, loads CUDA's libraries, then loads the library itself.
 *
 * TensorFlow reads its settings from environment variables while it loads. `Deno.env.set` changes the environment of
 * the process, so the library sees what is set here. A variable that the user has set is not changed, except that one
 * flag is added to XLA_FLAGS (`keepNaNInXLA`).
 */
import type { FoundLibrary } from "./find.ts";
import { Loader } from "./loader.ts";
import { cudaCompilerFolder, nvidiaFolder, type Preloaded, preloadLibraries } from "./preload.ts";
import { type Native, TENSORFLOW_SYMBOLS } from "./symbols.ts";

interface OpenedLibrary {
  readonly native: Native;
  /** the nvidia-* libraries that were loaded first; null if there are none */
  readonly cuda: Preloaded | null;
}

/** The library was found but cannot be opened. */
export class TensorFlowOpenError extends Error {
  override readonly name = "TensorFlowOpenError";
}

/**
 * @param o.gpu false does not load CUDA's libraries, so the GPU is not used
 * @throws TensorFlowOpenError if the file is not a TensorFlow library for this system
 */
export function openLibrary(found: FoundLibrary, o: { readonly gpu: boolean }): OpenedLibrary {
  checkProcessor();
  const nvidia = o.gpu ? nvidiaFolder(found.path) : undefined;
  const compiler = nvidia === undefined ? undefined : cudaCompilerFolder(nvidia);
  const verbose = ["0", "1"].includes(Deno.env.get("TF_CPP_MIN_LOG_LEVEL") ?? "");
  // Errors only; without a GPU not even those. They are thrown as well, and XLA's compilation cache writes one for each
  // program that it reads: it tries text first, and the files are not text.
  setIfUnset("TF_CPP_MIN_LOG_LEVEL", nvidia === undefined ? "3" : "2");
  // TensorFlow itself uses oneDNN only on processors with AVX512-VNNI. With AVX2 alone, oneDNN's matrix products reach
  // 155 GFLOP/s on two cores, and Eigen's 110; many small ones 130 and 49.
  if (Deno.build.arch === "x86_64") setIfUnset("TF_ENABLE_ONEDNN_OPTS", "1");
  if (compiler !== undefined) setIfUnset("XLA_FLAGS", cudaFolderFlag(compiler));
  using loader = new Loader();
  const cuda = nvidia === undefined ? null : preloadLibraries(loader, nvidia);
  // While the library loads, it prints a note about oneDNN, before it reads its log level.
  const load = () => loader.load(found.path, { global: false });
  const reason = verbose ? load() : loader.withoutStderr(load);
  if (reason !== undefined) throw cannotOpen(found, reason);
  try {
    return { native: Deno.dlopen(found.path, TENSORFLOW_SYMBOLS).symbols, cuda };
  } catch (cause) {
    throw cannotOpen(found, (cause as Error).message, cause);
  }
}

/**
 * XLA's flag for the folder with CUDA's compiler. The path is in quotes, because XLA splits its flags at white space,
 * and a flag that it does not know ends the process.
 */
export function cudaFolderFlag(folder: string): string {
  return `--xla_gpu_cuda_data_dir="${folder.replace(/["\\]/g, "\\$&")}"`;
}

/** XLA's flag that makes `max` and `min` of a NaN a NaN, as in TensorFlow. By default XLA drops the NaN. */
const KEEP_NAN = "--xla_cpu_enable_fast_min_max=false";

/**
 * Adds XLA's flag for `max` and `min` before the flags in XLA_FLAGS, so that the user's own flags win.
 *
 * XLA reads its flags when it compiles for the first time, so the library may already be open. A flag that it does not
 * know ends the process, so the flag is not added for versions that were not tested.
 */
export function keepNaNInXLA(version: string): void {
  const [major, minor] = version.split(".").map(Number);
  const flags = Deno.env.get("XLA_FLAGS")?.trim() ?? "";
  const isFile = flags !== "" && !flags.startsWith("-");
  if (major !== 2 || !(minor >= 4 && minor <= 21) || isFile || flags.includes(KEEP_NAN.split("=")[0])) return;
  Deno.env.set("XLA_FLAGS", `${KEEP_NAN} ${flags}`.trim());
}

function setIfUnset(variable: string, value: string): void {
  if (Deno.env.get(variable) === undefined) Deno.env.set(variable, value);
}

function cannotOpen(found: FoundLibrary, reason: string, cause?: unknown): TensorFlowOpenError {
  return new TensorFlowOpenError(
    `${found.path} (${found.place}) cannot be opened as TensorFlow's C library: ${reason}. ` +
      "Run ./course doctor, or point COURSE_LIBTENSORFLOW at another library.",
    { cause },
  );
}

/** Google's builds need AVX. Without it, loading the library ends the process, and no error can be caught. */
function checkProcessor(): void {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") return;
  if (!/^flags\s*:.*\bavx\b/m.test(Deno.readTextFileSync("/proc/cpuinfo"))) {
    throw new TensorFlowOpenError(
      "TensorFlow needs a processor with AVX instructions; this one (see /proc/cpuinfo) has none. " +
        "Use COURSE_DEVICE=webgpu, or plain JavaScript.",
    );
  }
}
