/**
 * Unigram: each token has a probability, and a text is cut where the product of its tokens' probabilities is largest.
 *
 * BPE merges upwards; Unigram cuts downwards: train_unigram.ts begins with far too many candidates and removes those
 * that the text needs least. As in SentencePiece the space is a character of its own, written "▁", so decoding loses no
 * space. Equal to Hugging Face's `Unigram` with `Metaspace` for the same pieces and scores. Left out: byte fallback,
 * normalisation, and sampling of several cuts (subword regularization).
 * Source: Kudo 2018, "Subword Regularization", https://arxiv.org/abs/1804.10959, section 3.
 */
import { checkId, type Tokenizer } from "./tokenizer.ts";

/** A token and the natural logarithm of its probability. */
export type Piece = readonly [text: string, score: number];

/** What a character without a token costs, below the rarest token: SentencePiece's kUnkPenalty. */
const UNKNOWN_PENALTY = 10;
const UNKNOWN = "<unk>";
const SPACE = "▁"; // U+2581

/** The words of a text, each with the mark of the space before it: "a bc" -> ["▁a", "▁bc"]. */
export function spacedWords(text: string): string[] {
  const marked = text.replaceAll(" ", SPACE);
  return (marked.startsWith(SPACE) ? marked : SPACE + marked).split(/(?=▁)/);
}

/** Scores by text, and what the search needs to know of them. */
export class PieceTable {
  readonly scores: ReadonlyMap<string, number>;
  /** Characters (code points) of the longest piece. */
  readonly longest: number;
  readonly unknownScore: number;

  constructor(pieces: Iterable<Piece>) {
    this.scores = new Map(pieces);
    this.longest = Math.max(1, ...this.scores.keys().map((text) => [...text].length));
    this.unknownScore = Math.min(0, ...this.scores.values()) - UNKNOWN_PENALTY;
  }

  /**
   * The most probable way to cut a word (Viterbi's algorithm), with its score. A character that no piece begins with
   * stands alone.
   *
   *     best[end] = max over start of best[start] + score(characters from start to end)
   *
   * @param without a piece that may not be used
   */
  cut(
    characters: readonly string[],
    without?: string,
  ): { readonly pieces: string[]; readonly score: number } {
    const best = [0, ...Array<number>(characters.length).fill(-Infinity)];
    const cameFrom: number[] = Array(characters.length + 1).fill(0);
    for (let start = 0; start < characters.length; start++) {
      let text = "", isAloneKnown = false;
      for (let end = start + 1; end <= Math.min(characters.length, start + this.longest); end++) {
        text += characters[end - 1];
        const score = text === without ? undefined : this.scores.get(text);
        if (score === undefined) continue;
        isAloneKnown ||= end === start + 1;
        if (best[start] + score > best[end]) [best[end], cameFrom[end]] = [best[start] + score, start];
      }
      const unknown = best[start] + this.unknownScore;
      if (!isAloneKnown && unknown > best[start + 1]) {
        [best[start + 1], cameFrom[start + 1]] = [unknown, start];
      }
    }
    const pieces: string[] = [];
    for (let end = characters.length; end > 0; end = cameFrom[end]) {
      pieces.push(characters.slice(cameFrom[end], end).join(""));
    }
    pieces.reverse(); // they were found from the end
    return { pieces, score: best[characters.length] };
  }
}

/**
 * A tokenizer from pieces and their scores. Id 0 is "<unk>": neighbouring characters without a piece become one such
 * token, and decode to U+FFFD.
 *
 * @throws {RangeError} for a piece that is empty or there twice; from `encode`, when a special token is allowed (there
 *   are none); from `decode`, for an id that no token has.
 *
 * @example
 * ```ts
 * import { unigramTokenizer } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const tokenizer = unigramTokenizer([["▁밥", -1], ["▁", -3], ["밥", -3], ["을", -2], ["밥을", -2.5]]);
 * const ids = tokenizer.encode("밥을 밥");
 * assert.deepEqual(ids.map((id) => tokenizer.token(id)), ["▁밥", "을", "▁밥"]); // -3, better than ▁ + 밥을: -5.5
 * assert.equal(tokenizer.decode(ids), "밥을 밥");
 * ```
 */
export function unigramTokenizer(pieces: readonly Piece[], name = "unigram"): Tokenizer {
  const table = new PieceTable(pieces);
  const tokens = [UNKNOWN, ...pieces.map(([text]) => text)];
  const idOf = new Map(pieces.map(([text], i) => [text, i + 1]));
  if (idOf.size !== pieces.length || idOf.has("")) {
    throw new RangeError(
      `unigramTokenizer: "${name}" has a piece that is empty or there twice; give each text once`,
    );
  }
  const textOf = (id: number) => id === 0 ? "\uFFFD" : tokens[id].replaceAll(SPACE, " ");
  const self: Tokenizer = {
    name,
    vocabSize: tokens.length,
    specials: new Map(),
    encode(text, { allowedSpecial = [] } = {}) {
      if (allowedSpecial !== "all" && [...allowedSpecial].length > 0) {
        throw new RangeError(
          `encode: the tokenizer "${name}" has no special tokens; leave allowedSpecial out`,
        );
      }
      const ids: number[] = [];
      for (const word of text === "" ? [] : spacedWords(text)) {
        let wasUnknown = false;
        for (const piece of table.cut([...word]).pieces) {
          const id = idOf.get(piece) ?? 0;
          if (id !== 0 || !wasUnknown) ids.push(id);
          wasUnknown = id === 0;
        }
      }
      return ids;
    },
    decode(ids) {
      const text = Array.from(ids, (id) => textOf(checkId(id, self))).join("");
      return text.startsWith(" ") ? text.slice(1) : text;
    },
    token: (id) => tokens[checkId(id, self)],
    stream: () => {
      let isFirst = true;
      return {
        push: (id) => {
          const text = textOf(checkId(id, self)),
            whole = isFirst && text.startsWith(" ") ? text.slice(1) : text;
          isFirst = false;
          return whole;
        },
        end: () => ((isFirst = true), ""),
      };
    },
  };
  return self;
}
