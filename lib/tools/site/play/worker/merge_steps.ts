/**
 * The merges that one text needs, one after the other: what a byte-level tokenizer does to it, slowly.
 *
 * byte_level.ts and fast/merge.ts of lib/tokenizers give the same tokens at once; here each step can be shown. In every step the pair with
 * the lowest rank in any word is merged wherever it occurs.
 */
import { mergePair } from "../../../../tokenizers/bpe.ts";
import type { ByteLevelTokenizer } from "../../../../tokenizers/byte_level.ts";
import { gpt2Words } from "../../../../tokenizers/gpt2_split.ts";

interface MergeSteps {
  /** The text's words, each as the ids of its bytes. */
  readonly words: readonly (readonly number[])[];
  /** `count`: how often the pair occurs in the text at that moment. */
  readonly merges: readonly {
    readonly left: number;
    readonly right: number;
    readonly merged: number;
    readonly count: number;
  }[];
  /** The words after the last merge: together the ids of `tokenizer.encode(text)`. */
  readonly tokens: readonly (readonly number[])[];
}

/**
 * Splits a text into words and merges step by step. Special tokens are text here, as in `encode` without `allowedSpecial`.
 *
 * @example
 * ```ts
 * import { trainByteLevel } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const tokenizer = trainByteLevel(["low low low lot"], { vocabSize: 257 + 2 });
 * const { merges, tokens } = mergeSteps(tokenizer, "low lot");
 * assert.deepEqual(merges.map(({ merged, count }) => [tokenizer.token(merged), count]), [["lo", 2], [" lo", 1]]);
 * assert.deepEqual(tokens.flat(), tokenizer.encode("low lot"));
 * ```
 */
export function mergeSteps(tokenizer: ByteLevelTokenizer, text: string): MergeSteps {
  const { tokens: vocabulary, merges: rules, specials } = tokenizer.vocabulary;
  const special = new Set(specials.values());
  const byteIds = new Map(
    vocabulary.flatMap((bytes, id) =>
      bytes.length === 1 && !special.has(id) ? [[bytes[0], id] as const] : []
    ),
  );
  const encoder = new TextEncoder();
  const words = [...gpt2Words(text.toWellFormed())].map((word) =>
    [...encoder.encode(word)].flatMap((byte) => byteIds.get(byte) ?? [])
  );
  const key = (left: number, right: number) => left * vocabulary.length + right;
  const ranks = new Map(rules.map(([left, right], rank) => [key(left, right), rank]));
  const merges: MergeSteps["merges"][number][] = [];
  let tokens = words;
  while (true) {
    let best = Infinity;
    for (const word of tokens) {
      for (let i = 0; i + 1 < word.length; i++) {
        best = Math.min(best, ranks.get(key(word[i], word[i + 1])) ?? Infinity);
      }
    }
    if (best === Infinity) return { words, merges, tokens };
    const [left, right, merged] = rules[best];
    const next = tokens.map((word) => mergePair(word, left, right, merged));
    const count = tokens.flat().length - next.flat().length; // a merge makes one token of two
    merges.push({ left, right, merged, count });
    tokens = next;
  }
}
