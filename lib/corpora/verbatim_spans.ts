/**
 * Cuts a text into the sequences that it shares with a corpus, and the rest between them. For short texts (a continuation):
 * time grows with text times corpus.
 */
import { checkPositive } from "./epochs.ts";
import type { TokenIds } from "./split.ts";

/** Neighbouring tokens that were copied together from `corpusAt`, or (length 0, corpusAt null) were not copied. */
type VerbatimSpan = { ids: number[]; length: number; corpusAt: number | null };

/**
 * Cuts a text greedily: at each position it takes the longest sequence that starts there and occurs in the corpus.
 *
 * @param options.atLeast shorter sequences count as not copied, because any text shares short phrases with a book. Default 4
 * @returns spans; their ids, joined, are the text
 * @throws {RangeError} when `atLeast` is not a positive integer
 * @example
 * ```ts
 * import { verbatimSpans } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const spans = verbatimSpans([9, 1, 2, 3, 8], [0, 1, 2, 3, 4], { atLeast: 2 });
 * assert.deepEqual(spans.map((span) => span.ids.join(" ")), ["9", "1 2 3", "8"]);
 * assert.deepEqual(spans.map((span) => span.length), [0, 3, 0]);
 * assert.equal(spans[1].corpusAt, 1);
 * ```
 */
export function verbatimSpans(
  text: TokenIds,
  corpus: TokenIds,
  options: { atLeast?: number } = {},
): VerbatimSpan[] {
  const { atLeast = 4 } = options;
  checkPositive("verbatimSpans", { atLeast });
  const spans: VerbatimSpan[] = [];
  for (let at = 0; at < text.length;) {
    const { length, corpusAt } = longestFrom(text, at, corpus);
    if (length >= atLeast) {
      spans.push({ ids: [...text.slice(at, at + length)], length, corpusAt });
      at += length;
      continue;
    }
    const last = spans.at(-1);
    if (last?.length === 0) last.ids.push(text[at]);
    else spans.push({ ids: [text[at]], length: 0, corpusAt: null });
    at++;
  }
  return spans;
}

/** The longest sequence that starts at one position of the text; of several, the first in the corpus. */
function longestFrom(text: TokenIds, at: number, corpus: TokenIds): { length: number; corpusAt: number } {
  let best = { length: 0, corpusAt: 0 };
  for (let start = 0; start < corpus.length - best.length; start++) {
    let length = 0;
    while (at + length < text.length && corpus[start + length] === text[at + length]) length++;
    if (length > best.length) best = { length, corpusAt: start };
  }
  return best;
}
