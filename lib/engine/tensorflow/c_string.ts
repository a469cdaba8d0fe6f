/** Strings for C: UTF-8 with a zero byte at the end. */

const encoder = new TextEncoder();
const kept = new Map<string, Uint8Array<ArrayBuffer>>();

/**
 * The bytes of an op's or attribute's name.
 *
 * They are kept for the life of the process: the names are few, every call needs them, and TensorFlow may hold on
 * to the pointer after the call.
 */
export function cName(name: string): Uint8Array<ArrayBuffer> {
  let bytes = kept.get(name);
  if (bytes === undefined) {
    if (name.includes("\0")) {
      throw new RangeError(`a name for TensorFlow holds a zero byte: ${JSON.stringify(name)}`);
    }
    bytes = encoder.encode(name + "\0");
    kept.set(name, bytes);
  }
  return bytes;
}
