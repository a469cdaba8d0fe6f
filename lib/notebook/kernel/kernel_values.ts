/**
 * Warns about large values of a cell's last line: the kernel shows the value and keeps it until it is restarted.
 *
 * For a number this does not matter; a tensor or a model holds memory that is never freed.
 */

/** Smallest value to warn about. */
const smallestWarnedBytes = 1_000_000;

/** The bytes of the typed arrays and tensors in a value; plain objects and arrays are searched. */
function heldBytes(value: unknown, seen: Set<unknown> = new Set()): number {
  if (typeof value !== "object" || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (isTensor(value)) return value.size * (bytesOf[value.dtype] ?? 4);
  const inner = Array.isArray(value) ? value : isPlain(value) ? Object.values(value) : [];
  let bytes = 0;
  for (const item of inner) bytes += heldBytes(item, seen);
  return bytes;
}

/** The warning about a cell's value; undefined if the value is small. */
export function keptValueHint(value: unknown): string | undefined {
  const bytes = heldBytes(value);
  if (bytes < smallestWarnedBytes) return undefined;
  return `This cell ends with a value of ${(bytes / 1e6).toFixed(1)} MB, which stays in memory until the ` +
    `kernel is restarted, once more for every run of the cell. End the cell with \`void 0\`, or show only ` +
    "what you want to see.";
}

const bytesOf: Record<string, number> = { float32: 4, int32: 4, bool: 1, complex64: 8 };

/** By its fields, so that this file needs no tfjs. */
function isTensor(value: object): value is { size: number; dtype: string } {
  return "dataId" in value && "size" in value && "dtype" in value && typeof value.size === "number";
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
