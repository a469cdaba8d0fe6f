/**
 * Strings in a `TF_Tensor`: an array of 24-byte `TF_TString`. A short string is inside it, a long one on the heap.
 *
 * TensorFlow frees the heap strings of tensors that it made, but not those that a caller wrote into a tensor of
 * `TF_AllocateTensor`. The caller must not free them while another tensor shares the memory. So TensorFlow copies a
 * tensor made here (`copyStrings` in context.ts), and then its strings are deleted.
 */
import type { Native, Pointer } from "./symbols.ts";

/** sizeof(TF_TString) in tensorflow/c/tf_tstring.h */
export const TSTRING_BYTES = 24;

function at(data: Pointer, index: number): Pointer {
  return data === null ? null : Deno.UnsafePointer.offset(data, index * TSTRING_BYTES);
}

/** Writes the bytes of each string; `deleteStrings` must free them later. */
export function writeStrings(native: Native, tensor: Pointer, strings: readonly Uint8Array[]): void {
  const data = native.TF_TensorData(tensor);
  // All are initialised first, so that they can be deleted even if copying one fails.
  strings.forEach((_, i) => native.TF_StringInit(at(data, i)));
  strings.forEach((bytes, i) => {
    if (bytes.length > 0) {
      native.TF_StringCopy(at(data, i), bytes as Uint8Array<ArrayBuffer>, BigInt(bytes.length));
    }
  });
}

/** Frees the memory of the strings on the heap and leaves them empty. */
export function deleteStrings(native: Native, tensor: Pointer, count: number): void {
  const data = native.TF_TensorData(tensor);
  for (let i = 0; i < count; i++) native.TF_StringDealloc(at(data, i));
}

/** The bytes of each string, copied. */
export function readStrings(native: Native, tensor: Pointer, count: number): Uint8Array[] {
  const data = native.TF_TensorData(tensor);
  return Array.from({ length: count }, (_, i) => {
    const string = at(data, i);
    const bytes = new Uint8Array(Number(native.TF_StringGetSize(string)));
    const source = native.TF_StringGetDataPointer(string);
    if (bytes.length > 0 && source !== null) Deno.UnsafePointerView.copyInto(source, bytes);
    return bytes;
  });
}
