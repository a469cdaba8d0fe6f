/**
 * Checks of notebook 01, the tokenizer: units of a text, BPE's encoder, the stages of the pipeline, Hangul, and the cost
 * of a vocabulary. Expected values come from lib/tokenizers where possible.
 */
import {
  bpeEncoder,
  decodeTokens,
  preTokenize,
  trainBpeFast,
  WHITESPACE_AND_PUNCTUATION,
} from "../../tokenizers/mod.ts";
import { expectEqual, wrong } from "./expect.ts";
import { largestTable } from "./drawn_01.ts";

interface Units {
  readonly characters: number;
  readonly bytes: number;
  readonly words: number;
}

interface TextMerge {
  readonly left: string;
  readonly right: string;
  readonly merged: string;
}

function checkUnits(countUnits: (text: string) => Units): string {
  const cases: readonly [text: string, units: Units, hint: string][] = [
    ["a cat", { characters: 5, bytes: 5, words: 2 }, "The space is a character and a byte, too."],
    [
      "밥 먹자",
      { characters: 4, bytes: 10, words: 2 },
      "A Hangul syllable is 3 bytes in UTF-8: ask a `TextEncoder`.",
    ],
    [
      "밥🍚",
      { characters: 2, bytes: 7, words: 1 },
      "`text.length` counts 🍚 twice (UTF-16 writes it as two halves); `[...text]` does not.",
    ],
    [
      "  two   words ",
      { characters: 14, bytes: 14, words: 2 },
      "No word is empty: cut at `/\\s+/`, then filter.",
    ],
    ["", { characters: 0, bytes: 0, words: 0 }, '`"".split(" ")` has one part, the empty text.'],
  ];
  for (const [text, units, hint] of cases) {
    expectEqual(countUnits(text), units, { what: `countUnits(${JSON.stringify(text)})`, hint });
  }
  return "right, for Korean, emoji and empty text, too";
}

function checkEncodeWord(
  encodeWord: (word: string, merges: readonly TextMerge[]) => readonly string[],
): string {
  const merge = (left: string, right: string) => ({ left, right, merged: left + right });
  const test = (word: string, merges: readonly TextMerge[], expected: readonly string[], hint: string) => {
    const list = merges.map(({ left, right }) => `${left}+${right}`).join(", ");
    expectEqual(encodeWord(word, merges), expected, { what: `encodeWord("${word}", [${list}])`, hint });
  };
  test("밥", [], ["밥"], "Without merges a word is its characters: `[...word]`.");
  test("ab", [merge("a", "b")], ["ab"], "Replace the two neighbours by the merged token.");
  test("abab", [merge("a", "b")], ["ab", "ab"], "A merge applies to every occurrence of its pair.");
  test("aaa", [merge("a", "a")], ["aa", "a"], "From the left: a token takes part in one merge only.");
  const learned = [merge("b", "c"), merge("a", "b"), merge("bc", "d")];
  test(
    "abcd",
    learned,
    ["a", "bcd"],
    "Apply the merges in the order in which they were learned: `b+c` before `a+b`, at any position.",
  );
  const counts = new Map([["비빔밥", 6], ["볶음밥", 3], ["비빔국수", 3], ["김밥", 4], ["국수", 2]]);
  const model = trainBpeFast(counts, { vocabSize: 18 });
  const text = (id: number) => model.tokens[id];
  const merges = model.merges.map(([left, right, merged]) => ({
    left: text(left),
    right: text(right),
    merged: text(merged),
  }));
  const encode = bpeEncoder(model);
  for (const word of [...counts.keys(), "볶음국수", "비빔김밥"]) {
    test(word, merges, encode(word).map(text), "Go through the merges once, from the first to the last.");
  }
  return "right: the same tokens as the library's encoder";
}

function checkPreTokenize(cut: (text: string) => readonly string[]): string {
  const cases: readonly [text: string, hint: string][] = [
    ["오늘 뭐 먹지", "Cut at white space; the white space itself is dropped."],
    ["비빔밥, 먹었니?", "A punctuation mark is a word of its own: `비빔밥` and `,`."],
    ["음...", "Every single mark is a word: three dots are three words."],
    ["  두  칸 ", "Several spaces, or spaces at the ends, make no empty words."],
    ["줄\n바꿈\t탭", "White space is more than the space: `/\\s+/`."],
    ["「밥」(飯)", "Punctuation is more than ASCII's: `\\p{P}` with the flag `u`."],
    ["don't", "An apostrophe is punctuation, also inside a word."],
    ["", "The empty text has no words."],
  ];
  for (const [text, hint] of cases) {
    const expected = preTokenize(text, WHITESPACE_AND_PUNCTUATION);
    expectEqual(cut(text), expected, { what: `cutIntoWords(${JSON.stringify(text)})`, hint });
  }
  return "right: the same words as the blog's pre-tokeniser";
}

function checkDecode(decode: (tokens: string[]) => string): string {
  const cases: readonly [tokens: string[], hint: string][] = [
    [["밥"], "One token is its own text: no space before it."],
    [["비빔", "##밥"], "A token with `##` continues the word: no space, and the `##` is removed."],
    [["먹", "##었", "##니", "오늘", "##도"], "A token without `##` begins a word: a space comes before it."],
    [["a", "####b"], "Only the first `##` is the mark; the rest belongs to the text."],
    [["a##", "b"], "`##` that is not at the start is text."],
    [[], "No tokens, no text."],
  ];
  for (const [tokens, hint] of cases) {
    const expected = decodeTokens(tokens, { type: "WordPiece", prefix: "##", cleanup: false });
    expectEqual(decode(tokens), expected, { what: `joinTokens(${JSON.stringify(tokens)})`, hint });
  }
  return "right: what the WordPiece decoder does before it tidies up punctuation";
}

function checkLongestMatch(
  longestMatch: (word: string, vocabulary: ReadonlySet<string>) => readonly string[],
): string {
  const vocabulary = new Set([
    "비",
    "비빔",
    "비빔국",
    "밥",
    "##빔",
    "##밥",
    "##국수",
    "##수",
    "##국",
    "##밥집",
    "##집게",
  ]);
  const cases: readonly [word: string, tokens: readonly string[], hint: string][] = [
    ["밥", ["밥"], "A whole word that is a token is one token."],
    [
      "비빔밥",
      ["비빔", "##밥"],
      "Take the longest token that fits, then continue after it: from there on tokens begin with `##`.",
    ],
    [
      "비빔국수",
      ["비빔국", "##수"],
      "The longest first token wins (`비빔국`), although `비빔` + `##국수` would fit too.",
    ],
    ["밥밥집", ["밥", "##밥집"], "After the first token only tokens with `##` fit."],
    ["국수", ["[UNK]"], "`국수` begins a word, and the vocabulary has `##국수` only: the word is unknown."],
    ["비빔면", ["[UNK]"], "Where no token fits, the whole word becomes one `[UNK]`."],
    [
      "밥밥집게",
      ["[UNK]"],
      "Do not go back to a shorter token: nothing fits after `##밥집`, although `##밥` + `##집게` would fit.",
    ],
  ];
  for (const [word, tokens, hint] of cases) {
    expectEqual(longestMatch(word, vocabulary), tokens, {
      what: `longestMatch("${word}", vocabulary)`,
      hint,
    });
  }
  return "right: this is how BERT's WordPiece encodes a word";
}

const FIRST_SYLLABLE = 0xAC00;
const SYLLABLES = 11_172;

function checkJamo(jamo: (syllable: string) => string): string {
  const hints = new Map([
    ["가", "The first syllable: every index is 0, and index 0 of the third part means that there is none."],
    [
      "각",
      "The third part changes fastest: `offset % 28`. Its letters begin at U+11A7; index 0 means that there is none.",
    ],
    ["개", "The vowel changes every 28 syllables: `Math.floor(offset / 28) % 21`, from U+1161."],
    ["까", "The first consonant changes every 21 · 28 syllables, from U+1100."],
  ]);
  const all = Array.from({ length: SYLLABLES }, (_, i) => String.fromCharCode(FIRST_SYLLABLE + i));
  for (const syllable of [...hints.keys(), ...all]) {
    const got = jamo(syllable);
    const expected = syllable.normalize("NFD");
    if (got === expected) continue;
    if (typeof got !== "string") {
      expectEqual(got, expected, { what: `jamo("${syllable}")`, hint: "Return one string of the jamo." });
    }
    const points = (text: string) =>
      [...text].map((c) => `U+${c.codePointAt(0)!.toString(16).toUpperCase()}`).join(" ") ||
      "an empty string";
    wrong(
      `\`jamo("${syllable}")\` gives ${points(got)}, expected ${points(expected)}`,
      hints.get(syllable) ?? "offset = (first · 21 + vowel) · 28 + third",
    );
  }
  return `right for all ${SYLLABLES.toLocaleString("en")} syllables`;
}

function checkLargestVocabulary(
  largestVocabulary: (shape: { nLayer: number; nEmbd: number }, share: number) => number,
): string {
  const cases: readonly [shape: { nLayer: number; nEmbd: number }, share: number, hint: string][] = [
    [
      { nLayer: 4, nEmbd: 128 },
      0.5,
      "Half of the parameters: the table is as large as the blocks, V · C = 12 · L · C².",
    ],
    [
      { nLayer: 12, nEmbd: 768 },
      0.31,
      "V · C is 0.31 of table and blocks together, so 0.69 of them are the blocks' 12 · L · C².",
    ],
    [{ nLayer: 32, nEmbd: 4096 }, 0.02, "Use the arguments: other models have other shapes."],
    [{ nLayer: 0, nEmbd: 8 }, 0.5, "Without blocks any table is everything, so there is no room for one: 0."],
  ];
  for (const [shape, share, hint] of cases) {
    const expected = largestTable(shape, share);
    const what = `largestVocabulary(${JSON.stringify(shape)}, ${share})`;
    const found = largestVocabulary(shape, share);
    if (Number.isFinite(found) && !Number.isInteger(found)) {
      wrong(
        `\`${what}\` gives \`${found}\`, which is no whole number of tokens`,
        "Round down: `Math.floor`.",
      );
    }
    if (found === expected + 1) {
      wrong(
        `\`${what}\` gives \`${found}\`: with that many tokens the share is above ${share}`,
        "Round down.",
      );
    }
    expectEqual(found, expected, { what, hint });
  }
  return "right: GPT-2's smallest model has 50,257 tokens, 31 % of its parameters";
}

export const exercises = {
  "01.1": checkUnits,
  "01.2": checkEncodeWord,
  "01.3": checkPreTokenize,
  "01.4": checkDecode,
  "01.5": checkLongestMatch,
  "01.6": checkJamo,
  "01.7": checkLargestVocabulary,
};
