/** References and drawn inputs of notebook 01's exercises; see drawn_inputs.ts. */
import type { Draws } from "../../lotto/mod.ts";
import { decodeTokens, preTokenize, WHITESPACE_AND_PUNCTUATION } from "../../tokenizers/mod.ts";
import { drawnCases, list, oneOf, type TryDrawn } from "./drawn_inputs.ts";

interface TextMerge {
  readonly left: string;
  readonly right: string;
  readonly merged: string;
}

const joined = (length: number, make: () => string) => list(length, make).join("");

/** Merges as training learns them: of single letters and of earlier merges' tokens. */
export function drawMerges(random: Draws): TextMerge[] {
  const known = [..."abc"], merges: TextMerge[] = [];
  for (let i = 0; i < 7; i++) {
    const [left, right] = [oneOf(random, known), oneOf(random, known)];
    const merged = left + right;
    // No token may be made by two merges: that never happens in training.
    if (merged.length > 4 || known.includes(merged)) continue;
    known.push(merged);
    merges.push({ left, right, merged });
  }
  return merges;
}

/** A word's tokens: one merge after the other, each from left to right. */
export function encodeByMerges(word: string, merges: readonly TextMerge[]): string[] {
  let tokens = [...word];
  for (const { left, right, merged } of merges) {
    const next: string[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const isPair = tokens[i] === left && tokens[i + 1] === right;
      next.push(isPair ? merged : tokens[i]);
      if (isPair) i++;
    }
    tokens = next;
  }
  return tokens;
}

function longestMatch(word: string, vocabulary: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (let rest = word; rest !== "";) {
    const mark = found.length > 0 ? "##" : "";
    let length = rest.length;
    while (length > 0 && !vocabulary.has(mark + rest.slice(0, length))) length--;
    if (length === 0) return ["[UNK]"];
    found.push(mark + rest.slice(0, length));
    rest = rest.slice(length);
  }
  return found;
}

/** The largest vocabulary whose table is at most `share` of the parameters of table and blocks. */
export function largestTable(
  { nLayer, nEmbd }: { readonly nLayer: number; readonly nEmbd: number },
  share: number,
): number {
  return Math.floor(share / (1 - share) * 12 * nLayer * nEmbd);
}

export const drawn: Readonly<Record<string, TryDrawn>> = {
  "01.1": drawnCases({
    call: "countUnits",
    inputs: (random): [string] => [
      joined(
        random.below(12),
        () => oneOf(random, ["a", "밥", "🍚", " ", "  ", "\n", "\t", "é", ".", "words"]),
      ),
    ],
    reference: (text) => ({
      characters: [...text].length,
      bytes: new TextEncoder().encode(text).length,
      words: text.split(/\s+/).filter((word) => word !== "").length,
    }),
    hint: "Characters are `[...text]`, bytes are UTF-8's, words are between white space and never empty.",
  }),
  "01.2": drawnCases({
    call: "encodeWord",
    inputs: (
      random,
    ): [string, TextMerge[]] => [
      joined(1 + random.below(9), () => oneOf(random, [..."abc"])),
      drawMerges(random),
    ],
    reference: encodeByMerges,
    hint: "Go through the merges once, from the first to the last; each joins its pair from left to right.",
  }),
  "01.3": drawnCases({
    call: "cutIntoWords",
    inputs: (random): [string] => [
      joined(
        random.below(12),
        () => oneOf(random, ["a", "밥", "🍚", " ", "  ", "\n", ",", ".", "'", "「", "」", "…", "B2"]),
      ),
    ],
    reference: (text) => [...preTokenize(text, WHITESPACE_AND_PUNCTUATION)],
    hint: "White space is dropped, every punctuation mark is a word, and so is the text between them.",
  }),
  "01.4": drawnCases({
    call: "joinTokens",
    inputs: (random): [string[]] =>
      [
        list(random.below(7), (i) =>
          (i > 0 && random.chance(0.5) ? "##" : "") + oneOf(random, ["밥", "a", "##", "b##", "c#d", "."])),
      ].map((tokens) =>
        tokens[0]?.startsWith("##") ? ["e", ...tokens] : tokens
      ) as [string[]],
    reference: (tokens) => decodeTokens(tokens, { type: "WordPiece", prefix: "##", cleanup: false }),
    hint: "A `##` at the start of a token is removed, with no space before it; everything else stays.",
  }),
  "01.5": drawnCases({
    call: "longestMatch",
    inputs: (random): [string, ReadonlySet<string>] => {
      const piece = () => joined(1 + random.below(3), () => oneOf(random, [..."ab"]));
      const vocabulary = list(9, () => (random.chance(0.6) ? "##" : "") + piece());
      return [
        joined(1 + random.below(6), () => oneOf(random, [..."ab"])),
        new Set(["a", "##a", ...vocabulary]),
      ];
    },
    reference: longestMatch,
    hint:
      "Always the longest token that fits; after the start with `##`; if nothing fits, the whole word is `[UNK]`.",
  }),
  "01.6": drawnCases({
    call: "jamo",
    inputs: (random): [string] => [String.fromCharCode(0xAC00 + random.below(11_172))],
    reference: (syllable) => syllable.normalize("NFD"),
    hint: "offset = (first · 21 + vowel) · 28 + third",
  }),
  "01.7": drawnCases({
    call: "largestVocabulary",
    inputs: (random): [{ nLayer: number; nEmbd: number }, number] => {
      const shape = { nLayer: random.below(40), nEmbd: 1 + random.below(2000) };
      // No share at which the table has a whole number of tokens, but for 0 layers: rounding errors would decide.
      for (;;) {
        const share = (1 + random.below(96)) / 97,
          tokens = share / (1 - share) * 12 * shape.nLayer * shape.nEmbd;
        if (shape.nLayer === 0 || Math.abs(tokens - Math.round(tokens)) > 1e-3) return [shape, share];
      }
    },
    reference: largestTable,
    hint: "V · C = share · (V · C + 12 · L · C²): solve this for V, and round down.",
  }),
};
