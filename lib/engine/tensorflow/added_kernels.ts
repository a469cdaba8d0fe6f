/**
 * Kernels that tfjs itself does not know. Functions of this project ask for them by name, and use JavaScript on
 * backends without them.
 *
 * - `StatelessRandomUniform`, `StatelessRandomNormal`: TensorFlow's random numbers from an explicit seed. Inputs
 *   `{ seed }` (int32, shape [2]), attributes `{ shape }`. Called by lib/nn/random.ts.
 * - `Repeat`: a loop that stays a loop in a compiled function. Called by `repeat` (../ops/repeat.ts).
 * - `Fused`: a chain of element-wise ops that becomes one kernel of a compiled function. Called by `fused`
 *   (../ops/fused.ts).
 * - `StoreBFloat16`: the same matrix, stored in bfloat16. Inputs `{ matrix }`, attributes `{ transposed }`. Called by
 *   `storeBFloat16` (../ops/store_bfloat16.ts).
 */
import * as tf from "@tensorflow/tfjs";
import { attributesOf } from "./attributes.ts";
import { DTYPE } from "./dtypes.ts";
import type { KernelCall } from "./tfjs_node.ts";

export const ADDED_KERNELS = {
  Repeat: repeat,
  Fused: fused,
  StoreBFloat16: storeBFloat16,
  StatelessRandomUniform: (call: KernelCall<RandomAttributes>) => random("StatelessRandomUniform", call),
  StatelessRandomNormal: (call: KernelCall<RandomAttributes>) => random("StatelessRandomNormal", call),
};

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

/**
 * inputs by number -> the outputs of a kernel; undefined if none is made: it would not be faster, or ops run at once
 */
function fused({ inputs, attrs, backend }: KernelCall<FusedAttributes>): tf.Tensor[] | undefined {
  const ids = backend.getInputTensorIds(Object.values(inputs));
  return backend.binding.executor.fused?.({ inputs: ids, f: attrs.f })
    ?.map((metadata) => backend.createOutputTensor(metadata));
}

/** matrix (K, N), or (N, K) if `transposed`; K is a multiple of 8 */
function storeBFloat16(
  { inputs: { matrix }, attrs: { transposed }, backend }: KernelCall<{ readonly transposed: boolean }>,
): tf.Tensor {
  const [M, N] = matrix.shape as [number, number];
  const [id] = backend.getInputTensorIds([matrix]);
  const layout = { rows: transposed ? N : M, columns: transposed ? M : N, transposed };
  return backend.createOutputTensor(backend.binding.addTiledMatrix(id, layout));
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
    const attributes = attributesOf({ T: DTYPE.int32, Tseed: DTYPE.int32, dtype: DTYPE.float32 });
    return backend.executeSingleOutput(op, attributes, [shape, seed]);
  } finally {
    shape.dispose();
  }
}
