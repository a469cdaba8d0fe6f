import assert from "node:assert/strict";
import { copiedShare, longestVerbatimMatch, occurrences } from "lib/corpora";

/** The same by trying all positions. */
function longestByBruteForce(text: number[], corpus: number[]): number {
  let longest = 0;
  for (let i = 0; i < text.length; i++) {
    for (let j = 0; j < corpus.length; j++) {
      let n = 0;
      while (i + n < text.length && j + n < corpus.length && text[i + n] === corpus[j + n]) n++;
      longest = Math.max(longest, n);
    }
  }
  return longest;
}

Deno.test("longestVerbatimMatch() agrees with trying everything, on 300 random texts", () => {
  let state = 1;
  const random = (n: number) => (state = (state * 48271) % 2147483647) % n;
  const draw = (length: number, letters: number) => Array.from({ length }, () => random(letters));
  for (let trial = 0; trial < 300; trial++) {
    const letters = 2 + random(4);
    const [text, corpus] = [draw(1 + random(30), letters), draw(1 + random(60), letters)];
    const { length, at, corpusAt } = longestVerbatimMatch(text, corpus);
    assert.equal(length, longestByBruteForce(text, corpus));
    assert.deepEqual(text.slice(at, at + length), corpus.slice(corpusAt, corpusAt + length));
  }
});

Deno.test("longestVerbatimMatch() finds the sequence and where it first occurs in the corpus", () => {
  const corpus = "Ola is a goat. Ola is a goat keeper.";
  const match = longestVerbatimMatch("The wind said:Ola is a goat", corpus);
  assert.deepEqual(match, { length: 13, at: 14, corpusAt: 0 });
  assert.deepEqual(longestVerbatimMatch("xyz", corpus).length, 0);
  assert.deepEqual(longestVerbatimMatch("", corpus), { length: 0, at: 0, corpusAt: 0 });
});

Deno.test("longestVerbatimMatch() counts UTF-16 units, as string positions do", () => {
  const { length, corpusAt } = longestVerbatimMatch("🦉 “Yes”", "A 🦉 “Yes”");
  assert.equal("A 🦉 “Yes”".slice(corpusAt, corpusAt + length), "🦉 “Yes”");
});

Deno.test("copiedShare() is 1 for a quotation, 0 for what is new, and counts n-grams in between", () => {
  const corpus = Array.from({ length: 200 }, (_, i) => i);
  assert.equal(copiedShare(corpus.slice(50, 80), corpus), 1);
  assert.equal(copiedShare(corpus.slice(50, 80).reverse(), corpus), 0);
  // 12 copied tokens, then 12 new: 17 8-grams, of which the first 5 are copied.
  const half = [...corpus.slice(0, 12), ...Array(12).fill(-1)];
  assert.equal(copiedShare(half, corpus), 5 / 17);
  assert.equal(copiedShare("abcdXbcd", "abcd", { n: 3 }), 3 / 6);
});

Deno.test("copiedShare() says so when a text is shorter than an n-gram", () => {
  assert.throws(() => copiedShare([1, 2, 3], [1, 2, 3]), /3 tokens has no 8-gram/);
  assert.throws(() => copiedShare([1, 2, 3], [1, 2, 3], { n: 0 }), RangeError);
});

Deno.test("occurrences() gives every position with its context, overlapping ones too", () => {
  const text = "Pip is a cat. Surely Pip is a cat?";
  assert.deepEqual(occurrences(text, "Pip is a", { context: 5 }), [
    { at: 0, before: "", match: "Pip is a", after: " cat." },
    { at: 21, before: "rely ", match: "Pip is a", after: " cat?" },
  ]);
  assert.equal(occurrences("aaaa", "aa").length, 3);
  assert.equal(occurrences("aaaa", "aa", { limit: 1 }).length, 1);
  assert.throws(() => occurrences(text, ""), RangeError);
});
