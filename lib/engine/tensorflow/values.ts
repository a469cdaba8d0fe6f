/**
 * Converts the values that tfjs passes for a new tensor to the typed array of the tensor's type.
 *
 * Most are that typed array already. tfjs also passes plain arrays of numbers or booleans, strings as text or bytes,
 * and typed arrays of another type (a Float32Array for int32).
 */
import { DTYPE, NUMERIC } from "./dtypes.ts";
import type { TensorValues } from "./tensor.ts";

const encoder = new TextEncoder();

/** @param dtype the tensor's `TF_DataType` */
export function normaliseValues(values: unknown, dtype: number): TensorValues {
  if (dtype === DTYPE.string && Array.isArray(values)) {
    return values.map((value) => typeof value === "string" ? encoder.encode(value) : value);
  }
  const layout = NUMERIC.get(dtype);
  if (layout === undefined || layout.accepts.some((type) => values instanceof type)) {
    return values as TensorValues;
  }
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) return values as TensorValues;
  const numbers = values as unknown as ArrayLike<number>;
  return layout.array === BigInt64Array
    ? BigInt64Array.from(numbers, BigInt)
    : (layout.array as Float32ArrayConstructor).from(numbers, Number);
}
