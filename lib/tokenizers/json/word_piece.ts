/**
 * WordPiece, BERT's model: it takes the longest token at the start of a word, and again where that token ends.
 *
 * If one part of a word has no token, the whole word becomes the unknown token. Left out: training. Source: Schuster and
 * Nakajima (2012), as in Devlin et al. (2018), "BERT".
 */
import { cachedWords } from "../fast/word_cache.ts";

export interface WordPieceOptions {
  readonly type: "WordPiece";
  /** Token text by id; undefined where the vocabulary has no such id. */
  readonly tokens: readonly (string | undefined)[];
  /** Token for a word that cannot be written with other tokens. */
  readonly unknownToken: string;
  /** Starts every token that continues a word. */
  readonly continuingPrefix: string;
  /** A word of more characters is unknown. */
  readonly longestWord: number;
}

/**
 * Makes the function that writes a word (a pre-token) as ids. @throws {RangeError} when the unknown token has no id
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const tokens = ["[UNK]", "비빔", "##밥", "##밥집"];
 * const model = { type: "WordPiece", tokens, unknownToken: "[UNK]", continuingPrefix: "##", longestWord: 100 } as const;
 * assert.deepEqual([...wordPieceModel(model)("비빔밥집")], [1, 3]);
 * assert.deepEqual([...wordPieceModel(model)("비빔면")], [0]);
 * ```
 */
export function wordPieceModel(options: WordPieceOptions): (word: string) => Int32Array {
  const { tokens, unknownToken, continuingPrefix, longestWord } = options;
  const idOf = new Map<string, number>();
  tokens.forEach((token, id) => token !== undefined && idOf.set(token, id));
  const longestToken = tokens.reduce((longest, token) => Math.max(longest, [...token ?? ""].length), 1);
  const unknown = idOf.get(unknownToken);
  if (unknown === undefined) {
    throw new RangeError(`wordPieceModel: the unknown token "${unknownToken}" is not in the vocabulary`);
  }
  return cachedWords((word) => {
    const characters = [...word];
    if (characters.length > longestWord) return Int32Array.of(unknown);
    const ids: number[] = [];
    for (let start = 0; start < characters.length;) {
      let end = Math.min(characters.length, start + longestToken);
      let id: number | undefined;
      for (; end > start && id === undefined; end--) {
        id = idOf.get((start === 0 ? "" : continuingPrefix) + characters.slice(start, end).join(""));
      }
      if (id === undefined) return Int32Array.of(unknown);
      ids.push(id);
      start = end + 1;
    }
    return Int32Array.from(ids);
  });
}
