/**
 * tfjs's WebGPU backend on Deno's WebGPU, with errors where the original computes wrong numbers without an error.
 *
 * The original leaves GPU errors to the browser's console: a tensor that is too large for the GPU reads as zeros. Here
 * such a tensor is refused when it is made. Any other error of the GPU is thrown when a result is read.
 * `webgpu_kernels.ts` corrects kernels that are wrong; `webgpu_random.ts` adds those that are missing.
 */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { registerKernels } from "./webgpu_kernels.ts";
import { registerRandomKernels } from "./webgpu_random.ts";

/** The limits for which WebGPU's defaults are too small for tfjs; the adapter's maximum is requested. */
const raisedLimits = [
  "maxBufferSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
] as const;

/** int32 tensors of at most this many numbers keep a copy in memory; tfjs's own threshold for computing on the CPU. */
const hostCopySize = 1000;

/**
 * Makes a WebGPU backend on this adapter and makes it tfjs's current one, under the name "webgpu".
 *
 * tfjs's own set-up requests every feature that the adapter lists. Deno 2.8.1 lists an empty name, which its
 * `requestDevice` then refuses. Training needs none of these features.
 */
export async function openWebGPUBackend(adapter: GPUAdapter): Promise<void> {
  const requiredLimits = Object.fromEntries(raisedLimits.map((limit) => [limit, adapter.limits[limit]]));
  const device = await adapter.requestDevice({ requiredLimits });
  // Imported here, because importing this package registers a backend of its own.
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  tf.removeBackend("webgpu");
  const Backend = backendClass(WebGPUBackend);
  tf.registerBackend("webgpu", () => new Backend(device, adapter.info));
  registerKernels();
  registerRandomKernels();
  await tf.setBackend("webgpu");
}

/** Whether the GPU has reported an error since the WebGPU backend was opened; then its results are not valid. */
export function webGPUFailed(): boolean {
  const backend = tf.findBackend("webgpu") as { failure?: Error } | null;
  return backend?.failure !== undefined;
}

/** Returns the memory to the GPU that no tensor uses. Does nothing unless WebGPU computes. */
export function releaseUnusedWebGPUMemory(): void {
  (tf.backend() as { releaseUnusedBuffers?: () => void }).releaseUnusedBuffers?.();
}

function backendClass(Base: typeof WebGPUBackend) {
  return class DenoWebGPUBackend extends Base {
    /** the GPU's first error; later ones are its consequences */
    failure: Error | undefined;

    constructor(device: GPUDevice, info: GPUAdapterInfo) {
      super(device, info);
      device.addEventListener("uncapturederror", (event) => {
        event.preventDefault();
        this.failure ??= new Error((event as GPUUncapturedErrorEvent).error.message);
      });
      device.lost.then(({ reason, message }) => {
        if (reason !== "destroyed") this.failure ??= new Error(`the GPU was lost: ${message}`);
      });
    }

    override uploadToGPU(dataId: object): void {
      const data = this.tensorMap.get(dataId);
      const bytes = 4 * tf.util.sizeFromShape(data.shape);
      const limit = this.device.limits.maxStorageBufferBindingSize;
      if (bytes > limit) {
        throw new RangeError(
          `WebGPU: a ${data.dtype} tensor of shape [${data.shape}] needs ${bytes} bytes; ` +
            `this GPU takes at most ${limit} a tensor. Use a smaller batch, block size or vocabulary, or another device.`,
        );
      }
      const values = data.values;
      super.uploadToGPU(dataId);
      // WebGPU's kernels compute int32 as float32, which is wrong from 2^24 on: random seeds need all 32 bits.
      // Small int32 tensors therefore keep their values, and `shouldExecuteOnCPU` computes on those.
      if (data.dtype === "int32" && values != null && values.length <= hostCopySize) data.values = values;
    }

    /** Returns the buffers that no tensor uses to the GPU. tfjs keeps them for new tensors of the same size. */
    releaseUnusedBuffers(): void {
      this.ensureCommandEncoderReady(); // commands that still wait may read these buffers, so they are sent first
      this.endComputePassEncoder();
      this.submitQueue();
      const unused = (this.bufferManager as unknown as { freeBuffers: Map<string, GPUBuffer[]> }).freeBuffers;
      for (const buffer of [...unused.values()].flat()) {
        const { size, usage } = buffer; // acquired and released without reuse, so that the manager's counts stay right
        this.bufferManager.releaseBuffer(this.bufferManager.acquireBuffer(size, usage), false);
      }
    }

    override shouldExecuteOnCPU(inputs: tf.TensorInfo[], sizeThreshold = hostCopySize): boolean {
      const exact = inputs.length > 0 && inputs.every(({ dataId, shape }) => {
        const data = this.tensorMap.get(dataId);
        return data.dtype === "int32" && data.values != null && tf.util.sizeFromShape(shape) < sizeThreshold;
      });
      return exact || super.shouldExecuteOnCPU(inputs, sizeThreshold);
    }

    override async read(dataId: object) {
      const values = await super.read(dataId);
      if (this.failure !== undefined) {
        throw new Error(
          `WebGPU: reading a tensor failed, because the GPU refused an earlier operation: ${this.failure.message}. ` +
            "All results since then are wrong. Call useDevice() for a fresh start, with a smaller batch if memory ran out.",
          { cause: this.failure },
        );
      }
      return values;
    }

    override readSync(dataId: object) {
      const data = this.tensorMap.get(dataId);
      if (data.values == null && data.dtype !== "string") {
        throw new Error(
          `WebGPU: dataSync() on a tensor of shape [${data.shape}] cannot wait for the GPU. Use await tensor.data().`,
        );
      }
      return super.readSync(dataId);
    }
  };
}
