/**
 * `TF_Tensor`: values in TensorFlow's memory, written from JavaScript arrays and read into them.
 *
 * All values are copied, so no JavaScript array is needed after a call. Strings are in `string_tensor.ts`; tensors that
 * ops take and return (`TFE_TensorHandle`) are in `eager_tensor.ts`.
 */
import { cDims } from "./c_values.ts";
import { describeTensor, DTYPE, dtypeName, NUMERIC } from "./dtypes.ts";
import { deleteStrings, readStrings, TSTRING_BYTES, writeStrings } from "./string_tensor.ts";
import type { Native, Pointer } from "./symbols.ts";

const encoder = new TextEncoder();

/** Values of a tensor in JavaScript. int64 is read as a BigInt64Array, a string as its bytes. */
export type TensorValues = Float32Array | Int32Array | Uint8Array | BigInt64Array | Uint8Array[];

/** The content of a new tensor, or of an op's attribute of the type "tensor". */
export interface TensorContent {
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly values: TensorValues;
}

/**
 * Creates a `TF_Tensor`, calls `use` with it, and deletes it when `use` returns.
 *
 * TensorFlow counts references to the memory, so a handle made in `use` keeps it. Strings are an exception: see
 * `string_tensor.ts`.
 *
 * @throws TypeError if shape, dtype and values do not match
 */
export function withTensor<R>(native: Native, content: TensorContent, use: (tensor: Pointer) => R): R {
  const { shape, dtype, values } = content;
  const what = `create a ${describeTensor(content)} tensor`;
  checkShape(shape, what);
  const count = elementCount(shape);
  const dims = cDims(shape);
  if (dtype === DTYPE.string) {
    const strings = checkStrings(values, count, what);
    const tensor = allocate(native, dtype, dims, TSTRING_BYTES * count);
    try {
      writeStrings(native, tensor, strings);
      return use(tensor);
    } finally {
      deleteStrings(native, tensor, count);
      native.TF_DeleteTensor(tensor);
    }
  }
  const bytes = checkNumbers(values, dtype, count, what);
  const tensor = allocate(native, dtype, dims, bytes.byteLength);
  try {
    if (bytes.byteLength > 0) native.memcpy(native.TF_TensorData(tensor), bytes, BigInt(bytes.byteLength));
    return use(tensor);
  } finally {
    native.TF_DeleteTensor(tensor);
  }
}

function allocate(native: Native, dtype: number, dims: BigInt64Array<ArrayBuffer>, bytes: number): Pointer {
  const tensor = native.TF_AllocateTensor(dtype, dims, dims.length, BigInt(bytes));
  if (tensor === null) {
    throw new RangeError(
      `TensorFlow could not allocate ${bytes} bytes for a ${dtypeName(dtype)} tensor [${dims}]`,
    );
  }
  return tensor;
}

/** The bytes to copy, after a check that the array's type and length match dtype and shape. */
function checkNumbers(
  values: TensorValues,
  dtype: number,
  count: number,
  what: string,
): Uint8Array<ArrayBuffer> {
  const layout = NUMERIC.get(dtype);
  if (layout === undefined) {
    const known = [...NUMERIC.keys()].map(dtypeName).join(", ");
    throw new TypeError(`${what}: values can be given for ${known} and string`);
  }
  if (!layout.accepts.some((type) => values instanceof type)) {
    const wanted = layout.accepts.map((type) => type.name).join(" or ");
    throw new TypeError(`${what}: expected a ${wanted}, found ${Object.prototype.toString.call(values)}`);
  }
  const array = values as Exclude<TensorValues, Uint8Array[]>;
  if (array.byteLength !== count * layout.bytes) {
    const perElement = layout.bytes / array.BYTES_PER_ELEMENT;
    throw new TypeError(
      `${what}: expected ${count * perElement} values in the ${array.constructor.name}, found ` +
        `${array.length}`,
    );
  }
  return new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);
}

function checkStrings(values: TensorValues, count: number, what: string): Uint8Array[] {
  if (!Array.isArray(values) || values.length !== count || !values.every((v) => v instanceof Uint8Array)) {
    throw new TypeError(`${what}: expected an array of ${count} Uint8Array, one for each string`);
  }
  return values;
}

/** Copies the values of a `TF_Tensor`. @throws TypeError for a type without a JavaScript array */
export function readTensor(native: Native, tensor: Pointer, dtype: number): TensorValues {
  if (dtype === DTYPE.string) {
    return readStrings(native, tensor, Number(native.TF_TensorElementCount(tensor)));
  }
  const array = dtype === DTYPE.resource ? Uint8Array : NUMERIC.get(dtype)?.array;
  if (array === undefined) {
    throw new TypeError(
      `read a ${dtypeName(dtype)} tensor: JavaScript has no array for it; cast it to float32 first`,
    );
  }
  const bytes = new Uint8Array(Number(native.TF_TensorByteSize(tensor)));
  const data = native.TF_TensorData(tensor);
  if (bytes.length > 0 && data !== null) Deno.UnsafePointerView.copyInto(data, bytes);
  return new array(bytes.buffer);
}

/** The number of elements of a tensor of this shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * @param what the tensor in question, for the error message
 * @throws TypeError if the shape is not an array of whole numbers, or has too many elements to count exactly
 */
function checkShape(shape: readonly number[], what: string): void {
  const valid = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!valid || !Number.isSafeInteger(elementCount(shape))) {
    throw new TypeError(`${what}: expected a shape of whole numbers from 0, found ${JSON.stringify(shape)}`);
  }
}

/**
 * The values that tfjs passes for a new tensor, as the typed array of the tensor's type.
 *
 * Most are that already. tfjs also passes plain arrays of numbers or booleans, strings as text or bytes, and typed
 * arrays of another type (a Float32Array for int32).
 */
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
