/**
 * Requests a WebGPU adapter from Deno, and tells whether it is a GPU or a GPU emulated in software.
 *
 * Deno's WebGPU (wgpu) needs no flag. It uses Vulkan on Linux, Metal on macOS, DirectX 12 on Windows.
 */
import { tmpdir } from "node:os";
import { vulkanAdvice } from "./vulkan_advice.ts";

type AdapterResult =
  | {
    readonly adapter: GPUAdapter;
    readonly name: string;
    readonly software: boolean;
    /** where it is software: how the machine's GPU, if it has one, may be reached */
    readonly advice: readonly string[];
  }
  | { readonly adapter: null; readonly reason: string; readonly advice: readonly string[] };

/** Requests the machine's fastest WebGPU adapter. */
export async function requestAdapter(): Promise<AdapterResult> {
  if (!("gpu" in navigator) || !navigator.gpu) {
    return { adapter: null, reason: "this Deno has no navigator.gpu", advice: ["Start Deno by ./course."] };
  }
  const adapter = await quietly(() => navigator.gpu.requestAdapter({ powerPreference: "high-performance" }));
  if (adapter === null) {
    return {
      adapter,
      reason: `no WebGPU adapter: ${
        isLoaderMissing()
          ? "Vulkan's loader (libvulkan.so.1) is missing"
          : missingDriver[Deno.build.os] ?? "no driver"
      }`,
      advice: await vulkanAdvice({ hasDriver: false }),
    };
  }
  const name = adapter.info.description || adapter.info.device || "unnamed GPU";
  const software = adapter.info.isFallbackAdapter === true || isSoftwareRenderer(name);
  return { adapter, name, software, advice: software ? await vulkanAdvice({ hasDriver: true }) : [] };
}

/**
 * Whether this adapter's name is that of a program that renders on the processor.
 *
 * In Deno 2.8.1 such an adapter reports `isFallbackAdapter: false`, so the name must decide.
 */
export function isSoftwareRenderer(name: string): boolean {
  return /llvmpipe|lavapipe|softpipe|swiftshader|basic render|\bwarp\b/i.test(name);
}

const missingDriver: Partial<Record<typeof Deno.build.os, string>> = {
  linux: "no Vulkan driver responds",
  darwin: "no Metal device responds",
  windows: "no DirectX 12 device responds",
};

/** A machine without a desktop often has a GPU's driver but not this library, through which programs find it. */
function isLoaderMissing(): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    Deno.dlopen("libvulkan.so.1", {}).close();
    return false;
  } catch {
    return true;
  }
}

/**
 * Runs `request` with two environment variables that keep wgpu from printing warnings to stderr where no desktop runs.
 * One selects Vulkan only: OpenGL lacks what compute shaders need, and looks for a display. The other names a folder
 * in which Mesa may look for a Wayland socket.
 */
async function quietly<T>(request: () => Promise<T>): Promise<T> {
  if (Deno.build.os !== "linux") return await request();
  const settings = { DENO_WEBGPU_BACKEND: "vulkan", XDG_RUNTIME_DIR: tmpdir() };
  const added = Object.entries(settings).filter(([name]) => !Deno.env.get(name));
  for (const [name, value] of added) Deno.env.set(name, value);
  try {
    return await request();
  } finally {
    for (const [name] of added) Deno.env.delete(name);
  }
}
