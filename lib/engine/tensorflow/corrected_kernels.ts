/**
 * Kernels of tfjs that tfjs-node computes differently from tfjs's other backends, or does not have.
 *
 * - `GatherV2`: tfjs-node's reads the indices back to JavaScript on every call to check their range. That stalls the
 *   device and cannot be compiled. Here TensorFlow checks them itself, on the CPU; on a GPU an index out of range gives
 *   zeros. A negative axis counts from the end.
 * - `Select`, `Step`, `IsNan`, `IsInf`, `IsFinite`: tfjs-node's take fewer types than tfjs's other backends.
 * - `Exp`: tfjs-node's frees its argument if that is int32.
 * - `Cumsum`, `Cumprod`: tfjs-node's take no bool.
 * - `FloorDiv`, `Mod` of int32: a division by zero is 0, as on tfjs's other backends. TensorFlow throws, and XLA
 *   gives -1.
 * - `Reciprocal` of int32: TensorFlow has none, and XLA gives -1 for 0.
 * - `Mean`: tfjs-node's names the wrong type for whole numbers, and a compiled function cannot have that type.
 * - `Prelu`: tfjs-node's gives NaN for infinity.
 * - `SearchSorted`, `BitwiseAnd`: tfjs-node has none.
 * - `Round`: TensorFlow 2.21 gives zeros for int32. Whole numbers are returned as they are.
 */
import * as tf from "@tensorflow/tfjs";
import { attributesOf } from "./attributes.ts";
import { TensorFlowError } from "./status.ts";
import type { KernelCall, NodeBackend } from "./tfjs_node.ts";

export const CORRECTED_KERNELS = {
  GatherV2: gather,
  Select: select,
  IsNan: (call: KernelCall) => ofFloat("IsNan", call),
  IsInf: (call: KernelCall) => ofFloat("IsInf", call),
  IsFinite: (call: KernelCall) => ofFloat("IsFinite", call),
  Exp: (call: KernelCall) => ofFloat("Exp", call),
  Step: step,
  FloorDiv: (call: KernelCall) => divide("FloorDiv", call),
  Mod: (call: KernelCall) => divide("FloorMod", call),
  Cumsum: (call: KernelCall<CumulativeAttributes>) => cumulative("Cumsum", call),
  Cumprod: (call: KernelCall<CumulativeAttributes>) => cumulative("Cumprod", call),
  Reciprocal: reciprocal,
  Mean: mean,
  Prelu: prelu,
  SearchSorted: searchSorted,
  BitwiseAnd: bitwiseAnd,
  Round: round,
};

/** Runs an op with one result; `types` and `settings` are its attributes, as in `attributesOf`. */
function run(
  op: string,
  { backend, inputs, types, settings = {} }: {
    readonly backend: NodeBackend;
    readonly inputs: tf.TensorInfo[];
    readonly types: Readonly<Record<string, tf.DataType>>;
    readonly settings?: Readonly<Record<string, number | boolean>>;
  },
): tf.Tensor {
  const codes = Object.entries(types).map(([name, dtype]) => [name, backend.getDTypeInteger(dtype)]);
  return backend.executeSingleOutput(op, attributesOf(Object.fromEntries(codes), settings), inputs);
}

/** x cast to a type; x itself if it has that type already, because tfjs's `cast` would run an op even then. */
function as(x: tf.Tensor, dtype: tf.DataType): tf.Tensor {
  return x.dtype === dtype ? x : tf.cast(x, dtype);
}

/** condition ? t : e, broadcast, which the op "Select" does not do; also for scalars and empty tensors. */
function choose(
  backend: NodeBackend,
  dtype: tf.DataType,
  inputs: [tf.Tensor, tf.Tensor, tf.Tensor],
): tf.Tensor {
  return run("SelectV2", { backend, inputs, types: { T: dtype } });
}

/** x (…, N, …), indices (…) -> rows of x along `axis` */
function gather({ inputs, attrs, backend }: KernelCall<{ axis: number; batchDims: number }>): tf.TensorInfo {
  const { x, indices } = inputs;
  const { batchDims } = attrs;
  const [axis] = tf.util.parseAxisParam(attrs.axis, x.shape);
  tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, batchDims);
  const axisTensor = tf.scalar(axis, "int32");
  try {
    const types = { Tparams: x.dtype, Tindices: indices.dtype, Taxis: "int32" } as const;
    const settings = { batch_dims: batchDims };
    return run("GatherV2", { backend, inputs: [x, indices, axisTensor], types, settings });
  } catch (error) {
    throw outOfRange(error) ?? error;
  } finally {
    axisTensor.dispose();
  }
}

/** TensorFlow's error for an index out of range, in tfjs's own words; undefined for any other error. */
function outOfRange(error: unknown): RangeError | undefined {
  if (!(error instanceof TensorFlowError)) return undefined;
  const found = /\] = (-?\d+) is not in \[0, (\d+)\)/.exec(error.message);
  if (found === null) return undefined;
  const [, index, size] = found;
  return new RangeError(`GatherV2: the index value ${index} is not in [0, ${Number(size) - 1}]`, {
    cause: error,
  });
}

/** condition ? t : e, in the type that holds both */
function select({ inputs: { condition, t, e }, backend }: KernelCall): tf.TensorInfo {
  const dtype = tf.upcastType(t.dtype, e.dtype);
  return tf.tidy(() => choose(backend, dtype, [condition, as(t, dtype), as(e, dtype)]));
}

/** An op that takes floats only: whole numbers are cast first. */
function ofFloat(op: string, { inputs: { x }, backend }: KernelCall): tf.TensorInfo {
  return tf.tidy(() => run(op, { backend, inputs: [as(x, "float32")], types: { T: "float32" } }));
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
  const by = (divisor: tf.Tensor) => run(op, { backend, inputs: [a, divisor], types: { T: dtype } });
  if (dtype !== "int32") return by(b);
  return tf.tidy(() => {
    const [zero, one] = [tf.scalar(0, dtype), tf.scalar(1, dtype)];
    const isZero = tf.equal(b, zero);
    return choose(backend, dtype, [isZero, zero, by(choose(backend, dtype, [isZero, one, b]))]);
  });
}

/** 1 / x; of whole numbers its whole part, which is 0 for all but 1 and -1, for 0 too */
function reciprocal({ inputs: { x }, backend }: KernelCall): tf.TensorInfo {
  if (x.dtype !== "int32") return run("Reciprocal", { backend, inputs: [x], types: { T: x.dtype } });
  return tf.tidy(() => tf.mul(x, tf.cast(tf.equal(tf.abs(x), tf.scalar(1, "int32")), "int32")));
}

function mean(
  { inputs: { x }, attrs, backend }: KernelCall<{ axis: number[]; keepDims: boolean }>,
): tf.TensorInfo {
  return tf.tidy(() =>
    run("Mean", {
      backend,
      inputs: [as(x, "float32"), tf.tensor1d(tf.util.parseAxisParam(attrs.axis, x.shape), "int32")],
      types: { T: "float32", Tidx: "int32" },
      settings: { keep_dims: attrs.keepDims },
    })
  );
}

function prelu({ inputs: { x, alpha } }: KernelCall): tf.TensorInfo {
  return tf.tidy(() => {
    const floats = as(x, "float32");
    return tf.where(tf.less(floats, tf.scalar(0)), tf.mul(as(alpha, "float32"), floats), floats);
  });
}

/** sorted sequences (B, N) and values (B, M) -> (B, M) int32: the index at which each value would be inserted */
function searchSorted(
  { inputs: { sortedSequence, values }, attrs: { side }, backend }: KernelCall<{ side: "left" | "right" }>,
): tf.TensorInfo {
  const types = { T: sortedSequence.dtype, out_type: "int32" } as const;
  return run(side === "left" ? "LowerBound" : "UpperBound", {
    backend,
    inputs: [sortedSequence, values],
    types,
  });
}

function bitwiseAnd({ inputs: { a, b }, backend }: KernelCall): tf.TensorInfo {
  return run("BitwiseAnd", { backend, inputs: [a, b], types: { T: a.dtype } });
}

function round({ inputs: { x }, backend }: KernelCall): tf.TensorInfo {
  return run(x.dtype === "int32" ? "Identity" : "Round", { backend, inputs: [x], types: { T: x.dtype } });
}

interface CumulativeAttributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

function cumulative(
  op: string,
  { inputs: { x }, attrs, backend }: KernelCall<CumulativeAttributes>,
): tf.TensorInfo {
  const { axis, exclusive, reverse } = attrs;
  const [along] = tf.util.parseAxisParam(axis, x.shape);
  return tf.tidy(() => {
    const numbers = x.dtype === "bool" ? tf.cast(x, "int32") : x;
    const types = { T: numbers.dtype, Tidx: "int32" } as const;
    return run(op, {
      backend,
      inputs: [numbers, tf.scalar(along, "int32")],
      types,
      settings: { exclusive, reverse },
    });
  });
}
