/**
 * How much memory a GPU has, asked of the operating system: WebGPU does not tell.
 *
 * NVIDIA's cards answer through `nvidia-smi`, AMD's through Linux's amdgpu driver; Apple's GPUs share the
 * machine's memory. For others the answer is null.
 */
import { machineMemory, readOrNull } from "./machine.ts";
import { nvidiaGPUs } from "./nvidia.ts";

/** Bytes of memory of the GPU with this name, or null where no one tells. */
export async function gpuMemoryBytes(name: string): Promise<number | null> {
  if (/nvidia/i.test(name)) {
    const { gpus } = await nvidiaGPUs();
    return gpus?.find((gpu) => name.includes(gpu.name))?.memoryBytes ?? gpus?.[0].memoryBytes ?? null;
  }
  if (/^apple/i.test(name)) return machineMemory().totalBytes;
  if (Deno.build.os === "linux" && /amd|radeon/i.test(name)) return amdgpuMemoryBytes("/sys/class/drm");
  return null;
}

/** The largest memory among the cards that the amdgpu driver lists below `folder`. */
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
