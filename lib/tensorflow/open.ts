/**
 * Opens TensorFlow's shared library: environment first, then CUDA's libraries, then the library itself.
 *
 * TensorFlow reads its settings from environment variables while it loads. `Deno.env.set` changes the environment
 * of the process itself, so the library sees what is set here. A variable that the user has set stays as it is.
 */
import { join } from "node:path";
import type { FoundLibrary } from "./find.ts";
import { nvidiaFolder, type Preloaded, preloadLibraries } from "./preload.ts";
import { type Native, TENSORFLOW_SYMBOLS } from "./symbols.ts";

export interface OpenedLibrary {
  readonly native: Native;
  /** the nvidia-* libraries that were loaded first; null where there are none */
  readonly cuda: Preloaded | null;
}

export interface OpenOptions {
  /** false leaves CUDA's libraries alone: nothing of the GPU is touched */
  readonly gpu: boolean;
  /** further environment variables for TensorFlow, such as TF_XLA_FLAGS */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The library is there but cannot be opened. */
export class TensorFlowOpenError extends Error {
  override readonly name = "TensorFlowOpenError";
}

/** @throws TensorFlowOpenError if the file is no TensorFlow library for this system */
export function openLibrary(found: FoundLibrary, options: OpenOptions): OpenedLibrary {
  const nvidia = options.gpu ? nvidiaFolder(found.path) : undefined;
  const environment: Record<string, string> = {
    TF_CPP_MIN_LOG_LEVEL: "2", // errors only: no start-up notes on stderr
    TF_CPP_MAX_VLOG_LEVEL: "0",
    ...(nvidia === undefined ? {} : cudaCompilerFlags(nvidia)),
    ...options.environment,
  };
  for (const [name, value] of Object.entries(environment)) {
    if (Deno.env.get(name) === undefined) Deno.env.set(name, value);
  }
  const cuda = nvidia === undefined ? null : preloadLibraries(nvidia);
  try {
    return { native: Deno.dlopen(found.path, TENSORFLOW_SYMBOLS).symbols, cuda };
  } catch (cause) {
    throw new TensorFlowOpenError(
      `${found.path} (${found.place}) cannot be opened as TensorFlow's C library: ${
        (cause as Error).message
      }. ` +
        `Reinstall it, or point COURSE_LIBTENSORFLOW at another; versions from 2.9 on should do.`,
      { cause },
    );
  }
}

/** Where XLA finds libdevice and ptxas when they come as a wheel. */
function cudaCompilerFlags(nvidia: string): Record<string, string> {
  const folder = join(nvidia, "cuda_nvcc");
  try {
    if (!Deno.statSync(folder).isDirectory) return {};
  } catch {
    return {};
  }
  return { XLA_FLAGS: `--xla_gpu_cuda_data_dir=${folder}` };
}
