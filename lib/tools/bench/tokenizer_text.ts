/**
 * Makes a long text for measuring tokenizers from the words of a short one.
 *
 * A repeated book would be too easy: it has no new words. Here new words are made of the book's (the first half of one and
 * the second half of another), up to 300,000. Word r occurs about 1/r as often as the first, as in real text (Zipf's
 * law). A line has about 70 characters.
 */

/** Distinct words; fewer if the source has too few words. */
const VOCABULARY = 300_000;

/**
 * Makes a text of about `bytes` bytes of UTF-8.
 *
 * @throws {RangeError} when the source has fewer than 100 distinct words
 */
export function tokenizerText(source: string, { bytes, seed }: { bytes: number; seed: number }): string {
  const random = randomNumbers(seed);
  const vocabulary = crossedWords(source, random);
  const size = new TextEncoder();
  const lines: string[] = [];
  let line = "";
  for (let written = 0; written < bytes;) {
    const rank = Math.floor(Math.exp(random() * Math.log(vocabulary.length)));
    const mark = random();
    line += vocabulary[rank - 1] + (mark < 0.08 ? "," : mark < 0.14 ? "." : mark < 0.15 ? "!" : "");
    if (line.length > 70) {
      lines.push(line);
      written += size.encode(line).length + 1;
      line = "";
    } else line += " ";
  }
  return lines.join("\n") + "\n";
}

function crossedWords(source: string, random: () => number): string[] {
  const words = [...new Set(source.match(/[\p{L}\p{M}'’]+/gu))];
  if (words.length < 100) {
    throw new RangeError(
      `tokenizerText: the source has ${words.length} distinct words; expected at least 100`,
    );
  }
  const all = new Set(words);
  const pick = () => words[Math.floor(random() * words.length)];
  for (let tries = 0; all.size < VOCABULARY && tries < 4 * VOCABULARY; tries++) {
    const [first, second] = [pick(), pick()];
    all.add(first.slice(0, Math.ceil(first.length / 2)) + second.slice(second.length >> 1).toLowerCase());
  }
  return [...all];
}

/** Numbers from 0 to 1 (linear congruential, Numerical Recipes' constants). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = Math.imul(state, 1664525) + 1013904223 >>> 0) / 2 ** 32;
}
