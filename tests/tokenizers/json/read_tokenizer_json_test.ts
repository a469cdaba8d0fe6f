/** Small tokenizer.json files, and GPT-2 written and read again. */
import assert from "node:assert/strict";
import { gpt2Tokenizer, readTokenizerJson, restrictVocabulary, writeTokenizerJson } from "lib/tokenizers";
import { file, wordPiece } from "./small_file.ts";

Deno.test("a small file is read, with merges as pairs or as text", () => {
  const pairs = readTokenizerJson(file(() => {}));
  assert.deepEqual(pairs.encode("ab a"), [3, 1]);
  const text = readTokenizerJson(file((json) => json.model.merges = ["a ##b"]));
  assert.deepEqual(text.encode("ab a"), [3, 1]);
});

Deno.test("padding to the longest text of a batch changes no text by itself, and is read", () => {
  const padding = {
    strategy: "BatchLongest",
    direction: "Right",
    pad_to_multiple_of: null,
    pad_id: 0,
    pad_type_id: 0,
  };
  const tokenizer = readTokenizerJson(file((json) => json.padding = { ...padding, pad_token: "<end>" }));
  assert.deepEqual(tokenizer.encode("ab a"), [3, 1]);
});

Deno.test("a file may have far more added tokens than its model has tokens", () => {
  const tokenizer = readTokenizerJson(file((json) => {
    json.added_tokens = Array.from(
      { length: 3000 },
      (_, i) => ({ id: 4 + i, content: `<t${i}>`, special: true }),
    );
  }));
  assert.deepEqual(tokenizer.encode("a<t2999>", { allowedSpecial: "all" }), [1, 3003]);
});

Deno.test("WordPiece cuts a long word as it cuts a short one, where the file allows such words", () => {
  const vocab = { "<end>": 0, a: 1, "##a": 2, "##aa": 3 };
  const model = { ...wordPiece, max_input_chars_per_word: 100_000, vocab };
  const tokenizer = readTokenizerJson(file((json) => json.model = model));
  assert.deepEqual(tokenizer.encode("aaaa"), [1, 3, 2]);
  assert.deepEqual(tokenizer.encode("a".repeat(20_001)), [1, ...Array(10_000).fill(3)]);
});

Deno.test("a token may be called __proto__", () => {
  const text = file((json) =>
    json.model.vocab = JSON.parse('{"<end>":0,"a":1,"##b":2,"ab":3,"__proto__":4}')
  );
  assert.equal(readTokenizerJson(text).token(4), "__proto__");
  assert.match(writeTokenizerJson(readTokenizerJson(text)), /"__proto__": 4/);
});

Deno.test("GPT-2 and a restricted GPT-2 written to tokenizer.json and read again give the same ids", async () => {
  const gpt2 = await gpt2Tokenizer();
  const text = "The lighthouse keeper's daughter — 등대지기의 딸 <|endoftext|>";
  for (const tokenizer of [gpt2, restrictVocabulary(gpt2, gpt2.encode("the keeper of the light"))]) {
    const copy = readTokenizerJson(writeTokenizerJson(tokenizer), tokenizer.name);
    assert.equal(copy.vocabSize, tokenizer.vocabSize);
    assert.deepEqual([...copy.specials], [...tokenizer.specials]);
    for (const options of [{}, { allowedSpecial: "all" } as const]) {
      assert.deepEqual(copy.encode(text, options), tokenizer.encode(text, options));
    }
  }
});
