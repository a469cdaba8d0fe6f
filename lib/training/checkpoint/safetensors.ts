/**
 * Reads and writes safetensors files: named tensors on disk, which PyTorch and Hugging Face read, too.
 *
 * Tensors are copied one at a time, so memory never holds a second copy of a model. safetensors_header.ts reads and writes
 * the header, safetensors_dtypes.ts converts the number types.
 */
import type * as tf from "@tensorflow/tfjs";
import { refuseNonFinite, type SafetensorsDType, toTensor } from "./safetensors_dtypes.ts";
import { formatHeader, headerLength, parseHeader, type SafetensorsHeader } from "./safetensors_header.ts";
import { writingFailed } from "./write_error.ts";

const DTYPE_OF: Readonly<Record<string, SafetensorsDType>> = { float32: "F32", int32: "I32", bool: "BOOL" };

interface WriteOptions {
  /** float32, int32 or bool, by name. */
  readonly tensors: ReadonlyMap<string, tf.Tensor>;
  /** Strings for the header's `__metadata__`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Refuse NaN and infinite numbers. */
  readonly finite?: boolean;
  /** Write float32 tensors as float16: half the size, rounded to 11 significant bits. */
  readonly half?: boolean;
  /** Called with all bytes of the file, piece by piece, for example to compute a hash. */
  readonly onBytes?: (bytes: Uint8Array) => void;
}

/**
 * Writes tensors to a file and waits until they are on the disk. An existing file is replaced when the new one is complete.
 *
 * @returns the file's size in bytes.
 * @throws {TypeError} if a tensor has another dtype; then nothing is written.
 * @throws {NonFiniteTensorError} with `finite`, if a number is NaN or infinite.
 * @throws {Error} if the file cannot be written; it says why (disk full, no permission).
 */
export async function writeSafetensors(path: string, o: WriteOptions): Promise<number> {
  const layout = [...o.tensors].map(([name, { dtype, shape }]) => {
    const stored = o.half && dtype === "float32" ? "F16" : DTYPE_OF[dtype];
    if (stored) return [name, { dtype: stored, shape }] as const;
    throw new TypeError(`writing ${path}: "${name}" is ${dtype}; write float32, int32 or bool tensors`);
  });
  const { bytes, order } = formatHeader(new Map(layout), o.metadata);
  const partial = `${path}.partial`;
  try {
    const written = await writeFile(partial, o, { header: bytes, order });
    await Deno.rename(partial, path);
    return written;
  } catch (error) {
    await Deno.remove(partial).catch(() => {}); // report the first error
    throw writingFailed(path, error);
  }
}

async function writeFile(
  path: string,
  { tensors, finite, half, onBytes }: WriteOptions,
  { header, order }: { readonly header: Uint8Array; readonly order: readonly string[] },
): Promise<number> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const write = async (bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
    onBytes?.(bytes);
    return bytes.length;
  };
  let written = await write(header);
  for (const name of order) {
    const values = await tensors.get(name)!.data();
    const data = half && values instanceof Float32Array ? new Float16Array(values) : values;
    // After rounding: a number above 65,504 is infinite in float16.
    if (finite && !(data instanceof Int32Array)) refuseNonFinite(name, data);
    written += await write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  await file.sync();
  return written;
}

/**
 * Reads tensors from a file; safetensors_dtypes.ts lists the number types.
 *
 * @param o.names only these tensors; all unless given. The file may contain tensors of other types, too.
 * @param o.finite whether NaN and infinite numbers are refused.
 * @returns the tensors, which the caller disposes, and the header's metadata.
 * @throws {Error} if the file is damaged, has no tensor of a name, or a tensor's type or numbers cannot be read. It names
 *   the file and has the reason as cause.
 */
export async function readSafetensors(
  path: string,
  o: { readonly names?: Iterable<string>; readonly finite?: boolean } = {},
): Promise<{ tensors: Map<string, tf.Tensor>; metadata: Readonly<Record<string, string>> }> {
  const tensors = new Map<string, tf.Tensor>();
  try {
    return await reading(path, async (file) => {
      const header = await readHeader(file);
      for (const name of new Set(o.names ?? header.entries.keys())) {
        tensors.set(name, await readTensor(file, header, { name, finite: o.finite }));
      }
      return { tensors, metadata: header.metadata };
    });
  } catch (error) {
    tensors.forEach((tensor) => tensor.dispose());
    throw error;
  }
}

/** Reads the header of a file: names, types and shapes of its tensors. @throws as `readSafetensors` */
export async function readSafetensorsHeader(path: string): Promise<SafetensorsHeader> {
  return await reading(path, readHeader);
}

/**
 * Reads one tensor of a file, for a caller that must not hold all of them at once.
 *
 * @param header the file's, of `readSafetensorsHeader`: it is not read again for each tensor
 * @returns the tensor, which the caller disposes
 * @throws as `readSafetensors`
 */
export async function readSafetensorsTensor(
  path: string,
  header: SafetensorsHeader,
  name: string,
): Promise<tf.Tensor> {
  // Opened for each tensor: a model may have more shards than a process may hold open.
  return await reading(path, (file) => readTensor(file, header, { name }));
}

async function readTensor(
  file: Deno.FsFile,
  { entries, dataStart }: SafetensorsHeader,
  { name, finite }: { readonly name: string; readonly finite?: boolean },
): Promise<tf.Tensor> {
  const entry = entries.get(name);
  if (!entry) throw new RangeError(`there is no tensor "${name}" in it`);
  await file.seek(dataStart + entry.begin, Deno.SeekMode.Start);
  const { buffer: bytes } = await readExactly(file, entry.end - entry.begin);
  return toTensor(name, entry, { bytes, finite });
}

/** Opens a regular file (reading a pipe might never end) and reads it; an error names it. */
async function reading<T>(path: string, read: (file: Deno.FsFile) => Promise<T>): Promise<T> {
  try {
    if (!(await Deno.stat(path)).isFile) throw new RangeError("it is not a file");
    using file = await Deno.open(path);
    return await read(file);
  } catch (cause) {
    throw new Error(`reading ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

async function readHeader(file: Deno.FsFile): Promise<SafetensorsHeader> {
  const { size } = await file.stat();
  const prefix = await readExactly(file, Math.min(8, size));
  return parseHeader(await readExactly(file, headerLength(prefix, size)), size);
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
