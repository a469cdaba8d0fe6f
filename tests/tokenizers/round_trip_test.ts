/** Every tokenizer × every string: encoding and decoding returns the string, at once and token by token. */
import assert from "node:assert/strict";
import {
  characterTokenizer,
  gpt2Tokenizer,
  readTokenizerJson,
  restrictVocabulary,
  type Tokenizer,
  trainByteLevel,
  trainPipeline,
  writeTokenizerJson,
} from "lib/tokenizers";
import { fixtureText, hardStrings } from "./strings.ts";

const gpt2 = await gpt2Tokenizer();
const everyCharacter = hardStrings.map((string) => string.text.toWellFormed()).join("");

const texts = [fixtureText("english.txt"), fixtureText("korean.txt")];
const trained = trainByteLevel(texts, { vocabSize: 800 });

/** Tokenizers that lose nothing. */
const tokenizers: readonly Tokenizer[] = [
  characterTokenizer(everyCharacter),
  gpt2,
  restrictVocabulary(gpt2, gpt2.encode("The cat sat on the mat, and the dog looked on.")),
  trained,
  readTokenizerJson(writeTokenizerJson(trained), "byte-level BPE from tokenizer.json"),
  trainPipeline(texts, {
    name: "pipeline over bytes",
    vocabSize: 500,
    continuingPrefix: "",
    preTokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false },
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
  }),
];

for (const tokenizer of tokenizers) {
  Deno.test(`${tokenizer.name}: every hard string comes back, whole and token by token`, () => {
    for (const { name, text } of hardStrings) {
      const whole = text.toWellFormed();
      const ids = tokenizer.encode(whole);
      assert.equal(tokenizer.decode(ids), whole, name);
      const stream = tokenizer.stream();
      assert.equal(ids.map((id) => stream.push(id)).join("") + stream.end(), whole, name);
    }
  });

  Deno.test(`${tokenizer.name}: every id is in the vocabulary and can be shown`, () => {
    const used = new Set(hardStrings.flatMap(({ text }) => tokenizer.encode(text.toWellFormed())));
    for (const id of used) assert.ok(id >= 0 && id < tokenizer.vocabSize && tokenizer.token(id).length > 0);
  });
}

Deno.test("the blog's pipeline returns the words, with single spaces and cleaned punctuation", () => {
  const pipeline = trainPipeline(texts, { vocabSize: 900 });
  const text = texts[1].split("\n")[0];
  assert.equal(pipeline.decode(pipeline.encode(text)).replaceAll(" ", ""), text.replaceAll(" ", ""));
  assert.equal(
    pipeline.decode(pipeline.encode("등대지기의   딸은\n배를 세었다.")),
    "등대지기의 딸은 배를 세었다.",
  );
});

Deno.test("byte-level tokenizers write half a surrogate pair as U+FFFD", () => {
  assert.equal(gpt2.decode(gpt2.encode("a\ud800b")), "a\ufffdb");
});

Deno.test("stream() returns a character after its last byte", () => {
  const ids = gpt2.encode("한");
  assert.ok(ids.length > 1);
  const stream = gpt2.stream();
  assert.deepEqual(ids.map((id) => stream.push(id)), [...ids.slice(1).map(() => ""), "한"]);
  assert.equal(stream.push(ids[0]), "");
  assert.equal(stream.end(), "\ufffd");
  assert.equal(stream.push(gpt2.encode("x")[0]), "x", "the stream starts again after end()");
});
