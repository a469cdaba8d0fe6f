import assert from "node:assert/strict";
import { checkpointFolder, gzipBitsPerByte } from "lib/notebook";

Deno.test("checkpointFolder() keeps books and models apart", () => {
  const [a, b] = [{ sha256: "a".repeat(64) }, { sha256: "b".repeat(64) }];
  const folders = [checkpointFolder("small", a), checkpointFolder("small", b), checkpointFolder("full", a)];
  assert.equal(new Set(folders).size, 3);
  assert.equal(checkpointFolder("small", a), folders[0]);
  assert(checkpointFolder("small", a, "elsewhere").startsWith("elsewhere"));
});

Deno.test("gzipBitsPerByte() lies between nothing and eight bits, and profits from what was read before", () => {
  const text = "In the beginning there was a bell, and nobody rang it.";
  const alone = gzipBitsPerByte(text);
  assert(alone > 0 && alone < 12, String(alone));
  assert(gzipBitsPerByte(text, { after: text }) < alone / 4);
  assert.throws(() => gzipBitsPerByte(""), RangeError);
});
