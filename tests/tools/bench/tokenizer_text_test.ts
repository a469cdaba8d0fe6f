import assert from "node:assert/strict";
import { tokenizerText } from "../../../lib/tools/bench/tokenizer_text.ts";

const letters = "bcdfghjklmnpqrstvwxz";
const source = Array.from(
  { length: 400 },
  (_, i) => `${letters[i % 20]}o${letters[Math.floor(i / 20)]}i${letters[i * 7 % 20]}`,
)
  .join(" ");

Deno.test("tokenizerText() has the length asked for; the same seed gives the same text, another seed another text", () => {
  const text = tokenizerText(source, { bytes: 50_000, seed: 1 });
  assert.ok(text.length >= 50_000 && text.length < 51_000);
  assert.equal(tokenizerText(source, { bytes: 50_000, seed: 1 }), text);
  assert.notEqual(tokenizerText(source, { bytes: 50_000, seed: 2 }), text);
});

Deno.test("tokenizerText() has few frequent words and many rare ones", () => {
  const counts = new Map<string, number>();
  for (const [word] of tokenizerText(source, { bytes: 200_000, seed: 1 }).matchAll(/\w+/g)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const sorted = [...counts.values()].sort((a, b) => b - a);
  assert.ok(sorted[0] > 20 * sorted[sorted.length >> 1]);
  assert.ok(counts.size > 5000, `${counts.size} distinct words`);
});

Deno.test("tokenizerText() refuses a source with too few words", () => {
  assert.throws(() => tokenizerText("a b c", { bytes: 100, seed: 1 }), RangeError);
});
