/**
 * Guesses by look-up: what followed the text's last tokens the last time that they occurred in the text.
 *
 * It costs nothing and is right where a text repeats itself: quotations, names, tables, programs.
 */

/** Shortest repetition that is used, unless `ngram` is shorter. A single token says little about the next. */
const SHORTEST = 2;

/**
 * The tokens that followed the latest earlier occurrence of the last `ngram` tokens, or of fewer if there is none.
 *
 * @param ids the text so far
 * @param o `ngram`: most tokens to look for, from 1; `count`: most tokens to return
 * @returns up to `count` tokens; none if nothing repeats
 * @see Saxena 2023, "Prompt lookup decoding"
 * @example
 * ```ts
 * import { lookUp } from "./prompt_lookup.ts";
 * import assert from "node:assert/strict";
 * const text = [7, 1, 2, 3, 4, 9, 1, 2, 8, 1, 2]; // 1, 2 was followed by 8 the last time
 * assert.deepEqual(lookUp(text, { ngram: 3, count: 2 }), [8, 1]);
 * assert.deepEqual(lookUp([...text, 3], { ngram: 3, count: 2 }), [4, 9]); // 1, 2, 3 was followed by 4, 9
 * assert.deepEqual(lookUp([5, 6], { ngram: 3, count: 2 }), []);
 * ```
 */
export function lookUp(
  ids: readonly number[],
  { ngram, count }: { readonly ngram: number; readonly count: number },
): number[] {
  for (let n = ngram; n >= Math.min(SHORTEST, ngram); n--) {
    const last = ids.length - n;
    for (let start = last - 1; start >= 0; start--) {
      let same = 0;
      while (same < n && ids[start + same] === ids[last + same]) same++;
      if (same === n) return ids.slice(start + n, start + n + count);
    }
  }
  return [];
}
