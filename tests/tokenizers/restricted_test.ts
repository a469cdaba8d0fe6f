import assert from "node:assert/strict";
import { gpt2Tokenizer, restrictVocabulary } from "lib/tokenizers";
import { hardStrings } from "./strings.ts";

const gpt2 = await gpt2Tokenizer();
const corpus = hardStrings.slice(0, 30).map((string) => string.text).join("\n");
const ids = gpt2.encode(corpus);
const small = restrictVocabulary(gpt2, ids);

Deno.test("restrictVocabulary() cuts the corpus into the same tokens as the full tokenizer", () => {
  assert.deepEqual(small.encode(corpus).map((id) => small.fullIds[id]), ids);
});

Deno.test("restrictVocabulary() keeps little more than the corpus uses", () => {
  const used = new Set(ids).size;
  assert.ok(small.vocabSize < 2 * used + 257, `${small.vocabSize} tokens for ${used} used`);
  assert.equal(small.fullIds.length, small.vocabSize);
});

Deno.test("restrictVocabulary() keeps ids in order and the special tokens", () => {
  assert.deepEqual([...small.fullIds], [...small.fullIds].sort((a, b) => a - b));
  assert.deepEqual([...small.specials], [["<|endoftext|>", small.vocabSize - 1]]);
});

Deno.test("restrictVocabulary() without ids keeps the bytes", () => {
  const bytes = restrictVocabulary(gpt2, []);
  assert.equal(bytes.vocabSize, 257);
  assert.equal(bytes.encode("한글 ok").length, 9);
});

Deno.test("restrictVocabulary() refuses ids that the tokenizer does not have", () => {
  for (const id of [-1, 50257, 0.5, NaN]) assert.throws(() => restrictVocabulary(gpt2, [id]), RangeError);
});
