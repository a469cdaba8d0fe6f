/**
 * The element types: TensorFlow's number for each (`TF_DataType`), its size, and the array JavaScript sees.
 *
 * tfjs knows five (float32, int32, bool, complex64, string). tfjs-node also creates uint8 and int64 tensors for
 * image and summary ops and receives resources; bfloat16 appears only inside compiled functions.
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

export type DTypeName = keyof typeof DTYPE;

const NAMES = new Map<number, string>(Object.entries(DTYPE).map(([name, code]) => [code, name]));

/** "float32" for 1; "dtype 99" for a number that has no name here. */
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

/** How the values of a numeric type travel between JavaScript and TensorFlow. */
export interface NumericLayout {
  /** bytes of one element in TensorFlow */
  readonly bytes: number;
  /** what reading a tensor answers */
  readonly array: TypedArrayConstructor;
  /** array elements for one tensor element: 2 for complex64 (real, imaginary), else 1 */
  readonly perElement: number;
  /** arrays accepted when a tensor is created; int64 comes from tfjs-node as pairs of int32, low half first */
  readonly accepts: readonly TypedArrayConstructor[];
}

/** The types that can be created and read as plain numbers. */
export const NUMERIC: ReadonlyMap<number, NumericLayout> = new Map<number, NumericLayout>([
  [DTYPE.float32, { bytes: 4, array: Float32Array, perElement: 1, accepts: [Float32Array] }],
  [DTYPE.int32, { bytes: 4, array: Int32Array, perElement: 1, accepts: [Int32Array] }],
  [DTYPE.bool, { bytes: 1, array: Uint8Array, perElement: 1, accepts: [Uint8Array] }],
  [DTYPE.uint8, { bytes: 1, array: Uint8Array, perElement: 1, accepts: [Uint8Array] }],
  [DTYPE.complex64, { bytes: 8, array: Float32Array, perElement: 2, accepts: [Float32Array] }],
  [DTYPE.int64, { bytes: 8, array: BigInt64Array, perElement: 1, accepts: [BigInt64Array, Int32Array] }],
]);
