import assert from "node:assert/strict";
import { TextLineStream } from "../../lib/tools/text_lines.ts";

async function split(...chunks: string[]): Promise<string[]> {
  return await Array.fromAsync(ReadableStream.from(chunks).pipeThrough(new TextLineStream()));
}

Deno.test("TextLineStream splits at every kind of line end, wherever the chunks are cut", async () => {
  assert.deepEqual(await split("one\ntw", "o\r\nthree"), ["one", "two", "three"]);
  assert.deepEqual(await split("10 %\r20 %\rdone\n"), ["10 %", "20 %", "done"]);
  assert.deepEqual(await split("a\r", "\nb\r"), ["a", "b"]);
  assert.deepEqual(await split("a\n\nb\n"), ["a", "", "b"]);
});
