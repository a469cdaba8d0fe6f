/**
 * Second stage of the pipeline: text is cut into words (pre-tokens). No token spans two of them. The blog's pipeline cuts at
 * white space, which is removed, and then makes each punctuation mark a separate word.
 */
import { byteAlphabet, textToByteCharacters } from "../byte_alphabet.ts";
import { gpt2Words } from "../gpt2_split.ts";
import type { JsonValue } from "./json_value.ts";
import { boolean, character, falseUnlessSet, type StageOf, stageReader, trueUnlessSet } from "./stage.ts";
import { findMatches, patternOf, readPattern } from "./text_pattern.ts";

/** Fields of a byte-level stage. A decoder and a post-processor have them too, and do not use them. */
export const BYTE_LEVEL = {
  add_prefix_space: trueUnlessSet,
  trim_offsets: trueUnlessSet,
  use_regex: trueUnlessSet,
};

export const METASPACE = {
  replacement: character, // written for a space
  prepend_scheme: (field: JsonValue, stage: JsonValue) => {
    // older files have add_prefix_space instead
    const older = stage.get("add_prefix_space").boolean(true) ? "always" : "never";
    return field.oneOf(["always", "never", "first"], older);
  },
  split: trueUnlessSet,
};

/** What becomes of a match: removed, a separate word, part of a neighbour, or one word with the matches next to it. */
const behavior = (field: JsonValue) =>
  field.oneOf(["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"], "Isolated");
type SplitBehavior = ReturnType<typeof behavior>;

const PRE_TOKENIZERS = {
  WhitespaceSplit: {},
  Whitespace: {},
  BertPreTokenizer: {},
  Punctuation: { behavior },
  Digits: { individual_digits: boolean },
  CharDelimiterSplit: { delimiter: character },
  Split: { pattern: readPattern, behavior, invert: falseUnlessSet },
  ByteLevel: BYTE_LEVEL,
  Metaspace: METASPACE,
};

export type PreTokenizer =
  | StageOf<typeof PRE_TOKENIZERS>
  | { readonly type: "Sequence"; readonly pretokenizers: readonly PreTokenizer[] };

export const readPreTokenizer = stageReader<PreTokenizer>(PRE_TOKENIZERS, "pretokenizers");

/** BERT cuts as the blog's pipeline does. */
const BERT: readonly PreTokenizer[] = [
  { type: "WhitespaceSplit" },
  { type: "Punctuation", behavior: "Isolated" },
];

/** A part of a text; `isFirst` is true at the start of the text. */
interface Piece {
  readonly text: string;
  readonly isFirst: boolean;
}

/**
 * The words of a text.
 *
 * @param isStart whether this is the start of the whole text; false after a special token
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const blog = {
 *   type: "Sequence",
 *   pretokenizers: [{ type: "WhitespaceSplit" }, { type: "Punctuation", behavior: "Isolated" }],
 * } as const;
 * assert.deepEqual(preTokenize("비빔밥, 먹었니?", blog), ["비빔밥", ",", "먹었니", "?"]);
 * ```
 */
export function preTokenize(
  text: string,
  preTokenizer: PreTokenizer,
  { isStart = true }: { readonly isStart?: boolean } = {},
): string[] {
  if (text === "") return [];
  return split([{ text, isFirst: isStart }], preTokenizer).map((piece) => piece.text);
}

const WORD_OR_MARKS =
  /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]+|[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}\p{White_Space}]+/gu;

/** Punctuation added since Unicode 8 (2015), the version of Hugging Face's table. */
const LATER_PUNCTUATION = [
  String.raw`\u{61D}\u{9FD}\u{A76}\u{C77}\u{C84}\u{1B4E}-\u{1B4F}\u{1B7D}-\u{1B7F}\u{2E43}-\u{2E4F}`,
  String.raw`\u{2E52}-\u{2E5D}\u{10D6E}\u{10EAD}\u{10F55}-\u{10F59}\u{10F86}-\u{10F89}`,
  String.raw`\u{113D4}-\u{113D5}\u{113D7}-\u{113D8}\u{1144B}-\u{1144F}\u{1145A}-\u{1145B}\u{1145D}`,
  String.raw`\u{11660}-\u{1166C}\u{116B9}\u{1183B}\u{11944}-\u{11946}\u{119E2}\u{11A3F}-\u{11A46}`,
  String.raw`\u{11A9A}-\u{11A9C}\u{11A9E}-\u{11AA2}\u{11B00}-\u{11B09}\u{11BE1}\u{11C41}-\u{11C45}`,
  String.raw`\u{11C70}-\u{11C71}\u{11EF7}-\u{11EF8}\u{11F43}-\u{11F4F}\u{11FFF}\u{12FF1}-\u{12FF2}`,
  String.raw`\u{16D6D}-\u{16D6F}\u{16E97}-\u{16E9A}\u{16FE2}\u{1E5FF}\u{1E95E}-\u{1E95F}`,
].join("");

/** ASCII's marks and symbols, and all punctuation of Unicode 8 (then also U+166D and U+111C9). */
const PUNCTUATION = new RegExp(
  String.raw`[[\p{P}$+<=>^\x60\|~\u{166D}\u{111C9}]--[${LATER_PUNCTUATION}]]`,
  "gv",
);

function split(pieces: readonly Piece[], preTokenizer: PreTokenizer): Piece[] {
  switch (preTokenizer.type) {
    case "WhitespaceSplit":
      return splitAt(pieces, /\p{White_Space}/gu, { behavior: "Removed" });
    case "Whitespace":
      return splitAt(pieces, WORD_OR_MARKS, { behavior: "Removed", invert: true });
    case "Punctuation":
      return splitAt(pieces, PUNCTUATION, preTokenizer);
    case "BertPreTokenizer":
      return BERT.reduce(split, [...pieces]);
    case "CharDelimiterSplit":
      return splitAt(pieces, patternOf({ String: preTokenizer.delimiter }), { behavior: "Removed" });
    case "Digits":
      return splitAt(pieces, /\p{N}/gu, {
        behavior: preTokenizer.individual_digits ? "Isolated" : "Contiguous",
      });
    case "Split":
      return splitAt(pieces, patternOf(preTokenizer.pattern), preTokenizer);
    case "ByteLevel":
      return pieces.flatMap(({ text, isFirst }) => {
        const spaced = preTokenizer.add_prefix_space && !text.startsWith(" ") ? " " + text : text;
        const words = preTokenizer.use_regex ? gpt2Words(spaced) : [spaced];
        return words.map((word, i) => ({ text: textToByteCharacters(word), isFirst: isFirst && i === 0 }));
      });
    case "Metaspace":
      return pieces.flatMap((piece) => metaspace(piece, preTokenizer));
    case "Sequence":
      return preTokenizer.pretokenizers.reduce(split, [...pieces]);
  }
}

function metaspace(
  { text, isFirst }: Piece,
  { replacement, prepend_scheme, split }: PreTokenizer & { type: "Metaspace" },
): Piece[] {
  let marked = text.replaceAll(" ", replacement);
  const prepends = prepend_scheme === "always" || prepend_scheme === "first" && isFirst;
  if (prepends && !marked.startsWith(replacement)) marked = replacement + marked;
  const piece = { text: marked, isFirst };
  return split
    ? splitAt([piece], patternOf({ String: replacement }), { behavior: "MergedWithNext" })
    : [piece];
}

/**
 * Cuts pieces at the matches of a pattern.
 *
 * @param invert whether the text between the matches counts as the match
 */
function splitAt(
  pieces: readonly Piece[],
  pattern: RegExp,
  { behavior, invert = false }: { readonly behavior: SplitBehavior; readonly invert?: boolean },
): Piece[] {
  const found = findMatches(pieces.map(({ text }) => text), pattern);
  return pieces.flatMap(({ text, isFirst }, p) => {
    const parts: { text: string; isMatch: boolean }[] = [];
    let start = 0;
    for (let m = 0; m < found[p].length; m += 2) {
      const [at, length] = [found[p][m], found[p][m + 1]];
      if (at > start) parts.push({ text: text.slice(start, at), isMatch: invert });
      // an empty match is a part too: it separates its neighbours
      parts.push({ text: text.slice(at, at + length), isMatch: !invert });
      start = at + length;
    }
    if (start < text.length) parts.push({ text: text.slice(start), isMatch: invert });
    const words = joinParts(parts, behavior).filter((word) => word !== "");
    const startsWithRemoved = behavior === "Removed" && parts.find((part) => part.text !== "")?.isMatch;
    return words.map((text, i) => ({ text, isFirst: isFirst && i === 0 && !startsWithRemoved }));
  });
}

function joinParts(parts: readonly { text: string; isMatch: boolean }[], behavior: SplitBehavior): string[] {
  if (behavior === "Removed") return parts.filter((part) => !part.isMatch).map((part) => part.text);
  if (behavior === "Isolated") return parts.map((part) => part.text);
  const backwards = behavior === "MergedWithNext";
  const words: string[] = [];
  let wasMatch: boolean | undefined;
  for (const { text, isMatch } of backwards ? parts.toReversed() : parts) {
    const joins = behavior === "Contiguous" ? isMatch === wasMatch : isMatch && wasMatch === false;
    if (joins) words.push(backwards ? text + words.pop()! : words.pop()! + text);
    else words.push(text);
    wasMatch = isMatch;
  }
  return backwards ? words.reverse() : words;
}

/** The characters that a pre-tokenizer can make from any text: for ByteLevel, the byte alphabet. */
export function preTokenizerAlphabet(preTokenizer: PreTokenizer): readonly string[] {
  if (preTokenizer.type === "Sequence") return preTokenizer.pretokenizers.flatMap(preTokenizerAlphabet);
  return preTokenizer.type === "ByteLevel" ? byteAlphabet() : [];
}
