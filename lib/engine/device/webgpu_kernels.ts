/**
 * Corrects kernels of tfjs's WebGPU backend (4.22.0) that compute wrong numbers when a GPT is trained: the matrix
 * product and the sum of many tensors.
 *
 * Each wrapper changes only the calls in which the original fails. They were found by running all operations of
 * training and sampling on the backends "cpu" and "webgpu"; tests/engine/device/webgpu/kernels.ts repeats that.
 */
import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

type Kernel = Parameters<typeof tf.registerKernel>[0];
type KernelFunc = Kernel["kernelFunc"];

/** Replaces the backend's own kernels by the wrappers. Calling it again changes nothing. */
export function registerKernels(): void {
  wrap("BatchMatMul", withoutSplitK);
  wrap("_FusedMatMul", withoutSplitK);
  wrap("AddN", inParts);
}

const wrapped = new Set<string>();

function wrap(kernelName: string, around: (original: KernelFunc) => KernelFunc): void {
  if (wrapped.has(kernelName)) return;
  const original = tf.getKernel(kernelName, "webgpu");
  tf.unregisterKernel(kernelName, "webgpu");
  tf.registerKernel({ ...original, kernelFunc: around(original.kernelFunc) });
  wrapped.add(kernelName);
}

/**
 * A matrix product `a b^T` with a long inner axis. If `b` is transposed, the original's split-K program reads `b` in
 * groups of four along the wrong axis (since https://github.com/tensorflow/tfjs/pull/6688). tfjs uses that program for
 * one matrix (no batch) with an inner axis of 2,000 or more and few output tiles, such as the gradient of the logits
 * with respect to their input.
 */
function withoutSplitK(original: KernelFunc): KernelFunc {
  const splitK = { minInner: 2000, minOutput: 128 }; // batchMatMulImpl's own thresholds
  const packedProgram = 3; // MatMulProgramType.MatMulPackedProgram
  return (call) => {
    const { a, b } = call.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    const { transposeA, transposeB } = call.attrs as unknown as { transposeA: boolean; transposeB: boolean };
    const rows = a.shape.at(transposeA ? -1 : -2)!;
    const inner = b.shape.at(-1)!;
    const columns = b.shape.at(-2)!;
    const risky = transposeB && inner >= splitK.minInner && rows * columns > splitK.minOutput;
    const flag = "WEBGPU_MATMUL_PROGRAM_TYPE";
    if (!risky || tf.env().getNumber(flag) >= 0) return original(call);
    tf.env().set(flag, packedProgram);
    try {
      return original(call);
    } finally {
      tf.env().set(flag, -1);
    }
  };
}

/**
 * The sum of many tensors. The original binds all of them to one program, but a program has a limited number of buffers
 * (8 by WebGPU's default, one of them for the result). The norm of all gradients adds one tensor for each parameter.
 */
function inParts(original: KernelFunc): KernelFunc {
  const sum = (call: Parameters<KernelFunc>[0]): tf.TensorInfo => {
    const backend = call.backend as WebGPUBackend;
    const terms = Object.values(call.inputs) as tf.TensorInfo[];
    const most = backend.device.limits.maxStorageBuffersPerShaderStage - 1;
    const sumOf = (part: tf.TensorInfo[]) =>
      original({ ...call, inputs: part as unknown as typeof call.inputs }) as tf.TensorInfo;
    if (terms.length <= most) return sumOf(terms);
    const parts: tf.TensorInfo[] = [];
    for (let i = 0; i < terms.length; i += most) parts.push(sumOf(terms.slice(i, i + most)));
    const total = sum({ ...call, inputs: parts as unknown as typeof call.inputs });
    for (const part of parts) backend.disposeData(part.dataId);
    return total;
  };
  return sum;
}
