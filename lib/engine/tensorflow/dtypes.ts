/**
 * The element types: TensorFlow's number for each (`TF_DataType`), its size, and the JavaScript array for its values.
 *
 * tfjs has five (float32, int32, bool, complex64, string). tfjs-node also makes uint8 and int64 tensors for image and
 * summary ops, and gets resources. bfloat16 is used only inside compiled functions.
 */

/** `TF_DataType` of tensorflow/c/tf_datatype.h. */
export const DTYPE = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  int16: 5,
  int8: 6,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  uint16: 17,
  float16: 19,
  resource: 20,
  uint32: 22,
  uint64: 23,
} as const;

const NAMES = new Map<number, string>(Object.entries(DTYPE).map(([name, code]) => [code, name]));

/** The name of a type: "float32" for 1, "dtype 99" for a number without a name here. */
export function dtypeName(code: number): string {
  return NAMES.get(code) ?? `dtype ${code}`;
}

/** "float32 [2,3]", as errors print a tensor. */
export function describeTensor(
  tensor: { readonly dtype: number; readonly shape: readonly number[] },
): string {
  return `${dtypeName(tensor.dtype)} [${tensor.shape}]`;
}

type TypedArrayConstructor =
  | Float32ArrayConstructor
  | Int32ArrayConstructor
  | Uint8ArrayConstructor
  | BigInt64ArrayConstructor;

/** How the values of a numeric type are copied between JavaScript and TensorFlow. */
interface NumericLayout {
  /** bytes of one element in TensorFlow */
  readonly bytes: number;
  /** the array that reading a tensor returns */
  readonly array: TypedArrayConstructor;
  /** arrays accepted when a tensor is created; tfjs-node passes int64 as pairs of int32, low half first */
  readonly accepts: readonly TypedArrayConstructor[];
}

/** The types whose values can be written and read as numbers. */
export const NUMERIC: ReadonlyMap<number, NumericLayout> = new Map<number, NumericLayout>([
  [DTYPE.float32, { bytes: 4, array: Float32Array, accepts: [Float32Array] }],
  [DTYPE.int32, { bytes: 4, array: Int32Array, accepts: [Int32Array] }],
  [DTYPE.bool, { bytes: 1, array: Uint8Array, accepts: [Uint8Array] }],
  [DTYPE.uint8, { bytes: 1, array: Uint8Array, accepts: [Uint8Array] }],
  [DTYPE.complex64, { bytes: 8, array: Float32Array, accepts: [Float32Array] }],
  [DTYPE.int64, { bytes: 8, array: BigInt64Array, accepts: [BigInt64Array, Int32Array] }],
]);
