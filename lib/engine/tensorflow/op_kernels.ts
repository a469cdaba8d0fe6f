/**
 * Kernels that this engine has besides, or instead of, tfjs-node's own.
 *
 * - `GatherV2`: tfjs-node's reads the indices back to JavaScript on every call to check their range, which stalls
 *   the device and cannot be compiled. TensorFlow checks them itself on the CPU; on a GPU an index out of range
 *   gives zeros. A negative axis counts from the end.
 * - what numbers need (types, zeros, infinities): `numeric_kernels.ts`
 * - `StatelessRandomUniform`, `StatelessRandomNormal`: TensorFlow's random numbers from an explicit seed (int32,
 *   shape [2]): inputs `{ seed }`, attributes `{ shape }`. tfjs draws its own numbers one by one in JavaScript.
 * - `Repeat`: a loop that stays one inside a compiled function; see `repeat` in lib/nn, which calls it.
 * - `Fused`: a chain of element-wise ops that becomes one kernel of a compiled function; see `fused` in lib/nn.
 */
import * as tf from "@tensorflow/tfjs";
import { ATTRIBUTE } from "./attributes.ts";
import { DTYPE } from "./dtypes.ts";
import { NUMERIC_KERNELS } from "./numeric_kernels.ts";
import { TensorFlowError } from "./status.ts";
import type { KernelCall } from "./tfjs_node.ts";

/** Registers the kernels for the backend of this name, replacing any that are there. */
export function registerKernels(backendName: string): void {
  const kernels = {
    GatherV2: gather,
    ...NUMERIC_KERNELS,
    Repeat: repeat,
    Fused: fused,
    StatelessRandomUniform: (call: KernelCall<RandomAttributes>) => random("StatelessRandomUniform", call),
    StatelessRandomNormal: (call: KernelCall<RandomAttributes>) => random("StatelessRandomNormal", call),
  };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({ kernelName, backendName, kernelFunc: kernelFunc as unknown as tf.KernelFunc });
  }
}

/** x (…, N, …), indices (…) -> rows of x along `axis` */
function gather({ inputs, attrs, backend }: KernelCall<{ axis: number; batchDims: number }>): tf.TensorInfo {
  const { x, indices } = inputs;
  const { batchDims } = attrs;
  const [axis] = tf.util.parseAxisParam(attrs.axis, x.shape);
  tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, batchDims);
  const axisTensor = tf.scalar(axis, "int32");
  try {
    return backend.executeSingleOutput("GatherV2", [
      { name: "batch_dims", type: ATTRIBUTE.int, value: batchDims },
      { name: "Tparams", type: ATTRIBUTE.type, value: backend.getDTypeInteger(x.dtype) },
      { name: "Tindices", type: ATTRIBUTE.type, value: backend.getDTypeInteger(indices.dtype) },
      { name: "Taxis", type: ATTRIBUTE.type, value: DTYPE.int32 },
    ], [x, indices, axisTensor]);
  } catch (error) {
    throw outOfRange(error) ?? error;
  } finally {
    axisTensor.dispose();
  }
}

/** TensorFlow's complaint about an index in the words that tfjs uses on every backend; undefined for other errors. */
function outOfRange(error: unknown): RangeError | undefined {
  if (!(error instanceof TensorFlowError)) return undefined;
  const found = /\] = (-?\d+) is not in \[0, (\d+)\)/.exec(error.message);
  if (found === null) return undefined;
  const [, index, size] = found;
  return new RangeError(`GatherV2: the index value ${index} is not in [0, ${Number(size) - 1}]`, {
    cause: error,
  });
}

interface RepeatAttributes {
  readonly step: (state: tf.Tensor[], index: tf.Scalar) => tf.Tensor[];
  /** the same loop in JavaScript */
  readonly oneByOne: () => tf.Tensor[];
}

/** count () int32 and the state's tensors -> the state after `count` steps */
function repeat({ inputs, attrs, backend }: KernelCall<RepeatAttributes>): tf.Tensor[] {
  const { count, ...state } = inputs;
  const { executor } = backend.binding;
  if (!executor.repeat) return attrs.oneByOne();
  const [id] = backend.getInputTensorIds([count]);
  return executor.repeat({
    count: id,
    state: backend.getInputTensorIds(Object.values(state)),
    step: attrs.step,
  }).map((metadata) => backend.createOutputTensor(metadata));
}

interface FusedAttributes {
  readonly f: (...inputs: tf.Tensor[]) => tf.Tensor[];
}

/** inputs by number -> the outputs of a kernel; nothing where there is to be none */
function fused({ inputs, attrs, backend }: KernelCall<FusedAttributes>): tf.Tensor[] | undefined {
  const ids = backend.getInputTensorIds(Object.values(inputs));
  return backend.binding.executor.fused?.({ inputs: ids, f: attrs.f })
    ?.map((metadata) => backend.createOutputTensor(metadata));
}

interface RandomAttributes {
  readonly shape: number[];
}

/** seed (2) int32 -> random numbers of `shape`, float32 */
function random(
  op: string,
  { inputs: { seed }, attrs, backend }: KernelCall<RandomAttributes>,
): tf.TensorInfo {
  const shape = tf.tensor1d(attrs.shape, "int32");
  try {
    return backend.executeSingleOutput(op, [
      { name: "T", type: ATTRIBUTE.type, value: DTYPE.int32 },
      { name: "Tseed", type: ATTRIBUTE.type, value: DTYPE.int32 },
      { name: "dtype", type: ATTRIBUTE.type, value: DTYPE.float32 },
    ], [shape, seed]);
  } finally {
    shape.dispose();
  }
}
