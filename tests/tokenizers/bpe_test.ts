import assert from "node:assert/strict";
import { bpeEncoder, countWords, gpt2Words, trainBpe, trainBpeFast } from "lib/tokenizers";
import { bpeModel } from "../../lib/tokenizers/json/bpe_model.ts";
import type { BpeTrainOptions } from "../../lib/tokenizers/bpe.ts";
import { fixtureText, hardStrings } from "./strings.ts";

const trainers = { trainBpe, trainBpeFast };

for (const [name, train] of Object.entries(trainers)) {
  Deno.test(`${name}() merges the most frequent pair first, worked by hand`, () => {
    // hug 10, pug 5, pun 12, bun 4, hugs 5: u g 20, u n 16, h ug 15 …
    const words = new Map([["hug", 10], ["pug", 5], ["pun", 12], ["bun", 4], ["hugs", 5]]);
    const model = train(words, { vocabSize: 10 });
    assert.deepEqual(model.tokens, ["b", "g", "h", "n", "p", "s", "u", "ug", "un", "hug"]);
    assert.deepEqual(model.merges, [[6, 1, 7], [6, 3, 8], [2, 7, 9]]);
  });

  Deno.test(`${name}() takes the smaller ids of equally frequent pairs`, () => {
    const { tokens } = train(new Map([["dc", 1], ["ba", 1], ["ab", 1]]), { vocabSize: 100 });
    assert.deepEqual(tokens, ["a", "b", "c", "d", "ab", "ba", "dc"]);
  });

  Deno.test(`${name}() counts a run of one letter without overlap`, () => {
    const { tokens, merges } = train(new Map([["aaaaa", 1]]), { vocabSize: 100 });
    assert.deepEqual(tokens, ["a", "aa", "aaa", "aaaaa"]);
    assert.deepEqual(merges, [[0, 0, 1], [1, 0, 2], [1, 2, 3]]);
  });

  Deno.test(`${name}() stops at minFrequency and keeps single characters`, () => {
    const { tokens } = train(new Map([["ab", 2], ["cd", 1]]), { vocabSize: 100, minFrequency: 2 });
    assert.deepEqual(tokens, ["a", "b", "c", "d", "ab"]);
  });

  Deno.test(`${name}() puts specials first and marks what continues a word`, () => {
    const model = train(new Map([["밥", 3], ["비빔밥", 2]]), {
      vocabSize: 100,
      specials: ["<|endoftext|>"],
      continuingPrefix: "##",
    });
    assert.deepEqual(model.tokens, ["<|endoftext|>", "밥", "비", "빔", "##밥", "##빔", "비빔", "비빔밥"]);
    assert.deepEqual([...model.specials], [["<|endoftext|>", 0]]);
  });

  Deno.test(`${name}() of no words, or with no room, has the alphabet only`, () => {
    assert.deepEqual(train(new Map(), { vocabSize: 10, alphabet: ["b", "a"] }).tokens, ["a", "b"]);
    assert.deepEqual(train(new Map([["ab", 9]]), { vocabSize: 0 }).tokens, ["a", "b"]);
  });

  Deno.test(`${name}() refuses sizes that are no whole numbers`, () => {
    for (const options of [{ vocabSize: -1 }, { vocabSize: NaN }, { vocabSize: 9, minFrequency: 0.5 }]) {
      assert.throws(() => train(new Map([["ab", 1]]), options), RangeError);
    }
  });
}

const samples = ["english.txt", "korean.txt", "runs.txt"].map((name) => ({ name, text: fixtureText(name) }));
const variants: Record<string, Omit<BpeTrainOptions, "vocabSize">> = {
  plain: {},
  marked: { continuingPrefix: "##", specials: ["<|endoftext|>"] },
  "from twice": { minFrequency: 2 },
};

for (const { name, text } of samples) {
  for (const [variant, options] of Object.entries(variants)) {
    Deno.test(`the fast trainer learns what the clear one does: ${name}, ${variant}`, () => {
      const words = countWords([text], gpt2Words);
      const clear = trainBpe(words, { ...options, vocabSize: 700 });
      const fast = trainBpeFast(words, { ...options, vocabSize: 700 });
      assert.deepEqual(fast, clear);
      assert.ok(clear.merges.length > 50);
    });
  }
}

Deno.test("trainBpeFast() learns the same as trainBpe() on random words of few letters", () => {
  let state = 1;
  const random = (n: number) => (state = Math.imul(state, 1103515245) + 12345 >>> 0) % 65521 % n;
  for (let round = 0; round < 40; round++) {
    const words = new Map(
      Array.from({ length: 30 }, () => {
        const word = Array.from({ length: 1 + random(9) }, () => "abc"[random(3)]).join("");
        return [word, 1 + random(20)] as const;
      }),
    );
    const options = { vocabSize: 40, continuingPrefix: round % 2 ? "##" : "" };
    assert.deepEqual(trainBpeFast(words, options), trainBpe(words, options));
  }
});

Deno.test("bpeModel() writes every word as bpeEncoder() does, short and long", () => {
  for (const continuingPrefix of ["", "##"]) {
    const words = countWords(samples.map((sample) => sample.text), gpt2Words);
    const model = trainBpeFast(words, { vocabSize: 900, continuingPrefix });
    const clear = bpeEncoder(model);
    const fast = bpeModel(model);
    for (const word of [...words.keys(), ...hardStrings.map((string) => string.text), "-".repeat(700)]) {
      assert.deepEqual([...fast(word)], clear(word), word.slice(0, 50));
    }
  }
});

Deno.test("bpeModel() writes unknown characters as its options say", () => {
  const tokens = ["a", "b", "?", "<0xC3>", "<0xA9>"];
  const ids = (options: object, word = "aéüb") => [...bpeModel({ tokens, merges: [], ...options })(word)];
  assert.deepEqual(ids({}), [0, 1]);
  assert.deepEqual(ids({ unknownToken: "?" }), [0, 2, 2, 1]);
  assert.deepEqual(ids({ unknownToken: "?", fuseUnknown: true }), [0, 2, 1]);
  assert.deepEqual(ids({ unknownToken: "?", byteFallback: true }), [0, 3, 4, 2, 1]);
  // as tokenizers 0.23.3, where a vocabulary has some bytes only: an unknown token comes after the bytes that follow it
  const apart = { unknownToken: "?", byteFallback: true }, fused = { ...apart, fuseUnknown: true };
  assert.deepEqual(["xéy", "xyéa", "aéxb"].map((word) => ids(apart, word)), [[3, 4, 2, 2], [2, 3, 4, 2, 0], [
    0,
    3,
    4,
    2,
    1,
  ]]);
  assert.deepEqual(["xéy", "xyéa"].map((word) => ids(fused, word)), [[3, 4, 2], [3, 4, 2, 0]]);
  assert.throws(
    () => bpeModel({ tokens, merges: [], unknownToken: "<unk>" }),
    /"<unk>" is not in the vocabulary/,
  );
});

Deno.test("bpeModel() with ignoreMerges writes a word that is a token as that token", () => {
  const model = { tokens: ["a", "b", "ab"], merges: [] };
  assert.deepEqual([...bpeModel(model)("ab")], [0, 1]);
  assert.deepEqual([...bpeModel({ ...model, ignoreMerges: true })("ab")], [2]);
});
