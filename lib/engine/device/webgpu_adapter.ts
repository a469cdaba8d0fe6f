/**
 * Asks Deno for a WebGPU adapter, and tells a GPU from a processor that imitates one.
 *
 * Deno's WebGPU (wgpu) needs no flag. It uses Vulkan on Linux, Metal on macOS, DirectX 12 on Windows.
 */
import { tmpdir } from "node:os";
import { isWSL } from "./machine.ts";

export type AdapterAnswer =
  | { readonly adapter: GPUAdapter; readonly name: string; readonly software: boolean }
  | { readonly adapter: null; readonly reason: string; readonly advice: readonly string[] };

/** Asks for the machine's fastest WebGPU adapter. */
export async function requestAdapter(): Promise<AdapterAnswer> {
  if (!("gpu" in navigator) || !navigator.gpu) {
    return { adapter: null, reason: "this Deno has no navigator.gpu", advice: ["Start Deno by ./course."] };
  }
  const adapter = await quietly(() => navigator.gpu.requestAdapter({ powerPreference: "high-performance" }));
  if (adapter === null) {
    return {
      adapter,
      reason: `no WebGPU adapter: ${missingDriver[Deno.build.os] ?? "no driver"}`,
      advice: advice(),
    };
  }
  const name = adapter.info.description || adapter.info.device || "unnamed GPU";
  return { adapter, name, software: adapter.info.isFallbackAdapter === true || isSoftwareRenderer(name) };
}

/**
 * Does this adapter's name belong to a program that renders on the processor?
 *
 * Such an adapter reports `isFallbackAdapter: false` in Deno 2.8.1, so its name has to tell.
 */
export function isSoftwareRenderer(name: string): boolean {
  return /llvmpipe|lavapipe|softpipe|swiftshader|basic render|\bwarp\b/i.test(name);
}

const missingDriver: Partial<Record<typeof Deno.build.os, string>> = {
  linux: "no Vulkan driver answers",
  darwin: "no Metal device answers",
  windows: "no DirectX 12 device answers",
};

function advice(): string[] {
  if (Deno.build.os !== "linux") return ["Update the operating system and the GPU's driver."];
  const install =
    "Install Vulkan drivers: `apt-get install mesa-vulkan-drivers` (AMD, Intel, and in software);" +
    " NVIDIA's come with its own driver.";
  return isWSL()
    ? [install, "In WSL a GPU reaches Vulkan only through Mesa 22.1 or newer (its `dzn` driver)."]
    : [install];
}

/**
 * Runs `ask` with the two variables set that keep wgpu from complaining on stderr where no desktop runs: Vulkan
 * alone (not OpenGL, which lacks compute shaders' needs and looks for a display), and a folder in which Mesa may
 * look for a Wayland socket.
 */
async function quietly<T>(ask: () => Promise<T>): Promise<T> {
  if (Deno.build.os !== "linux") return await ask();
  const wanted = { DENO_WEBGPU_BACKEND: "vulkan", XDG_RUNTIME_DIR: tmpdir() };
  const added = Object.entries(wanted).filter(([name]) => !Deno.env.get(name));
  for (const [name, value] of added) Deno.env.set(name, value);
  try {
    return await ask();
  } finally {
    for (const [name] of added) Deno.env.delete(name);
  }
}
