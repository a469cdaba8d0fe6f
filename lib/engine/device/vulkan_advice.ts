/**
 * What to do where WebGPU finds no GPU: the driver is not installed, this user may not use the GPU, or a container or
 * Windows keeps it away.
 */
import { isWSL } from "./machine.ts";
import { nvidiaGPUs } from "./nvidia.ts";

const INSTALL =
  "Install Vulkan's loader and drivers: `apt-get install libvulkan1 mesa-vulkan-drivers` (AMD, Intel, and" +
  " in software); NVIDIA's driver comes with its own.";
const NVIDIA =
  "nvidia-smi lists a GPU that Vulkan does not: install the part of its driver for graphics (Ubuntu:" +
  " `libnvidia-gl-…`), or start the container with NVIDIA_DRIVER_CAPABILITIES=all.";
const WSL = "In WSL a GPU reaches Vulkan only through Mesa 22.1 or newer with its `dzn` driver.";

/**
 * @param o.hasDriver whether Vulkan lists a device, though only one in software
 * @param o.os the operating system; default: this one
 * @param o.renderNodes where Linux lists the GPUs that programs may use
 */
export async function vulkanAdvice(
  { hasDriver, os = Deno.build.os, renderNodes = "/dev/dri", wsl = isWSL() }: {
    readonly hasDriver: boolean;
    readonly os?: typeof Deno.build.os;
    readonly renderNodes?: string;
    readonly wsl?: boolean;
  },
): Promise<string[]> {
  if (os !== "linux") return ["Update the operating system and the GPU's driver."];
  const closed = closedRenderNode(renderNodes);
  return [
    ...(closed === null ? [] : [
      `You may not use the GPU ${closed}: \`sudo usermod -aG render $USER\`, then log out and in again.`,
    ]),
    ...(wsl || (await nvidiaGPUs()).gpus === null ? [] : [NVIDIA]),
    ...(hasDriver ? [] : [INSTALL]),
    ...(wsl ? [WSL] : []),
  ];
}

/** The first GPU that this user may not open; null if there is none. Without one, drivers of Mesa take the processor. */
export function closedRenderNode(
  folder: string,
  open: (path: string) => Disposable = (path) => Deno.openSync(path, { read: true, write: true }),
): string | null {
  let names: string[];
  try {
    names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => /^renderD\d+$/.test(name));
  } catch {
    return null; // no driver of the kernel is loaded, or this is a container without GPUs
  }
  for (const path of names.toSorted().map((name) => `${folder}/${name}`)) {
    try {
      open(path)[Symbol.dispose]();
    } catch (error) {
      if (error instanceof Deno.errors.PermissionDenied) return path;
    }
  }
  return null;
}
