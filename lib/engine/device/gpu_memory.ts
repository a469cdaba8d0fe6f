/**
 * How much memory a GPU has, and its driver. WebGPU reports neither, so the operating system is asked.
 *
 * For NVIDIA the source is `nvidia-smi`, for AMD Linux's amdgpu driver. Apple's GPUs share the machine's memory. For
 * other GPUs the result is null.
 */
import { machineMemory, readOrNull } from "./machine.ts";
import { nvidiaGPUs } from "./nvidia.ts";

/** Bytes of memory of the GPU with this name; null if unknown. */
export async function gpuMemoryBytes(name: string): Promise<number | null> {
  if (/nvidia/i.test(name)) {
    const { gpus } = await nvidiaGPUs();
    return gpus?.find((gpu) => name.includes(gpu.name))?.memoryBytes ?? gpus?.[0].memoryBytes ?? null;
  }
  if (/^apple/i.test(name)) return machineMemory().totalBytes;
  if (Deno.build.os === "linux" && /amd|radeon/i.test(name)) return amdgpuMemoryBytes("/sys/class/drm");
  return null;
}

/** The version of the driver of the GPU with this name; null if unknown. WebGPU does not report it. */
export async function gpuDriver(name: string): Promise<string | null> {
  if (!/nvidia/i.test(name)) return null;
  return (await nvidiaGPUs()).gpus?.[0].driver ?? null;
}

/** The memory of the largest card that the amdgpu driver lists in `folder`; null if there is none. */
export function amdgpuMemoryBytes(folder: string): number | null {
  let largest: number | null = null;
  let cards: string[];
  try {
    cards = [...Deno.readDirSync(folder)].map((entry) => entry.name);
  } catch {
    return null;
  }
  for (const card of cards) {
    const bytes = Number(readOrNull(`${folder}/${card}/device/mem_info_vram_total`) ?? NaN);
    if (bytes > (largest ?? 0)) largest = bytes;
  }
  return largest;
}
