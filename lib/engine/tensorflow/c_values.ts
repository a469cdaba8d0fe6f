/** JavaScript values in the form that C reads: strings, byte arrays, arrays of pointers, dimensions. */
import type { Pointer } from "./symbols.ts";

const encoder = new TextEncoder();
const names = new Map<string, Uint8Array<ArrayBuffer>>();

/** A string for C: UTF-8 with a zero byte at the end. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text + "\0");
}

/**
 * The name of an op or an attribute as a string for C.
 *
 * The bytes are kept as long as the process runs: names are few, every call needs them, and TensorFlow may keep the
 * pointer after the call.
 */
export function cName(name: string): Uint8Array<ArrayBuffer> {
  let bytes = names.get(name);
  if (bytes === undefined) {
    if (name.includes("\0")) {
      throw new RangeError(`a name for TensorFlow holds a zero byte: ${JSON.stringify(name)}`);
    }
    names.set(name, bytes = cString(name));
  }
  return bytes;
}

/** A C string as a JavaScript string; "" for NULL. */
export function readCString(pointer: Pointer): string {
  return pointer === null ? "" : Deno.UnsafePointerView.getCString(pointer);
}

const ONE_BYTE = new Uint8Array(1);

/** Bytes for C. An empty array would become NULL, which some C functions refuse even with a length of 0. */
export function cBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.length > 0 ? bytes : ONE_BYTE;
}

/** Dimensions for C (`const int64_t*`); none for an unknown rank. */
export function cDims(shape: readonly number[] | null): BigInt64Array<ArrayBuffer> {
  return BigInt64Array.from(shape ?? [], BigInt);
}

/** The number of dimensions for C, -1 for an unknown rank. */
export function cRank(shape: readonly number[] | null): number {
  return shape === null ? -1 : shape.length;
}

/** An array of pointers for C. They are valid as long as the caller holds the arrays. */
export function addresses(arrays: readonly (Uint8Array | BigInt64Array)[]): BigUint64Array<ArrayBuffer> {
  return BigUint64Array.from(arrays, (array) => {
    const pointer = Deno.UnsafePointer.of(array as Uint8Array<ArrayBuffer>);
    return Deno.UnsafePointer.value(pointer);
  });
}
