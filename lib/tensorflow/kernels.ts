/**
 * Kernels that this engine has besides, or instead of, tfjs-node's own.
 *
 * - `GatherV2`: tfjs-node's reads the indices back to JavaScript on every call to check their range, which stalls
 *   the device and cannot be compiled. TensorFlow checks them itself on the CPU; on a GPU an index out of range
 *   gives zeros.
 * - `StatelessRandomUniform`, `StatelessRandomNormal`: TensorFlow's random numbers from an explicit seed (int32,
 *   shape [2]): inputs `{ seed }`, attributes `{ shape }`. tfjs draws its own numbers one by one in JavaScript.
 */
import * as tf from "@tensorflow/tfjs";
import { ATTRIBUTE } from "./attributes.ts";
import { DTYPE } from "./dtypes.ts";
import type { NodeBackend } from "./tfjs_node.ts";

type KernelCall = { inputs: tf.NamedTensorInfoMap; attrs?: tf.NamedAttrMap; backend: unknown };

/** Registers the kernels for the backend of this name, replacing any that are there. */
export function registerKernels(backendName: string): void {
  const kernels: Record<string, (call: KernelCall) => tf.TensorInfo> = {
    GatherV2: gather,
    StatelessRandomUniform: (call) => random("StatelessRandomUniform", call),
    StatelessRandomNormal: (call) => random("StatelessRandomNormal", call),
  };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({ kernelName, backendName, kernelFunc: kernelFunc as tf.KernelFunc });
  }
}

/** x (…, N, …), indices (…) -> rows of x along `axis` */
function gather({ inputs, attrs, backend }: KernelCall): tf.TensorInfo {
  const { x, indices } = inputs as unknown as { x: tf.Tensor; indices: tf.Tensor };
  const { axis, batchDims } = attrs as unknown as { axis: number; batchDims: number };
  tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, batchDims);
  const node = backend as NodeBackend;
  const axisTensor = tf.scalar(axis, "int32");
  const result = node.executeSingleOutput("GatherV2", [
    { name: "batch_dims", type: ATTRIBUTE.int, value: batchDims },
    { name: "Tparams", type: ATTRIBUTE.type, value: node.getDTypeInteger(x.dtype) },
    { name: "Tindices", type: ATTRIBUTE.type, value: node.getDTypeInteger(indices.dtype) },
    { name: "Taxis", type: ATTRIBUTE.type, value: DTYPE.int32 },
  ], [x, indices, axisTensor]);
  axisTensor.dispose();
  return result;
}

function random(op: string, { inputs, attrs, backend }: KernelCall): tf.TensorInfo {
  const shape = tf.tensor1d((attrs as unknown as { shape: number[] }).shape, "int32");
  const result = (backend as NodeBackend).executeSingleOutput(op, [
    { name: "T", type: ATTRIBUTE.type, value: DTYPE.int32 },
    { name: "Tseed", type: ATTRIBUTE.type, value: DTYPE.int32 },
    { name: "dtype", type: ATTRIBUTE.type, value: DTYPE.float32 },
  ], [shape, inputs.seed as tf.Tensor]);
  shape.dispose();
  return result;
}
