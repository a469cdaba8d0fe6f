/**
 * GPT-2's pre-tokenization: text is cut into words before any merge, so that no token spans two words.
 *
 * A word is a contraction ('s, 're …), or a run of letters, of digits, or of other marks, each with the one space
 * before it; the other white space is separate. So "hello" and " hello" are different words, and "hello!" cannot become
 * one token.
 *
 * `\s` is written `\p{White_Space}`: in JavaScript `\s` includes U+FEFF and excludes U+0085; in Python and Rust, with
 * which GPT-2 was made, it is the opposite.
 */
const PATTERN =
  /'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/**
 * The words of a text; joined, they are the text again.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(gpt2Words("They're 20  ok!"), ["They", "'re", " 20", " ", " ok", "!"]);
 * ```
 */
export function gpt2Words(text: string): string[] {
  return text.match(PATTERN) ?? [];
}
