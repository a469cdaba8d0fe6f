/** tokenizer.json from strangers: clear errors for what is wrong, and never a crash or a hang. */
import assert from "node:assert/strict";
import { gpt2Tokenizer, readTokenizerJson, restrictVocabulary, writeTokenizerJson } from "lib/tokenizers";
import { readFixture } from "../strings.ts";

// deno-lint-ignore no-explicit-any
type Json = any;

/** A small valid file, changed by `change`. */
function file(change: (json: Json) => void): string {
  const json = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [{ id: 0, content: "<end>", special: true }],
    normalizer: null,
    pre_tokenizer: { type: "WhitespaceSplit" },
    post_processor: null,
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "BPE",
      continuing_subword_prefix: "##",
      vocab: { "<end>": 0, a: 1, "##b": 2, ab: 3 },
      merges: [["a", "##b"]],
    },
  };
  change(json);
  return JSON.stringify(json);
}

Deno.test("a small file is read, with merges as pairs or as text", () => {
  const pairs = readTokenizerJson(file(() => {}));
  assert.deepEqual(pairs.encode("ab a"), [3, 1]);
  const text = readTokenizerJson(file((json) => json.model.merges = ["a ##b"]));
  assert.deepEqual(text.encode("ab a"), [3, 1]);
});

const nested = (depth: number): Json =>
  depth === 0 ? { type: "NFC" } : { type: "Sequence", normalizers: [nested(depth - 1)] };

const wordPiece = {
  type: "WordPiece",
  unk_token: "<end>",
  continuing_subword_prefix: "##",
  max_input_chars_per_word: 100,
  vocab: { "<end>": 0, a: 1 },
};

const mistakes: [what: string, change: (json: Json) => void, message: RegExp][] = [
  ["no model", (json) => delete json.model, /model must be an object, but is missing/],
  [
    "another model",
    (json) => json.model.type = "Unigram",
    /model.type is "Unigram"; this library reads models of type BPE and WordPiece/,
  ],
  [
    "a vocabulary that is a list",
    (json) => json.model.vocab = [["a", 0]],
    /model.vocab must be an object, but is a list/,
  ],
  [
    "an id that is text",
    (json) => json.model.vocab.a = "1",
    /model.vocab\["a"\] must be a token id .* but is "1"/,
  ],
  ["a negative id", (json) => json.model.vocab.a = -1, /model.vocab\["a"\] must be a token id/],
  ["a fractional id", (json) => json.model.vocab.a = 1.5, /model.vocab\["a"\] must be a token id/],
  ["a huge id", (json) => json.model.vocab.a = 4e9, /model.vocab\["a"\] is 4000000000; expected at most/],
  ["two tokens with one id", (json) => json.model.vocab.ab = 1, /gives id 1 to "a" and to "ab"/],
  [
    "merges that are missing",
    (json) => delete json.model.merges,
    /model.merges must be a list, but is missing/,
  ],
  [
    "a merge of three",
    (json) => json.model.merges = [["a", "a", "a"]],
    /model.merges\[0\] .* expected two tokens/,
  ],
  ["a merge of unknown tokens", (json) => json.model.merges = [["a", "c"]], /needs the token "c"/],
  ["a merge to no token", (json) => json.model.merges = [["a", "a"]], /needs the token "aa"/],
  ["a merge of numbers", (json) => json.model.merges = [[1, 2]], /model.merges\[0\] must be a string/],
  ["dropout", (json) => json.model.dropout = 0.1, /model.dropout is 0.1/],
  [
    "an unknown token that is unknown",
    (json) => json.model.unk_token = "<unk>",
    /"<unk>", which is not in model.vocab/,
  ],
  ["padding to a length", (json) => json.padding = { strategy: { Fixed: 5 }, pad_id: 0 }, /padding is set/],
  [
    "padding to a multiple",
    (json) => json.padding = { strategy: "BatchLongest", pad_to_multiple_of: 4, pad_id: 0 },
    /padding is set/,
  ],
  ["truncation", (json) => json.truncation = { max_length: 8 }, /truncation is set/],
  [
    "an unknown pre-tokenizer",
    (json) => json.pre_tokenizer.type = "UnicodeScripts",
    /pre_tokenizer.type is "UnicodeScripts"; this library knows/,
  ],
  ["a stage that is text", (json) => json.normalizer = "NFC", /normalizer must be an object, but is "NFC"/],
  [
    "a decoder without its prefix",
    (json) => delete json.decoder.prefix,
    /decoder.prefix must be a string, but is miss/,
  ],
  [
    "a pattern that cannot run",
    (json) =>
      json.pre_tokenizer = { type: "Split", pattern: { Regex: "(" }, behavior: "Isolated", invert: false },
    /the pattern "\(" has no JavaScript form: Unclosed group/,
  ],
  ["sequences nested too deep", (json) => json.normalizer = nested(2000), /nested more than 8 deep/],
  [
    "an added token with another's id",
    (json) => json.added_tokens[0].id = 1,
    /gives id 1 to "<end>", but it is "a"/,
  ],
  [
    "an empty added token",
    (json) => json.added_tokens[0].content = "",
    /added_tokens\[0\].* it is "<end>"|is empty/,
  ],
  ["an added token far away", (json) => json.added_tokens[0].id = 1e9, /added_tokens\[0\].id is 1000000000/],
  [
    "two added tokens with one id",
    (json) => json.added_tokens.push({ id: 9, content: "x" }, { id: 9, content: "y" }),
    /"x" and "y" both have the id 9/,
  ],
  [
    "an added token with two ids",
    (json) => json.added_tokens.push({ id: 9, content: "x" }, { id: 8, content: "x" }),
    /"x" has the ids 9 and 8/,
  ],
  [
    "an added token with another id than in the vocabulary",
    (json) => json.added_tokens.push({ id: 9, content: "ab" }),
    /"ab" has the ids 3 and 9/,
  ],
  [
    "an added token that is there twice",
    (json) => json.added_tokens.push({ id: 9, content: "x" }, { id: 9, content: "x", single_word: true }),
    /"x" is there twice/,
  ],
  [
    "two added tokens that become one text",
    (json) => {
      json.normalizer = { type: "Lowercase" };
      json.added_tokens.push({ id: 8, content: "X" }, { id: 9, content: "x" });
    },
    /"X" and "x" are the same text once they are normalised/,
  ],
  [
    "an added token that is half a character",
    (json) => json.added_tokens.push({ id: 9, content: "\ud800", special: true }),
    /half of a surrogate pair/,
  ],
  [
    "a flag that is no boolean",
    (json) => json.added_tokens[0].lstrip = 1,
    /added_tokens\[0\].lstrip must be true or false, but is 1/,
  ],
  ["a vocabulary of pairs, as Unigram has it", (json) => {
    delete json.model.type;
    json.model.vocab = [["a", -1]];
  }, /model.vocab must be an object/],
  [
    "WordPiece without its unknown token",
    (json) => json.model = { ...wordPiece, unk_token: "[UNK]" },
    /model.unk_token is "\[UNK\]", which is not in model.vocab/,
  ],
  [
    "WordPiece with half a character for the longest word",
    (json) => json.model = { ...wordPiece, max_input_chars_per_word: 1.5 },
    /model.max_input_chars_per_word must be a whole number/,
  ],
  [
    "RoBERTa's tokens that are not there",
    (json) =>
      json.post_processor = {
        type: "RobertaProcessing",
        sep: ["b", 1],
        cls: ["a", 77],
        trim_offsets: true,
        add_prefix_space: false,
      },
    /post_processor.cls\[1\] is 77, but there is no token 77/,
  ],
  [
    "a decoder that strips two characters",
    (json) => json.decoder = { type: "Strip", content: "ab", start: 1, stop: 0 },
    /decoder.content must be one character, but is "ab"/,
  ],
  [
    "T5's normalizer",
    (json) => json.normalizer = { type: "Precompiled" },
    /normalizer.type is "Precompiled"/,
  ],
  [
    "a template with a token that is not there",
    (json) =>
      json.post_processor = {
        type: "TemplateProcessing",
        single: [{ SpecialToken: { id: "[X]", type_id: 0 } }],
        pair: [],
        special_tokens: { "[X]": { id: "[X]", ids: [99], tokens: ["[X]"] } },
      },
    /there is no token 99/,
  ],
];

for (const [what, change, message] of mistakes) {
  Deno.test(`readTokenizerJson() refuses ${what}`, () => {
    assert.throws(() => readTokenizerJson(file(change)), (error: Error) => {
      assert.match(error.message, /^tokenizer/);
      assert.match(error.message, message);
      return error instanceof TypeError || error instanceof RangeError;
    });
  });
}

Deno.test("readTokenizerJson() says when the text is not JSON or not an object", () => {
  assert.throws(() => readTokenizerJson("{"), { name: "SyntaxError", message: /tokenizer.json: not JSON/ });
  assert.throws(() => readTokenizerJson("[]"), /the file must be an object, but is a list of 0/);
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

Deno.test("10,000 files with random damage: each is read or refused with an error that names the file", () => {
  let state = 20261121;
  const random = (n: number) => (state = Math.imul(state, 1664525) + 1013904223 >>> 0) / 2 ** 32 * n | 0;
  const originals = ["runs.pipeline", "runs.byte_level", "metaspace", "split_regex"].map((name) =>
    JSON.stringify(shortened(readFixture(`trained/${name}.json`)))
  );
  for (const original of originals) readTokenizerJson(original);
  const damages: ((text: string) => string)[] = [
    (text) => text.slice(0, random(text.length)),
    (text) => replaced(text, random(text.length), String.fromCharCode(random(128))),
    (text) => flipped(text, random(text.length), 1 << random(7)),
    (text) =>
      value(text, random, ["null", "-1", "1e300", "4294967296", '""', "[]", "{}", "true", '"\\ud800"']),
    (text) => text.slice(0, random(text.length)) + text.slice(random(text.length)),
  ];
  let accepted = 0;
  for (let i = 0; i < 10_000; i++) {
    const damaged = damages[i % damages.length](originals[random(originals.length)]);
    try {
      const tokenizer = readTokenizerJson(damaged);
      tokenizer.decode(tokenizer.encode("aaa 하하 --- <|endoftext|>", { allowedSpecial: "all" }));
      accepted++;
    } catch (error) {
      const isClear = error instanceof SyntaxError || error instanceof TypeError ||
        error instanceof RangeError;
      assert.ok(isClear && /^(tokenizer|decode)/.test(error.message), `file ${i}: ${error}`);
    }
  }
  assert.ok(accepted > 100 && accepted < 9_000, `${accepted} damaged files still made sense`);
});

/** The same file with only a few tokens and merges, so that damage often hits the structure around them. */
function shortened(json: Json): Json {
  const merges: [string, string][] = json.model.merges.slice(0, 12);
  const prefix = json.model.continuing_subword_prefix ?? "";
  const kept = new Set(merges.flatMap(([left, right]) => [left, right, left + right.slice(prefix.length)]));
  const added = new Set(json.added_tokens.map((token: Json) => token.content));
  const tokens = Object.entries(json.model.vocab as Record<string, number>)
    .filter(([token, id]) => id < 24 || kept.has(token) || added.has(token));
  return { ...json, model: { ...json.model, vocab: Object.fromEntries(tokens), merges } };
}

function replaced(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1);
}

function flipped(text: string, at: number, bits: number): string {
  return replaced(text, at, String.fromCharCode(text.charCodeAt(at) ^ bits));
}

/** Replaces one value of the file by another. */
function value(text: string, random: (n: number) => number, values: readonly string[]): string {
  const places = [...text.matchAll(/(?<=":)("[^"]*"|null|true|false|\d+)/g)];
  const place = places[random(places.length)];
  return text.slice(0, place.index) + values[random(values.length)] +
    text.slice(place.index + place[0].length);
}

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
