/**
 * Safetensors files: named tensors on disk, readable by PyTorch, Hugging Face and everyone else.
 *
 * One tensor at a time goes between the engine and the file, so memory never holds a second copy of a model. The
 * header is safetensors_header.ts's concern, replacing an old file in one step is checkpoint.ts's.
 */
import * as tf from "@tensorflow/tfjs";
import {
  formatHeader,
  headerLength,
  parseHeader,
  type SafetensorsDType,
  type SafetensorsHeader,
  type TensorEntry,
} from "./safetensors_header.ts";

const DTYPE_OF: Readonly<Record<string, SafetensorsDType>> = { float32: "F32", int32: "I32", bool: "BOOL" };

/**
 * Writes tensors to a new file and waits until they are on the disk.
 *
 * @param path the file; one that exists is overwritten in place.
 * @param o.tensors float32, int32 or bool, by name.
 * @param o.metadata strings for the header's `__metadata__`.
 * @returns the file's size in bytes.
 * @throws {TypeError} on another dtype, before anything is written.
 */
export async function writeSafetensors(
  path: string,
  o: {
    readonly tensors: ReadonlyMap<string, tf.Tensor>;
    readonly metadata?: Readonly<Record<string, string>>;
  },
): Promise<number> {
  const layout = new Map<string, { dtype: SafetensorsDType; shape: number[] }>();
  for (const [name, tensor] of o.tensors) {
    const dtype = DTYPE_OF[tensor.dtype];
    if (!dtype) {
      throw new TypeError(
        `writing ${path}: "${name}" is ${tensor.dtype}; write float32, int32 or bool tensors`,
      );
    }
    layout.set(name, { dtype, shape: tensor.shape });
  }
  const { bytes, order } = formatHeader(layout, o.metadata);
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  let written = await writeAll(file, bytes);
  for (const name of order) {
    const data = await o.tensors.get(name)!.data();
    written += await writeAll(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  await file.sync();
  return written;
}

/**
 * Reads tensors from a file.
 *
 * F32 stays float32, I32 int32, BOOL bool; U8 and I64 become int32, F16 and BF16 become float32, all exactly.
 *
 * @param path the file.
 * @param o.names only these tensors; all unless given.
 * @returns the tensors, the caller's to dispose, and the header's metadata.
 * @throws {Error} naming the file, with the reason as cause, where the file is damaged, holds another dtype, an I64
 *   that int32 cannot hold, or not all of the names.
 */
export async function readSafetensors(
  path: string,
  o: { readonly names?: Iterable<string> } = {},
): Promise<{ tensors: Map<string, tf.Tensor>; metadata: Readonly<Record<string, string>> }> {
  const tensors = new Map<string, tf.Tensor>();
  try {
    using file = await Deno.open(path);
    const header = await readHeader(file);
    for (const name of o.names ?? header.entries.keys()) {
      const entry = header.entries.get(name);
      if (!entry) throw new RangeError(`there is no tensor "${name}" in it`);
      await file.seek(header.dataStart + entry.begin, Deno.SeekMode.Start);
      tensors.set(name, toTensor(name, entry, await readExactly(file, entry.end - entry.begin)));
    }
    return { tensors, metadata: header.metadata };
  } catch (error) {
    tensors.forEach((tensor) => tensor.dispose());
    throw readingFailed(path, error);
  }
}

/**
 * Reads what a file says about its tensors, without reading them.
 *
 * @throws {Error} as `readSafetensors` does.
 */
export async function readSafetensorsHeader(path: string): Promise<SafetensorsHeader> {
  try {
    using file = await Deno.open(path);
    return await readHeader(file);
  } catch (error) {
    throw readingFailed(path, error);
  }
}

async function readHeader(file: Deno.FsFile): Promise<SafetensorsHeader> {
  const { size } = await file.stat();
  const prefix = await readExactly(file, Math.min(8, size));
  return parseHeader(await readExactly(file, headerLength(prefix, size)), size);
}

function readingFailed(path: string, error: unknown): Error {
  return new Error(`reading ${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
}

function toTensor(name: string, { dtype, shape }: TensorEntry, bytes: Uint8Array<ArrayBuffer>): tf.Tensor {
  const size = [...shape];
  switch (dtype) {
    case "F32":
      return tf.tensor(new Float32Array(bytes.buffer), size, "float32");
    case "I32":
      return tf.tensor(new Int32Array(bytes.buffer), size, "int32");
    case "BOOL":
      return tf.tensor(bytes, size, "bool");
    case "U8":
      return tf.tensor(Int32Array.from(bytes), size, "int32");
    case "I64":
      return tf.tensor(
        Int32Array.from(new BigInt64Array(bytes.buffer), (n) => toInt32(name, n)),
        size,
        "int32",
      );
    case "F16":
      return tf.tensor(Float32Array.from(new Float16Array(bytes.buffer)), size, "float32");
    case "BF16": // bfloat16 is the upper half of a float32
      return tf.tensor(
        new Float32Array(Uint32Array.from(new Uint16Array(bytes.buffer), (half) => half << 16).buffer),
        size,
        "float32",
      );
  }
}

function toInt32(name: string, n: bigint): number {
  if (n !== BigInt.asIntN(32, n)) throw new RangeError(`"${name}" holds ${n}, which int32 cannot hold`);
  return Number(n);
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<number> {
  for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
  return bytes.length;
}

async function readExactly(file: Deno.FsFile, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(count);
  for (let done = 0; done < count;) {
    const got = await file.read(bytes.subarray(done));
    if (got === null) throw new RangeError(`the file ended ${count - done} bytes early`);
    done += got;
  }
  return bytes;
}
