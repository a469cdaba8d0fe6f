import assert from "node:assert/strict";
import { countWords, gpt2Words, preTokenize } from "lib/tokenizers";
import { gpt2WordEnd } from "../../../lib/tokenizers/fast/gpt2_scanner.ts";
import { countGpt2Words, countSpacedWords } from "../../../lib/tokenizers/fast/word_counter.ts";
import { WordTable } from "../../../lib/tokenizers/fast/word_table.ts";
import { fixtureText, hardStrings } from "../strings.ts";

function scannedWords(text: string): string[] {
  const words: string[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = gpt2WordEnd(text, start);
    words.push(text.slice(start, end));
  }
  return words;
}

Deno.test("the scanner finds the words that GPT-2's expression finds", () => {
  for (const { name, text } of hardStrings) {
    assert.deepEqual(scannedWords(text.toWellFormed()), gpt2Words(text.toWellFormed()), name);
  }
});

Deno.test("the scanner finds the expression's words in every combination of up to five kinds of character", () => {
  const kinds = [" ", "\n", "\u00A0", "a", "s", "l", "e", "7", "'", "!", "한", "𝔘", "𝟘", "😀"];
  const texts = [""];
  for (let i = 0; i < texts.length; i++) {
    if ([...texts[i]].length < 4) texts.push(...kinds.map((kind) => texts[i] + kind));
  }
  for (const text of texts) assert.deepEqual(scannedWords(text), gpt2Words(text), JSON.stringify(text));
});

Deno.test("WordTable numbers words in the order of their first appearance", () => {
  const table = new WordTable();
  const text = "the cat the hat";
  assert.deepEqual(
    [[0, 3], [4, 7], [8, 11], [12, 15]].map(([start, end]) => table.number(text, start, end)),
    [
      ...[0, 1, 0, 2],
    ],
  );
  assert.deepEqual([...table.words()], ["the", "cat", "hat"]);
  table.clear();
  assert.equal(table.number(text, 12, 15), 0);
});

Deno.test("WordTable agrees with a Map on many words, empty and very long ones among them", () => {
  const words = [
    "",
    "x".repeat(50_000),
    ...gpt2Words(fixtureText("english.txt") + fixtureText("korean.txt")),
  ];
  for (let i = 0; i < 20_000; i++) words.push(`w${i * 7919 % 9973}`);
  const table = new WordTable();
  const map = new Map<string, number>();
  for (const word of words) {
    if (!map.has(word)) map.set(word, map.size);
    assert.equal(table.number(`<${word}>`, 1, 1 + word.length), map.get(word));
  }
  assert.deepEqual([...table.words()], [...map.keys()]);
});

Deno.test("the fast counters count what countWords() counts", () => {
  const texts = [...hardStrings.map((string) => string.text.toWellFormed()), fixtureText("korean.txt")];
  assert.deepEqual(countGpt2Words(texts), countWords(texts, gpt2Words));
  const spaced = countWords(texts, (text) => preTokenize(text, { type: "WhitespaceSplit" }));
  assert.deepEqual(countSpacedWords(texts), spaced);
});
