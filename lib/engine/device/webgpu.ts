/**
 * A GPU through Deno's WebGPU: of any maker, with the driver that the desktop uses.
 *
 * Adapters that emulate a GPU in software are used only if WebGPU is requested by name. They run the same code, for
 * tests, but slower than libtensorflow on the same processor.
 */
import type { Candidate, Found } from "./device.ts";
import { gpuDriver, gpuMemoryBytes } from "./gpu_memory.ts";
import { machineMemory } from "./machine.ts";
import { requestAdapter } from "./webgpu_adapter.ts";
import { openWebGPUBackend } from "./webgpu_backend.ts";

export const webgpu: Candidate = {
  kind: "webgpu",
  async probe() {
    const result = await requestAdapter();
    if (result.adapter === null) return { available: false, reason: result.reason, advice: result.advice };
    const { name, software, advice } = result;
    const memoryBytes = software ? machineMemory().totalBytes : await gpuMemoryBytes(name);
    const maxTensorBytes = result.adapter.limits.maxStorageBufferBindingSize;
    const found = { name, memoryBytes, maxTensorBytes, driver: await gpuDriver(name), software, advice };
    return { available: true, found };
  },
  async open(_found: Found) {
    // An adapter makes one device only, so each opening needs an adapter of its own.
    const result = await requestAdapter();
    if (result.adapter === null) throw new Error(result.reason);
    await openWebGPUBackend(result.adapter);
    return { backend: "webgpu", tensorflow: null };
  },
};
