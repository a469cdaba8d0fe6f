/**
 * Safetensors files: named tensors on disk, readable by PyTorch, Hugging Face and everyone else.
 *
 * One tensor at a time goes between the engine and the file, so memory never holds a second copy of a model. The
 * header is safetensors_header.ts's concern, the number types are safetensors_dtypes.ts's.
 */
import type * as tf from "@tensorflow/tfjs";
import { refuseNonFinite, type SafetensorsDType, toTensor } from "./safetensors_dtypes.ts";
import { formatHeader, headerLength, parseHeader, type SafetensorsHeader } from "./safetensors_header.ts";
import { writingFailed } from "./write_error.ts";

const DTYPE_OF: Readonly<Record<string, SafetensorsDType>> = { float32: "F32", int32: "I32", bool: "BOOL" };

export interface WriteOptions {
  /** float32, int32 or bool, by name. */
  readonly tensors: ReadonlyMap<string, tf.Tensor>;
  /** Strings for the header's `__metadata__`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Refuse NaN and infinite numbers. */
  readonly finite?: boolean;
  /** Called with all bytes of the file, piece by piece: for a hash. */
  readonly onBytes?: (bytes: Uint8Array) => void;
}

/**
 * Writes tensors to a file and waits until they are on the disk.
 *
 * @param path the file; one that exists is replaced once the new one is whole.
 * @returns the file's size in bytes.
 * @throws {TypeError} on another dtype, before anything is written.
 * @throws {NonFiniteTensorError} with `finite`, at a number that is NaN or infinite.
 * @throws {Error} saying why the file cannot be written (disk full, no permission).
 */
export async function writeSafetensors(path: string, o: WriteOptions): Promise<number> {
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
  const partial = `${path}.partial`;
  try {
    const written = await writeFile(partial, o, { header: bytes, order });
    await Deno.rename(partial, path);
    return written;
  } catch (error) {
    await Deno.remove(partial).catch(() => {}); // the first error is the one to report
    throw writingFailed(path, error);
  }
}

async function writeFile(
  path: string,
  { tensors, finite, onBytes }: WriteOptions,
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
    const data = await tensors.get(name)!.data();
    if (finite && data instanceof Float32Array) refuseNonFinite(name, data);
    written += await write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  await file.sync();
  return written;
}

/**
 * Reads tensors from a file.
 *
 * safetensors_dtypes.ts says which types are read, and as what. The file may hold others beside the wanted ones.
 *
 * @param path the file.
 * @param o.names only these tensors; all unless given.
 * @param o.finite whether NaN and infinite numbers are refused.
 * @returns the tensors, the caller's to dispose, and the header's metadata.
 * @throws {Error} naming the file, with the reason as cause, where the file is damaged, lacks one of the names, or a
 *   wanted tensor has another type or a number that ours cannot hold.
 */
export async function readSafetensors(
  path: string,
  o: { readonly names?: Iterable<string>; readonly finite?: boolean } = {},
): Promise<{ tensors: Map<string, tf.Tensor>; metadata: Readonly<Record<string, string>> }> {
  const tensors = new Map<string, tf.Tensor>();
  try {
    using file = await openFile(path);
    const header = await readHeader(file);
    for (const name of new Set(o.names ?? header.entries.keys())) {
      const entry = header.entries.get(name);
      if (!entry) throw new RangeError(`there is no tensor "${name}" in it`);
      await file.seek(header.dataStart + entry.begin, Deno.SeekMode.Start);
      const { buffer: bytes } = await readExactly(file, entry.end - entry.begin);
      tensors.set(name, toTensor(name, entry, { bytes, finite: o.finite }));
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
    using file = await openFile(path);
    return await readHeader(file);
  } catch (error) {
    throw readingFailed(path, error);
  }
}

/** Opens a regular file; a pipe could not be read twice and would wait for ever. */
async function openFile(path: string): Promise<Deno.FsFile> {
  if (!(await Deno.stat(path)).isFile) throw new RangeError("it is not a file");
  return await Deno.open(path);
}

async function readHeader(file: Deno.FsFile): Promise<SafetensorsHeader> {
  const { size } = await file.stat();
  const prefix = await readExactly(file, Math.min(8, size));
  return parseHeader(await readExactly(file, headerLength(prefix, size)), size);
}

function readingFailed(path: string, error: unknown): Error {
  return new Error(`reading ${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
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
