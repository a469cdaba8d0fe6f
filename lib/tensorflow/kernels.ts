/**
 * Kernels that this engine has besides, or instead of, tfjs-node's own.
 *
 * - `GatherV2`: tfjs-node's reads the indices back to JavaScript on every call to check their range, which stalls
 *   the device and cannot be compiled. TensorFlow checks them itself on the CPU; on a GPU an index out of range
 *   gives zeros. A negative axis counts from the end.
 * - `Select`, `Step`, `IsNan`, `IsInf`, `IsFinite`: tfjs-node's take fewer types than tfjs's other backends.
 * - `Exp`: tfjs-node's frees its argument where that is int32.
 * - `FloorDiv`, `Mod` of int32: a division by zero is 0, as on tfjs's other backends. TensorFlow throws, and XLA
 *   answers -1.
 * - `Reciprocal` of int32: TensorFlow has none, and XLA answers -1 for 0.
 * - `Mean`: tfjs-node's names the wrong type for whole numbers, which a compiled function cannot have.
 * - `Prelu`: tfjs-node's answers NaN for infinity.
 * - `SearchSorted`, `BitwiseAnd`: tfjs-node has none.
 * - `Round`: TensorFlow 2.21 answers zeros for int32; a whole number is its own rounding.
 * - `StatelessRandomUniform`, `StatelessRandomNormal`: TensorFlow's random numbers from an explicit seed (int32,
 *   shape [2]): inputs `{ seed }`, attributes `{ shape }`. tfjs draws its own numbers one by one in JavaScript.
 * - `Repeat`: a loop that stays one inside a compiled function; see `repeat` in lib/nn, which calls it.
 * - `Fused`: a chain of element-wise ops that becomes one kernel of a compiled function; see `fused` in lib/nn.
 */
import * as tf from "@tensorflow/tfjs";
import { ATTRIBUTE, type Attribute } from "./attributes.ts";
import { DTYPE } from "./dtypes.ts";
import { TensorFlowError } from "./status.ts";
import type { NodeBackend } from "./tfjs_node.ts";

/** What tfjs passes to a kernel; `Attributes` are the kernel's own. */
interface KernelCall<Attributes = unknown> {
  readonly inputs: { readonly [name: string]: tf.Tensor };
  readonly attrs: Attributes;
  readonly backend: NodeBackend;
}

/** Registers the kernels for the backend of this name, replacing any that are there. */
export function registerKernels(backendName: string): void {
  const kernels = {
    GatherV2: gather,
    Select: select,
    IsNan: (call: KernelCall) => ofFloat("IsNan", call),
    IsInf: (call: KernelCall) => ofFloat("IsInf", call),
    IsFinite: (call: KernelCall) => ofFloat("IsFinite", call),
    Exp: (call: KernelCall) => ofFloat("Exp", call),
    Step: step,
    FloorDiv: (call: KernelCall) => divide("FloorDiv", call),
    Mod: (call: KernelCall) => divide("FloorMod", call),
    Reciprocal: reciprocal,
    Mean: mean,
    Prelu: prelu,
    SearchSorted: searchSorted,
    BitwiseAnd: bitwiseAnd,
    Round: round,
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

function typed(name: string, dtype: tf.DataType, backend: NodeBackend): Attribute {
  return { name, type: ATTRIBUTE.type, value: backend.getDTypeInteger(dtype) };
}

/** x in another type; x itself where it has that type, since tfjs's `cast` would run an op that changes nothing. */
function as(x: tf.Tensor, dtype: tf.DataType): tf.Tensor {
  return x.dtype === dtype ? x : tf.cast(x, dtype);
}

/** condition ? t : e. Unlike the op "Select" this broadcasts, scalars and tensors without elements too. */
function choose(
  backend: NodeBackend,
  dtype: tf.DataType,
  inputs: [tf.Tensor, tf.Tensor, tf.Tensor],
): tf.Tensor {
  return backend.executeSingleOutput("SelectV2", [typed("T", dtype, backend)], inputs);
}

/** condition ? t : e, in the type that holds both */
function select({ inputs: { condition, t, e }, backend }: KernelCall): tf.TensorInfo {
  const dtype = tf.upcastType(t.dtype, e.dtype);
  return tf.tidy(() => choose(backend, dtype, [condition, as(t, dtype), as(e, dtype)]));
}

/** An op that takes floats only: whole numbers are cast, so none of them is NaN or infinite. */
function ofFloat(op: string, { inputs: { x }, backend }: KernelCall): tf.TensorInfo {
  return tf.tidy(() => backend.executeSingleOutput(op, [typed("T", "float32", backend)], [as(x, "float32")]));
}

/** 1 above zero, `alpha` elsewhere, NaN for NaN; in x's type */
function step({ inputs: { x }, attrs: { alpha }, backend }: KernelCall<{ alpha: number }>): tf.TensorInfo {
  return tf.tidy(() => {
    const isAbove = tf.greater(x, tf.scalar(0, x.dtype));
    const steps = choose(backend, "float32", [isAbove, tf.scalar(1), tf.scalar(alpha)]);
    return x.dtype === "float32"
      ? choose(backend, "float32", [tf.isNaN(x), x, steps])
      : tf.cast(steps, x.dtype);
  });
}

function divide(op: "FloorDiv" | "FloorMod", { inputs: { a, b }, backend }: KernelCall): tf.TensorInfo {
  const dtype = tf.upcastType(a.dtype, b.dtype);
  const run = (divisor: tf.Tensor) =>
    backend.executeSingleOutput(op, [typed("T", dtype, backend)], [a, divisor]);
  if (dtype !== "int32") return run(b);
  return tf.tidy(() => {
    const [zero, one] = [tf.scalar(0, dtype), tf.scalar(1, dtype)];
    const isZero = tf.equal(b, zero);
    return choose(backend, dtype, [isZero, zero, run(choose(backend, dtype, [isZero, one, b]))]);
  });
}

/** 1 / x; of whole numbers its whole part, which is 0 for all but 1 and -1, for 0 too */
function reciprocal({ inputs: { x }, backend }: KernelCall): tf.TensorInfo {
  if (x.dtype !== "int32") {
    return backend.executeSingleOutput("Reciprocal", [typed("T", x.dtype, backend)], [x]);
  }
  return tf.tidy(() => tf.mul(x, tf.cast(tf.equal(tf.abs(x), tf.scalar(1, "int32")), "int32")));
}

function mean(
  { inputs: { x }, attrs, backend }: KernelCall<{ axis: number[]; keepDims: boolean }>,
): tf.TensorInfo {
  return tf.tidy(() =>
    backend.executeSingleOutput("Mean", [
      { name: "keep_dims", type: ATTRIBUTE.bool, value: attrs.keepDims },
      typed("T", "float32", backend),
      typed("Tidx", "int32", backend),
    ], [as(x, "float32"), tf.tensor1d(tf.util.parseAxisParam(attrs.axis, x.shape), "int32")])
  );
}

function prelu({ inputs: { x, alpha } }: KernelCall): tf.TensorInfo {
  return tf.tidy(() => {
    const floats = as(x, "float32");
    return tf.where(tf.less(floats, tf.scalar(0)), tf.mul(as(alpha, "float32"), floats), floats);
  });
}

/** sequences (B, N), each in order, and values (B, M) -> (B, M) int32: where each value would stand */
function searchSorted(
  { inputs: { sortedSequence, values }, attrs: { side }, backend }: KernelCall<{ side: "left" | "right" }>,
): tf.TensorInfo {
  return backend.executeSingleOutput(side === "left" ? "LowerBound" : "UpperBound", [
    typed("T", sortedSequence.dtype, backend),
    typed("out_type", "int32", backend),
  ], [sortedSequence, values]);
}

function bitwiseAnd({ inputs: { a, b }, backend }: KernelCall): tf.TensorInfo {
  return backend.executeSingleOutput("BitwiseAnd", [typed("T", a.dtype, backend)], [a, b]);
}

function round({ inputs: { x }, backend }: KernelCall): tf.TensorInfo {
  return backend.executeSingleOutput(x.dtype === "int32" ? "Identity" : "Round", [
    { name: "T", type: ATTRIBUTE.type, value: backend.getDTypeInteger(x.dtype) },
  ], [x]);
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
