/**
 * gzip as a baseline: how well does a program without training predict a text?
 *
 * A compressor's bits per byte can be compared with a model's (lib/training's bitsPerByte).
 */
import { gzipSync } from "node:zlib";

/**
 * Bits per byte of a text compressed with gzip, optionally after another text.
 *
 * `8 (size(gzip(after + text)) − size(gzip(after))) / bytes(text)`. gzip uses the last 32 KiB only.
 *
 * @throws {RangeError} when the text is empty.
 * @example
 * ```ts
 * import { gzipBitsPerByte } from "lib/notebook";
 * import assert from "node:assert/strict";
 * const line = "the same line again and again. ";
 * assert.ok(gzipBitsPerByte(line, { after: line.repeat(9) }) < gzipBitsPerByte(line));
 * ```
 */
export function gzipBitsPerByte(text: string, o: { readonly after?: string } = {}): number {
  const { after = "" } = o;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes === 0) {
    throw new RangeError("gzipBitsPerByte: the text is empty, so there is nothing to compress");
  }
  const size = (s: string) => gzipSync(s, { level: 9 }).length;
  return 8 * (size(after + text) - size(after)) / bytes;
}
