/**
 * Strings in a `TF_Tensor`: an array of 24-byte `TF_TString`, each short string inside, each long one on the heap.
 *
 * TensorFlow frees the heap strings of tensors it made, but not those that a caller wrote into a tensor from
 * `TF_AllocateTensor`; nor may the caller free them while another tensor shares the memory. So a tensor made here
 * serves only until TensorFlow has copied it (`ownedByTensorFlow`), then its strings are deleted.
 */
import { DTYPE } from "./dtypes.ts";
import type { Native, Pointer } from "./symbols.ts";

/** sizeof(TF_TString) in tensorflow/c/tf_tstring.h */
const TSTRING_BYTES = 24;

function at(data: Pointer, index: number): Pointer {
  return data === null ? null : Deno.UnsafePointer.offset(data, index * TSTRING_BYTES);
}

/** Writes the bytes of each string; the strings have to be deleted with `deleteStrings`. */
export function writeStrings(native: Native, tensor: Pointer, strings: readonly Uint8Array[]): void {
  const data = native.TF_TensorData(tensor);
  // All are initialised first: deleting must find every string valid, also if copying one fails.
  strings.forEach((_, i) => native.TF_StringInit(at(data, i)));
  strings.forEach((bytes, i) => {
    if (bytes.length > 0) {
      native.TF_StringCopy(at(data, i), bytes as Uint8Array<ArrayBuffer>, BigInt(bytes.length));
    }
  });
}

/** Frees what the strings hold on the heap and leaves them empty. */
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

/** The op that copies a string tensor: joining one tensor's strings with nothing makes new strings. */
export const COPY_STRINGS = {
  op: "StringJoin",
  attributes: [{ name: "N", type: 1, value: 1 }, { name: "separator", type: 0, value: "" }],
  dtype: DTYPE.string,
} as const;
