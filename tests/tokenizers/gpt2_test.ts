import assert from "node:assert/strict";
import { gpt2Tokenizer, gpt2Words } from "lib/tokenizers";
import { hardStrings, readFixture } from "./strings.ts";

interface Fixture {
  readonly tiktoken: string;
  readonly rows: readonly { name: string; ids: number[]; idsWithSpecials: number[] }[];
}

const tiktoken = readFixture<Fixture>("gpt2.json");
const gpt2 = await gpt2Tokenizer();

Deno.test("GPT-2's fixture has every hard string", () => {
  assert.deepEqual(tiktoken.rows.map((row) => row.name), hardStrings.map((string) => string.name));
});

Deno.test(`GPT-2 encodes every hard string as tiktoken ${tiktoken.tiktoken} does`, () => {
  for (const [i, { name, text }] of hardStrings.entries()) {
    assert.deepEqual(gpt2.encode(text), tiktoken.rows[i].ids, name);
    assert.deepEqual(gpt2.encode(text, { allowedSpecial: "all" }), tiktoken.rows[i].idsWithSpecials, name);
  }
});

Deno.test("gpt2Words() loses nothing of a text", () => {
  for (const { text } of hardStrings) {
    assert.equal(gpt2Words(text.toWellFormed()).join(""), text.toWellFormed());
  }
});

Deno.test("GPT-2 has 50,257 tokens, of which <|endoftext|> is the last", () => {
  assert.equal(gpt2.vocabSize, 50257);
  assert.deepEqual([...gpt2.specials], [["<|endoftext|>", 50256]]);
  assert.equal(gpt2.token(50256), "<|endoftext|>");
  assert.equal(gpt2.decode([50256]), "<|endoftext|>");
});

Deno.test("encode() finds a special token only when it is allowed by name or by 'all'", () => {
  const text = "a<|endoftext|>";
  assert.equal(gpt2.encode(text).includes(50256), false);
  assert.deepEqual(gpt2.encode(text, { allowedSpecial: ["<|endoftext|>"] }), [64, 50256]);
  assert.throws(() => gpt2.encode(text, { allowedSpecial: ["<pad>"] }), /"<pad>" is not a special token/);
});

Deno.test("decode() and token() refuse ids that no token has", () => {
  for (const id of [-1, 50257, 1.5, NaN]) {
    assert.throws(() => gpt2.decode([id]), RangeError);
    assert.throws(() => gpt2.token(id), RangeError);
  }
});

Deno.test("token() shows bytes that are not a whole character in hexadecimal", () => {
  const [first] = gpt2.encode("한");
  assert.match(gpt2.token(first), /^(\\x[0-9A-F]{2})+$/);
  assert.equal(gpt2.token(995), " world");
});

Deno.test("a word of a million letters is encoded in about linear time", () => {
  const text = "ab".repeat(500_000);
  const started = performance.now();
  const ids = gpt2.encode(text);
  assert.ok(performance.now() - started < 20_000, "a quadratic merge would take hours");
  assert.equal(gpt2.decode(ids), text);
});
