import assert from "node:assert/strict";
import { characterTokenizer } from "lib/tokenizers";
import { downloadedText } from "./strings.ts";

Deno.test("characterTokenizer() numbers the characters by code point", () => {
  const tokenizer = characterTokenizer("banana 😀é");
  assert.equal(tokenizer.vocabSize, 6);
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((id) => tokenizer.token(id)), [" ", "a", "b", "n", "é", "😀"]);
  assert.deepEqual(tokenizer.encode("ban😀"), [2, 1, 3, 5]);
});

Deno.test("characterTokenizer() names an unknown character and what to do", () => {
  assert.throws(() => characterTokenizer("abc").encode("ab한"), {
    name: "RangeError",
    message: /"한" \(U\+D55C\) is not among the 3 characters/,
  });
});

Deno.test("characterTokenizer() refuses an empty text, unknown ids and special tokens", () => {
  assert.throws(() => characterTokenizer(""), RangeError);
  assert.throws(() => characterTokenizer("abc").decode([3]), /3 is not a token id of "characters"/);
  assert.throws(
    () => characterTokenizer("abc").encode("a", { allowedSpecial: ["<|endoftext|>"] }),
    RangeError,
  );
  assert.deepEqual(characterTokenizer("abc").encode("a", { allowedSpecial: "all" }), [0]);
});

const shakespeare = downloadedText("tinyshakespeare/tinyshakespeare.txt");
const why = shakespeare === undefined ? " (skipped: run ./course data tinyshakespeare)" : "";

Deno.test(`characterTokenizer() finds nanoGPT's 65 characters in tinyshakespeare${why}`, {
  ignore: why !== "",
}, () => {
  assert.equal(characterTokenizer(shakespeare!).vocabSize, 65);
});
