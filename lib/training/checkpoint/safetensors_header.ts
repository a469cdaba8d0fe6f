/**
 * The header of a safetensors file. It is read strictly, and written as Hugging Face's library writes it.
 *
 * A file is 8 bytes (the header's length N, little-endian), N bytes of JSON, then the tensors' bytes without gaps:
 *
 *     {"__metadata__": {"format": "pt"}, "wte.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}
 *
 * Offsets count from the end of the header. The code is our own, because the npm packages only read headers
 * (@huggingface/hub) or are not maintained (safetensors 0.0.1). Source: https://github.com/huggingface/safetensors.
 */
import { BITS, type SafetensorsDType } from "./safetensors_dtypes.ts";

export interface TensorEntry {
  readonly dtype: SafetensorsDType;
  readonly shape: readonly number[];
  /** First byte and the byte after the last, counted from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly metadata: Readonly<Record<string, string>>;
  readonly entries: ReadonlyMap<string, TensorEntry>;
  /** Where the tensors' bytes begin in the file. */
  readonly dataStart: number;
}

/** The reference implementation's limit. A longer header is an attack or another format. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * The length of the header's JSON in bytes.
 *
 * @param prefix the file's first 8 bytes.
 * @param fileBytes the file's size.
 * @throws {RangeError} if no safetensors file can begin like this.
 */
export function headerLength(prefix: Uint8Array, fileBytes: number): number {
  if (fileBytes < 10 || prefix.length < 8) {
    throw new RangeError(`a safetensors file has at least 10 bytes, this one has ${fileBytes}`);
  }
  if (new TextDecoder().decode(prefix) === "version ") {
    throw new RangeError(
      'it is a pointer of Git LFS, not the file itself: run "git lfs pull" in its repository',
    );
  }
  const length = new DataView(prefix.buffer, prefix.byteOffset, 8).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES || length > fileBytes - 8 || length < 2) {
    throw new RangeError(
      `the first 8 bytes announce a header of ${length} bytes, but the file has ${fileBytes}: cut off, or not a ` +
        "safetensors file",
    );
  }
  return Number(length);
}

/**
 * Parses and checks a header.
 *
 * @param json the header's bytes, without the 8 bytes before it.
 * @param fileBytes the file's size.
 * @throws {SyntaxError} if the header is not the expected JSON, or contains a name twice.
 * @throws {RangeError} if dtypes, shapes, offsets and the file's size contradict each other.
 */
export function parseHeader(json: Uint8Array, fileBytes: number): SafetensorsHeader {
  const { __metadata__, ...tensors } = parseJson(json);
  const metadata = asObject(__metadata__ ?? {}, "__metadata__");
  for (const [key, entry] of Object.entries(metadata)) {
    if (typeof entry !== "string") throw new SyntaxError(`__metadata__["${key}"] must be a string`);
  }
  const dataStart = 8 + json.length;
  const dataBytes = fileBytes - dataStart;
  const entries = new Map(
    Object.entries(tensors).map(([name, value]) => [name, parseEntry(name, value, dataBytes)]),
  );
  refuseHolesAndOverlaps(entries, dataBytes);
  return { metadata: metadata as Record<string, string>, entries, dataStart };
}

function parseJson(json: Uint8Array): Record<string, unknown> {
  let text: string;
  try {
    // With ignoreBOM a byte order mark stays in the text and is refused, as in the reference implementation.
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(json);
  } catch (cause) {
    throw new SyntaxError("the header is not UTF-8: damaged, or not a safetensors file", { cause });
  }
  if (!text.startsWith("{")) {
    throw new SyntaxError(`the header must begin with "{", it begins with ${JSON.stringify(text[0])}`);
  }
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`the header is not JSON: ${(cause as Error).message}`, { cause });
  }
  refuseDuplicateKeys(text);
  return asObject(header, "the header");
}

function parseEntry(name: string, value: unknown, dataBytes: number): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = asObject(value, `"${name}"`);
  if (typeof dtype !== "string" || !Object.hasOwn(BITS, dtype)) {
    throw new RangeError(
      `"${name}" has dtype ${JSON.stringify(dtype)}; the format has ${Object.keys(BITS).join(", ")}`,
    );
  }
  if (!isListOfSizes(shape)) throw new SyntaxError(`"${name}" needs a shape of whole numbers, 0 or more`);
  if (!isListOfSizes(offsets) || offsets.length !== 2) {
    throw new SyntaxError(`"${name}" needs data_offsets [begin, end]`);
  }
  const [begin, end] = offsets;
  if (begin > end || end > dataBytes) {
    throw new RangeError(
      `"${name}" lies at bytes ${begin} … ${end}, but the file holds ${dataBytes} bytes of data`,
    );
  }
  const bytes = byteCount(name, dtype as SafetensorsDType, shape);
  if (bytes !== end - begin) {
    throw new RangeError(
      `"${name}" is ${dtype} (${shape.join(", ")}), ${bytes} bytes, but has ${end - begin}`,
    );
  }
  return { dtype: dtype as SafetensorsDType, shape, begin, end };
}

/** The size of a tensor in bytes. If one size is 0, the other sizes must be valid, too. */
function byteCount(name: string, dtype: SafetensorsDType, shape: readonly number[]): number {
  const numbers = shape.reduce((n, size) => n * size, 1);
  const withoutZeros = shape.reduce((n, size) => n * (size || 1), BITS[dtype]);
  if (!Number.isSafeInteger(withoutZeros)) {
    throw new RangeError(`"${name}" has shape (${shape.join(", ")}), which is larger than any tensor can be`);
  }
  const bytes = numbers * BITS[dtype] / 8;
  if (!Number.isInteger(bytes)) {
    throw new RangeError(`"${name}" is ${dtype} (${shape.join(", ")}), which is no whole number of bytes`);
  }
  return bytes;
}

function refuseHolesAndOverlaps(entries: ReadonlyMap<string, TensorEntry>, dataBytes: number): void {
  let covered = 0;
  const inOrder = [...entries].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  for (const [name, { begin, end }] of inOrder) {
    if (begin !== covered) {
      const what = begin < covered ? "overlaps the tensor before it" : "leaves a hole before it";
      throw new RangeError(`"${name}" begins at byte ${begin} and ${what}, which ends at ${covered}`);
    }
    covered = end;
  }
  if (covered !== dataBytes) {
    throw new RangeError(`the tensors end at byte ${covered}, but the file holds ${dataBytes} bytes of data`);
  }
}

/** JSON.parse silently keeps the last of two equal keys. Here two equal keys mean a damaged or forged file. */
function refuseDuplicateKeys(json: string): void {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (colon) {
      const key = JSON.parse(string);
      const keys = open[open.length - 1];
      if (keys.has(key)) throw new SyntaxError(`the header names "${key}" twice`);
      keys.add(key);
    }
  }
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SyntaxError(`${what} must be a JSON object`);
  }
  return value as Record<string, unknown>;
}

function isListOfSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/**
 * Decides the order of the tensors and writes their header, including the 8 length bytes.
 *
 * Wide dtypes come first, so that every tensor is aligned, as in the reference implementation. Tensors of one width keep
 * the given order, so a tree of parameters is read back in its own order. (Sums over a tree depend on the order in the
 * last bit.) The JSON is padded with spaces to a multiple of 8 bytes.
 *
 * @returns the bytes before the tensors, and the names in the order in which their bytes must follow.
 */
export function formatHeader(
  tensors: ReadonlyMap<string, { readonly dtype: SafetensorsDType; readonly shape: readonly number[] }>,
  metadata: Readonly<Record<string, string>> = {},
): { bytes: Uint8Array<ArrayBuffer>; order: string[] } {
  const width = (name: string) => BITS[tensors.get(name)!.dtype];
  const order = [...tensors.keys()].sort((a, b) => width(b) - width(a));
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [["__metadata__", metadata]] : [];
  let begin = 0;
  for (const name of order) {
    if (name === "__metadata__") throw new RangeError('a tensor cannot be called "__metadata__"');
    const { dtype, shape } = tensors.get(name)!;
    const end = begin + byteCount(name, dtype, shape);
    header.push([name, { dtype, shape, data_offsets: [begin, end] }]);
    begin = end;
  }
  // Written entry by entry, because an object would move names that are numbers to the front.
  const text = "{" + header.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(",") + "}";
  const json = new TextEncoder().encode(text);
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(json, 8);
  return { bytes, order };
}
