import assert from "node:assert/strict";
import { formatBytes, formatSeconds } from "../../lib/tools/cli/progress_line.ts";
import { TextLineStream } from "../../lib/tools/text_lines.ts";

async function split(...chunks: string[]): Promise<string[]> {
  return await Array.fromAsync(ReadableStream.from(chunks).pipeThrough(new TextLineStream()));
}

Deno.test("TextLineStream splits at every kind of line end, however the chunks are cut", async () => {
  assert.deepEqual(await split("one\ntw", "o\r\nthree"), ["one", "two", "three"]);
  assert.deepEqual(await split("10 %\r20 %\rdone\n"), ["10 %", "20 %", "done"]);
  assert.deepEqual(await split("a\r", "\nb\r"), ["a", "b"]);
  assert.deepEqual(await split("a\n\nb\n"), ["a", "", "b"]);
});

Deno.test("sizes and times are written as a person reads them", () => {
  assert.deepEqual([0, 999, 1500, 250_000_000, 2.5e12].map(formatBytes), [
    "0 B",
    "999 B",
    "1.5 kB",
    "250 MB",
    "2.5 TB",
  ]);
  assert.deepEqual([0.25, 59, 61, 250].map(formatSeconds), ["0.3 s", "59.0 s", "1 min 1 s", "4 min 10 s"]);
});
