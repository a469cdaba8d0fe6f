/**
 * An NVIDIA GPU through libtensorflow: the fastest device for this course.
 *
 * It needs a driver that works (`nvidia-smi` lists the GPU), TensorFlow built with CUDA, and CUDA's libraries, which
 * lib/engine/tensorflow finds beside TensorFlow's. If one is missing, the reason names it and says what to do.
 */
import { BACKEND_NAME, type TensorFlowEngine, useTensorFlow } from "../tensorflow/mod.ts";
import type { Candidate } from "./device.ts";
import { isCPUBuild, probeLibrary } from "./libtensorflow.ts";
import { type NvidiaGPU, nvidiaGPUs, tooOldForCUDA } from "./nvidia.ts";

export const cuda: Candidate = {
  kind: "cuda",
  probe: () => probeCUDA(),
  open() {
    const engine = useTensorFlow({ gpu: true });
    if (engine.gpu === null) return Promise.reject(new Error(noGPU(engine)));
    return Promise.resolve({ backend: BACKEND_NAME, tensorflow: engine.version });
  },
};

/** @param findDriver tests have none, or one that is made up */
export async function probeCUDA(
  findDriver: () => CUDADriver | null = cudaDriver,
): ReturnType<Candidate["probe"]> {
  const listed = await nvidiaGPUs();
  if (listed.gpus === null) return { available: false, reason: listed.reason, advice: listed.advice };
  const [gpu] = listed.gpus;
  const hidden = hiddenGPUs(Deno.env.get("CUDA_VISIBLE_DEVICES"));
  if (hidden !== null) {
    return { available: false, reason: hidden, advice: ["Unset CUDA_VISIBLE_DEVICES to use the GPU."] };
  }
  const old = tooOldForCUDA(gpu);
  if (old !== null) return { available: false, ...old };
  const library = probeLibrary();
  if (!("path" in library)) return library;
  if (isCPUBuild(library.path)) {
    return {
      available: false,
      reason: `${gpu.name} was found, but ${library.path} is from tensorflow-cpu, which has no CUDA`,
      advice: ["Run COURSE_ENGINE=cuda ./course lab: it installs TensorFlow with CUDA."],
    };
  }
  if (findDriver() === null) {
    return {
      available: false,
      reason: `${gpu.name} was found, but the driver's library for CUDA (${DRIVER_LIBRARY}) cannot be loaded`,
      advice: [
        "Install the driver's part for compute (Ubuntu: `libnvidia-compute-…`), or start the container with it" +
        " (docker run --gpus all).",
      ],
    };
  }
  const { name, memoryBytes, driver } = gpu;
  const found = { name, memoryBytes, driver, software: false, ...firstUse(gpu) };
  return { available: true, found };
}

/**
 * TensorFlow 2.21's CUDA build has machine code for compute capabilities 6.0, 7.0, 8.0 and 8.9 (and what runs it: 6.1,
 * 7.5, 8.6), and PTX of 9.0, which the driver compiles for newer GPUs (Hopper, Blackwell) when a kernel is first used.
 */
const NEWEST_MACHINE_CODE = 8.9;

function firstUse({ name, computeCapability }: NvidiaGPU): { readonly firstUse?: string } {
  if (computeCapability === null || computeCapability <= NEWEST_MACHINE_CODE) return {};
  return {
    firstUse: `TensorFlow has no machine code for ${name} (compute capability ${
      computeCapability.toFixed(1)
    }): at first use the driver compiles its kernels, which can take many minutes, once`,
  };
}

/**
 * Why CUDA_VISIBLE_DEVICES hides every GPU; null if not. CUDA ignores its list from the first entry on that is neither a
 * number nor a GPU's name, such as Slurm's "NoDevFiles".
 */
export function hiddenGPUs(visible: string | undefined): string | null {
  if (visible === undefined || /^\s*(\d|GPU-|MIG-)/.test(visible)) return null;
  return `CUDA_VISIBLE_DEVICES="${visible}" hides every GPU`;
}

/**
 * Why TensorFlow lists no GPU although nvidia-smi does. A library of CUDA that could not be loaded comes before the
 * driver, unless the driver's library is all that it misses.
 */
export function noGPU(
  { version, library, cuda }: Pick<TensorFlowEngine, "version" | "library" | "cuda">,
  driver: CUDADriver | null = cudaDriver(),
  error: number = driverError(),
): string {
  const lists = `TensorFlow ${version} (${library.path}) lists no GPU`;
  if (cuda === null) {
    return `${lists}, and no CUDA libraries are installed beside it; install tensorflow[and-cuda] in its place`;
  }
  const { loaded, failed } = cuda;
  const broken = failed.filter(({ reason }) => driver !== null || !reason.includes(DRIVER_LIBRARY));
  if (broken.length > 0) {
    const reasons = broken.map(({ reason }) => reason).join("; ");
    return `${lists}, with ${loaded.length} CUDA libraries loaded, but these could not be loaded: ${reasons}`;
  }
  if (driver === null) {
    return `${lists}: CUDA's ${loaded.length + failed.length} libraries were found, only the driver's own ` +
      `(${DRIVER_LIBRARY}) is missing; install the driver for compute, or start the container with it ` +
      "(docker run --gpus all)";
  }
  if (error !== 0) {
    return `${lists}, because the driver does not start (cuInit returns the CUDA error ${error}); restart the machine, and ` +
      "install the driver again if that does not help";
  }
  return `${lists}, with ${loaded.length} CUDA libraries loaded; the driver supports CUDA up to ${driver.cuda}, ` +
    "which may be too old for them";
}

const DRIVER_LIBRARY = "libcuda.so.1";

interface CUDADriver {
  /** the newest version of CUDA that it supports, such as "12.8" */
  readonly cuda: string;
}

const DRIVER_SYMBOLS = {
  // CUresult cuDriverGetVersion(int* driverVersion)
  cuDriverGetVersion: { parameters: ["buffer"], result: "i32" },
  // CUresult cuInit(unsigned int Flags)
  cuInit: { parameters: ["u32"], result: "i32" },
} as const satisfies Deno.ForeignLibraryInterface;

type DriverFunctions = Deno.StaticForeignLibraryInterface<typeof DRIVER_SYMBOLS>;

/** Calls a function of the driver's library. @returns its error, 0 for none; null if there is no such library */
function callDriver(library: string, call: (driver: DriverFunctions) => number): number | null {
  let driver: Deno.DynamicLibrary<typeof DRIVER_SYMBOLS>;
  try {
    driver = Deno.dlopen(library, DRIVER_SYMBOLS);
  } catch {
    return null;
  }
  const error = call(driver.symbols);
  driver.close();
  return error;
}

/**
 * Reads the version from the driver's library, which comes with the driver, not with CUDA; null if there is none. CUDA's
 * toolkit has an empty library of the same name, for linking only, which reports an error: that is no driver either.
 */
export function cudaDriver(library = DRIVER_LIBRARY): CUDADriver | null {
  const version = new Int32Array(1); // 12080 is 12.8
  if (callDriver(library, (driver) => driver.cuDriverGetVersion(version)) !== 0) return null;
  return { cuda: `${Math.floor(version[0] / 1000)}.${Math.floor(version[0] % 1000 / 10)}` };
}

/** The driver's error when it starts in this process, such as 999 after the machine slept; 0 if it starts, or is missing. */
export function driverError(library = DRIVER_LIBRARY): number {
  return callDriver(library, (driver) => driver.cuInit(0)) ?? 0;
}
