/**
 * What the calls of operations are made of: their tensors, over types and the values at which kernels differ.
 *
 * A call makes its tensors here, so that it can be run again with other tensors.
 */
import * as tf from "@tensorflow/tfjs";

/** Names of operations with their calls; each makes its tensors on the current backend. */
export type OpCases = Record<string, readonly OpCall[]>;
export type OpCall = readonly [
  call: string,
  f: () => tf.Tensor | tf.Tensor[] | Promise<tf.Tensor | tf.Tensor[]>,
];

// The calls are written as a table over types and ranks, which tfjs's own types do not let one do.
// deno-lint-ignore no-explicit-any
export type Any = any;

/** The tensors that a call takes, in the order in which it makes them. */
export function inputsOf(f: () => unknown): tf.Tensor[] {
  made = [];
  f();
  return made;
}

/** The same call with other tensors. */
export function withInputs<R>(inputs: readonly tf.Tensor[], f: () => R): R {
  provided = [...inputs];
  try {
    return f();
  } finally {
    provided = undefined;
  }
}

let made: tf.Tensor[] = [];
let provided: tf.Tensor[] | undefined;

function input(make: () => tf.Tensor): Any {
  const tensor = provided?.shift() ?? make();
  made.push(tensor);
  return tensor as Any;
}

const FLOATS = [-Infinity, -2.5, -1, -0.5, -0, 0, 0.3, 0.5, 1, 1.5, 2.5, 50, Infinity, NaN];
const INTS = [-2147483648, -7, -1, 0, 1, 2, 7, 2147483647];
export const floats = (values: readonly number[] = FLOATS) => input(() => tf.tensor1d([...values]));
export const ints = (values: readonly number[] = INTS) => input(() => tf.tensor1d([...values], "int32"));
export const bools = (values: readonly number[] = [0, 1]) =>
  input(() => tf.tensor1d(values.map(Boolean), "bool"));

/** Every value of one type beside every value of another. */
export const TYPES = { float32: floats, int32: ints, bool: bools };
export type Type = keyof typeof TYPES;
export const types = Object.keys(TYPES) as Type[];

/** Small numbers without ties or overflow, as `shape`. */
export function plain(shape: readonly number[], dtype: Type = "float32", seed = 1): Any {
  return input(() => plainTensor(shape, dtype, seed));
}

function plainTensor(shape: readonly number[], dtype: Type, seed: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Array.from({ length: size }, (_, i) => ((i + seed) * 7919) % 23 - 11);
  if (dtype === "bool") return tf.tensor(values.map((v) => v > 0), [...shape], "bool");
  return tf.tensor(dtype === "float32" ? values.map((v) => v / 4) : values, [...shape], dtype);
}

export const both = (result: object): Any =>
  result instanceof tf.Tensor || result instanceof Promise ? result : Object.values(result);

/** One call for each of `of`, with its arguments as its name. */
export function each(of: readonly unknown[], f: (x: Any) => object): OpCall[] {
  return of.map((x): OpCall => [`${JSON.stringify(x)}`, () => both(f(x))]);
}

export const image = (type: Type = "float32") => plain([1, 5, 6, 2], type);
export const pads = ["valid", "same", 1] as const;

/** tfjs without its types, which do not let one write a table over operations. */
export const ops = tf as Any;
/** The shape of most tensors of rank 3. */
export const SHAPE: Any = [2, 3, 4];
