/**
 * A GPU through Deno's WebGPU: any maker's, with the driver that the desktop uses anyway.
 *
 * Adapters that imitate a GPU in software count only where WebGPU was asked for by name: they test the same code,
 * but compute slower than libtensorflow on the same processor.
 */
import type { Candidate, Found } from "./device.ts";
import { gpuMemoryBytes } from "./gpu_memory.ts";
import { machineMemory } from "./machine.ts";
import { requestAdapter } from "./webgpu_adapter.ts";
import { openWebGPUBackend } from "./webgpu_backend.ts";

export const webgpu: Candidate = {
  kind: "webgpu",
  async probe() {
    const answer = await requestAdapter();
    if (answer.adapter === null) return { available: false, reason: answer.reason, advice: answer.advice };
    const { name, software } = answer;
    const memoryBytes = software ? machineMemory().totalBytes : await gpuMemoryBytes(name);
    return { available: true, found: { name, memoryBytes, driver: null, software } };
  },
  async open(_found: Found) {
    // An adapter gives out one device only, so a second opening needs an adapter of its own.
    const answer = await requestAdapter();
    if (answer.adapter === null) throw new Error(answer.reason);
    await openWebGPUBackend(answer.adapter);
    return { backend: "webgpu", tensorflow: null };
  },
};
