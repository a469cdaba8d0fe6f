/** Added tokens one flag at a time; layouts_test.ts compares them with Hugging Face's on hard strings. */
import assert from "node:assert/strict";
import type { AddedToken } from "../../../lib/tokenizers/json/added_tokens.ts";
import {
  ByteLevelTokenizer,
  readTokenizerJson,
  trainBpe,
  trainByteLevel,
  trainPipeline,
  writeTokenizerJson,
} from "lib/tokenizers";
import type { Normalizer } from "../../../lib/tokenizers/json/normalizers.ts";
import { PipelineTokenizer } from "../../../lib/tokenizers/json/pipeline.ts";

/** "?" is 0, "a" 1, "b" 2, " " 3; added tokens follow from 4 on. */
function tokenizer(
  added: (Partial<AddedToken> & { content: string })[],
  normalizer: Normalizer | null = null,
) {
  return new PipelineTokenizer({
    name: "test",
    normalizer,
    preTokenizer: null,
    model: { tokens: ["?", "a", "b", " "], merges: [], unknownToken: "?" },
    postProcessor: null,
    decoder: { type: "Fuse" },
    addedTokens: added.map((token, i) => ({ id: 4 + i, special: false, normalized: true, ...token })),
  });
}

const sequence = (...normalizers: Normalizer[]): Normalizer => ({ type: "Sequence", normalizers });

// each worked out with tokenizers 0.23.3
const normalised: [content: string, normalizer: Normalizer, text: string, ids: number[]][] = [
  ["[USER]", { type: "Lowercase" }, "a[USER]b [user]", [1, 4, 2, 3, 4]],
  ["한", { type: "NFD" }, "a한b", [1, 4, 2]],
  ["①", { type: "NFKC" }, "a①1", [1, 4, 4]],
  ["ﬁ", { type: "NFKD" }, "aﬁ fi", [1, 4, 3, 4]],
  ["é", { type: "StripAccents" }, "aé", [1, 4]],
  ["b a", { type: "Replace", pattern: { String: " " }, content: "▁" }, "ab aa", [1, 4, 1]],
  [" x ", { type: "Strip", strip_left: true, strip_right: true }, "axb", [1, 4, 2]],
  ["x", sequence({ type: "Prepend", prepend: "▁" }), "x ax", [4, 3, 1, 0]],
  ["É", sequence({ type: "NFD" }, { type: "StripAccents" }, { type: "Lowercase" }), "aÉeE\u0301", [
    1,
    4,
    4,
    4,
  ]],
];

for (const [content, normalizer, text, ids] of normalised) {
  Deno.test(`the added token ${JSON.stringify(content)} is found as ${normalizer.type} makes it`, () => {
    assert.deepEqual(tokenizer([{ content }], normalizer).encode(text), ids);
  });
}

Deno.test("an added token that is not normalized is found only in the original text", () => {
  const found = tokenizer([{ content: "AB", normalized: false }], { type: "Lowercase" });
  assert.deepEqual(found.encode("ABab"), [4, 1, 2]);
});

Deno.test("a special token with normalized: true is searched for after normalizing, where it is allowed", () => {
  const found = tokenizer([{ content: "<X>", special: true }], { type: "Lowercase" });
  assert.deepEqual(found.encode("a<x>", { allowedSpecial: "all" }), [1, 4]);
  assert.deepEqual(found.encode("a<X>", { allowedSpecial: ["<X>"] }), [1, 4]);
  assert.deepEqual(found.encode("a<X>"), [1, 0, 0, 0]);
});

Deno.test("an added token that the normalizer makes empty is never found", () => {
  assert.deepEqual(tokenizer([{ content: "\u0301" }], { type: "StripAccents" }).encode("ab\u0301"), [1, 2]);
});

const flags: [what: string, token: Partial<AddedToken>, text: string, ids: number[]][] = [
  ["single_word, beside letters", { single_word: true }, "xa ax xx", [0, 1, 3, 1, 0, 3, 0, 0]],
  ["single_word, by itself", { single_word: true }, "x a-x", [4, 3, 1, 0, 4]],
  ["single_word, beside a digit, _ and 한", { single_word: true }, "x1 _x 한x", [0, 0, 3, 0, 0, 3, 0, 0]],
  ["single_word, beside an emoji and a letter of two units", { single_word: true }, "😀x𝒜x😀x", [
    0,
    0,
    0,
    0,
    0,
    4,
  ]],
  ["lstrip", { lstrip: true }, "a  \tx b", [1, 4, 3, 2]],
  ["rstrip", { rstrip: true }, "a x\u3000 b", [1, 3, 4, 2]],
  ["both sides, twice", { lstrip: true, rstrip: true }, " x  x ", [4, 4]],
  ["no flag", {}, "ax x", [1, 4, 3, 4]],
];

for (const [what, token, text, ids] of flags) {
  for (const normalized of [false, true]) {
    Deno.test(`an added token with ${what}${normalized ? ", normalised" : ""}`, () => {
      assert.deepEqual(tokenizer([{ content: "x", normalized, ...token }]).encode(text), ids);
    });
  }
}

Deno.test("white space that one added token takes is not another one, as in tokenizers 0.23.3", () => {
  const space = tokenizer([{ content: "\t", lstrip: true, rstrip: true }]);
  assert.deepEqual(["a\t\t\tb", "\t\t", "a\tb\t\t"].map((text) => space.encode(text)), [[1, 4, 2], [4], [
    1,
    4,
    2,
    4,
  ]]);
  const after = tokenizer([{ content: "x", rstrip: true }, { content: "\t", lstrip: true }]);
  assert.deepEqual(after.encode("x\ta"), [4, 1]);
  const part = tokenizer([{ content: "x", rstrip: true }, { content: "\t " }, {
    content: "\ty",
    lstrip: true,
  }]);
  assert.deepEqual(part.encode("x\t \t a"), [4, 5, 5, 1]);
  assert.deepEqual(part.encode("x\tya"), [4, 6, 1]);
});

Deno.test("of added tokens that start at the same character the longest is found", () => {
  const found = tokenizer([{ content: "x" }, { content: "xyz" }, { content: "xy" }]);
  assert.deepEqual(found.encode("xyxyzx"), [6, 5, 4]);
});

Deno.test("the flags of added tokens are written to tokenizer.json and read again", () => {
  const made = tokenizer([{ content: "x", single_word: true, lstrip: true, rstrip: true }]);
  const copy = readTokenizerJson(writeTokenizerJson(made));
  for (const text of ["a x b", "ax", "x"]) assert.deepEqual(copy.encode(text), made.encode(text));
});

const contradictions: [what: string, added: { id?: number; content: string }[], message: RegExp][] = [
  ["an empty text", [{ content: "" }], /the added token 4 is empty/],
  ["one id twice", [{ id: 4, content: "x" }, { id: 4, content: "y" }], /"x" and "y" both have the id 4/],
  ["one text twice", [{ id: 4, content: "x" }, { id: 5, content: "x" }], /"x" has the ids 4 and 5/],
  ["an id of the vocabulary", [{ id: 1, content: "x" }], /"a" and "x" both have the id 1/],
  ["a text of the vocabulary with another id", [{ id: 9, content: "b" }], /"b" has the ids 2 and 9/],
  ["the same token twice", [{ id: 4, content: "x" }, { id: 4, content: "x" }], /"x" is there twice/],
];

for (const [what, added, message] of contradictions) {
  Deno.test(`added tokens with ${what} are refused`, () => {
    assert.throws(() => tokenizer(added), { name: "RangeError", message });
  });
}

const wrongSpecials: [specials: string[], message: RegExp][] = [
  [[""], /the special token "" is empty/],
  [["<a>", ""], /the special token "" is empty/],
  [["<a>", "<b>", "<a>"], /the special token "<a>" is there twice/],
  [["\ud800"], /half of a surrogate pair/],
];

for (const [specials, message] of wrongSpecials) {
  Deno.test(`training refuses the special tokens ${JSON.stringify(specials)}`, () => {
    const words = new Map([["ab", 2]]);
    assert.throws(() => trainBpe(words, { vocabSize: 9, specials }), { name: "RangeError", message });
    assert.throws(() => trainByteLevel(["ab"], { vocabSize: 300, specials }), {
      name: "RangeError",
      message,
    });
    assert.throws(() => trainPipeline(["ab"], { vocabSize: 9, specials }), { name: "RangeError", message });
  });
}

Deno.test("trainByteLevel() refuses a special token that is the character of a byte, which would have no id", () => {
  for (const special of ["a", "Ġ"]) {
    assert.throws(
      () => trainByteLevel(["a b"], { vocabSize: 300, specials: [special] }),
      { name: "RangeError", message: /is also the character of a byte/ },
    );
  }
});

Deno.test("a byte-level tokenizer refuses an empty special token", () => {
  const tokens = Array.from({ length: 257 }, (_, byte) => Uint8Array.of(byte));
  assert.throws(
    () => new ByteLevelTokenizer({ name: "bytes", tokens, merges: [], specials: new Map([["", 256]]) }),
    /tokenizer "bytes": the special token "" is empty/,
  );
});
