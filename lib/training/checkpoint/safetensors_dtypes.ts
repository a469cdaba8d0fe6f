/**
 * The number types of safetensors files, and how each is converted to a tensor (float32, int32 or bool).
 *
 * | in the file                     | here    | how                                                             |
 * | ------------------------------- | ------- | --------------------------------------------------------------- |
 * | F32, F16, BF16, F8_E4M3, F8_E5M2 | float32 | exactly                                                         |
 * | F64                             | float32 | rounded to the nearest; refused if the result is infinite        |
 * | I32, I16, I8, U16, U8           | int32   | exactly                                                         |
 * | I64, U64, U32                   | int32   | exactly; refused if int32 cannot hold a number                  |
 * | BOOL                            | bool    | 0 is false, every other byte true                               |
 *
 * A file may contain tensors of the format's other types; only reading such a tensor throws.
 * Source: https://github.com/huggingface/safetensors, enum Dtype of version 0.8.
 */
import * as tf from "@tensorflow/tfjs";

/** Bits of one element. */
export const BITS = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  I16: 16,
  U16: 16,
  I32: 32,
  U32: 32,
  I64: 64,
  U64: 64,
  F16: 16,
  BF16: 16,
  F32: 32,
  F64: 64,
  C64: 64,
  F8_E4M3: 8,
  F8_E5M2: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  F8_E8M0: 8,
  F6_E2M3: 6,
  F6_E3M2: 6,
  F4: 4,
} as const;
export type SafetensorsDType = keyof typeof BITS;

/** The numbers in a tensor's bytes: float32, int32 or, for bool, bytes. */
const READ: {
  readonly [D in SafetensorsDType]?: (b: ArrayBuffer) => Float32Array | Int32Array | Uint8Array;
} = {
  F32: (bytes) => new Float32Array(bytes),
  F64: (bytes) => filled(Float32Array, new Float64Array(bytes), toFloat32),
  F16: (bytes) => new Float32Array(new Float16Array(bytes)),
  // bfloat16 is the upper half of a float32
  BF16: (bytes) => new Float32Array(filled(Uint32Array, new Uint16Array(bytes), (half) => half << 16).buffer),
  F8_E4M3: (bytes) => filled(Float32Array, new Uint8Array(bytes), fromE4M3),
  // this one is the upper half of a float16
  F8_E5M2: (bytes) =>
    new Float32Array(
      new Float16Array(filled(Uint16Array, new Uint8Array(bytes), (half) => half << 8).buffer),
    ),
  I8: (bytes) => new Int32Array(new Int8Array(bytes)),
  U8: (bytes) => new Int32Array(new Uint8Array(bytes)),
  I16: (bytes) => new Int32Array(new Int16Array(bytes)),
  U16: (bytes) => new Int32Array(new Uint16Array(bytes)),
  I32: (bytes) => new Int32Array(bytes),
  U32: (bytes) => filled(Int32Array, new Uint32Array(bytes), toInt32),
  I64: (bytes) => filled(Int32Array, new BigInt64Array(bytes), toInt32),
  U64: (bytes) => filled(Int32Array, new BigUint64Array(bytes), toInt32),
  BOOL: (bytes) => new Uint8Array(bytes).map((byte) => byte === 0 ? 0 : 1), // another byte than 0 is true in PyTorch
};

/**
 * A new array with `f` of each number. `Type.from(numbers, f)` does the same, but makes a list of all numbers first: for 28
 * million in bfloat16 it took 6 seconds and 620 MB, a loop takes 0.1 seconds.
 */
function filled<A extends Float32Array | Int32Array | Uint32Array | Uint16Array, N extends number | bigint>(
  Type: new (length: number) => A,
  numbers: ArrayLike<N>,
  f: (n: N) => number,
): A {
  const result = new Type(numbers.length);
  for (let i = 0; i < result.length; i++) result[i] = f(numbers[i]);
  return result;
}

/** TensorFlow's limit. With more dimensions the native library ends the process. */
const MAX_RANK = 254;

/**
 * Makes a tensor from the bytes of a file.
 *
 * @throws {RangeError} if its type is not in the table, or a number does not fit into the tensor; it names the tensor.
 * @throws {NonFiniteTensorError} with `finite`.
 */
export function toTensor(
  name: string,
  { dtype, shape }: { readonly dtype: SafetensorsDType; readonly shape: readonly number[] },
  { bytes, finite = false }: { readonly bytes: ArrayBuffer; readonly finite?: boolean },
): tf.Tensor {
  const read = READ[dtype];
  if (!read) {
    throw new RangeError(
      `"${name}" has dtype "${dtype}"; this reader knows ${Object.keys(READ).join(", ")}. Convert it ` +
        "before saving, or read only the other tensors, by name",
    );
  }
  if (shape.length > MAX_RANK) {
    throw new RangeError(`"${name}" has ${shape.length} dimensions, a tensor here has at most ${MAX_RANK}`);
  }
  try {
    const values = read(bytes);
    if (finite && values instanceof Float32Array) refuseNonFinite(name, values);
    const type = values instanceof Float32Array ? "float32" : values instanceof Int32Array ? "int32" : "bool";
    return tf.tensor(values, [...shape], type);
  } catch (error) {
    if (error instanceof CannotHold) throw new RangeError(`"${name}" holds ${error.message}`);
    throw error;
  }
}

/** Thrown if a tensor that must be finite contains NaN or an infinite number. */
export class NonFiniteTensorError extends RangeError {
  override readonly name = "NonFiniteTensorError";
}

/** @throws {NonFiniteTensorError} if a number is NaN or infinite */
export function refuseNonFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new NonFiniteTensorError(`"${name}" holds ${values[i]} at index ${i}`);
    }
  }
}

class CannotHold extends Error {}

function toInt32(n: number | bigint): number {
  if (n < -(2 ** 31) || n > 2 ** 31 - 1) throw new CannotHold(`${n}, which int32 cannot hold`);
  return Number(n);
}

function toFloat32(n: number): number {
  const rounded = Math.fround(n);
  if (Number.isFinite(n) && !Number.isFinite(rounded)) {
    throw new CannotHold(`${n}, which float32 cannot hold`);
  }
  return rounded;
}

/** Sign, 4 bits of exponent (bias 7), 3 of fraction; no infinity, one NaN of each sign. */
function fromE4M3(byte: number): number {
  const exponent = byte >> 3 & 15, fraction = byte & 7;
  if (exponent === 15 && fraction === 7) return NaN;
  const size = exponent === 0 ? fraction / 8 * 2 ** -6 : (1 + fraction / 8) * 2 ** (exponent - 7);
  return byte & 0x80 ? -size : size;
}
