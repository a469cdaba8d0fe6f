/** Reads safetensors that are in memory already, as a page in a browser has them; safetensors.ts reads files. */
import type * as tf from "@tensorflow/tfjs";
import { toTensor } from "./safetensors_dtypes.ts";
import { headerLength, parseHeader } from "./safetensors_header.ts";

/**
 * The tensors of a safetensors file.
 *
 * @param bytes the whole file
 * @returns the tensors by name, which the caller disposes
 * @throws {RangeError | SyntaxError} if the bytes are damaged or hold NaN or infinite numbers
 */
export function parseSafetensors(bytes: Uint8Array): Map<string, tf.Tensor> {
  const length = headerLength(bytes.subarray(0, 8), bytes.length);
  const { entries, dataStart } = parseHeader(bytes.subarray(8, 8 + length), bytes.length);
  const tensors = new Map<string, tf.Tensor>();
  try {
    for (const [name, entry] of entries) {
      const { buffer } = bytes.slice(dataStart + entry.begin, dataStart + entry.end);
      tensors.set(name, toTensor(name, entry, { bytes: buffer, finite: true }));
    }
    return tensors;
  } catch (error) {
    tensors.forEach((tensor) => tensor.dispose());
    throw error;
  }
}
