/** tokenizer.json from strangers: what is wrong in it is named, each mistake by a clear error. */
import assert from "node:assert/strict";
import { readTokenizerJson } from "lib/tokenizers";
import { file, type Json, wordPiece } from "./small_file.ts";

const nested = (depth: number): Json =>
  depth === 0 ? { type: "NFC" } : { type: "Sequence", normalizers: [nested(depth - 1)] };

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
