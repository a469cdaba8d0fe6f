/**
 * Trains a Unigram tokenizer: many candidates, their probabilities by EM, the least needed removed, again and again.
 *
 * 1. Candidates: every part of a word that occurs twice or more, the most frequent and longest first.
 * 2. EM: the expected count of each piece over all ways to cut the words (forward and backward sums), then
 *    probability = count / sum of counts. Twice.
 * 3. Removal: what would the best cuts lose without this piece? A quarter of the pieces goes, the cheapest first;
 *    single characters stay, so that every word can be cut.
 *
 * 2 and 3 are repeated until the vocabulary has its size. SentencePiece does the same with a suffix array, Bayesian
 * counts and other details: the vocabularies are similar, not equal. What is equal is the cut for given pieces.
 */
import { countWords } from "./bpe.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { type Piece, PieceTable, spacedWords, unigramTokenizer } from "./unigram.ts";

interface UnigramOptions {
  /** Most tokens, "<unk>" included; a short text has pieces for fewer. */
  readonly vocabSize: number;
  /** Characters of the longest piece. Default 8 */
  readonly longest?: number;
  readonly name?: string;
}

/** A word as characters, and how often it occurs. */
type Counted = readonly [characters: readonly string[], count: number];

const EM_ROUNDS = 2;
/** Share of the pieces that stays in each round. */
const KEPT = 0.75;
/** Candidates for each token of the vocabulary. */
const CANDIDATES = 10;
/** A piece with a smaller expected count is removed at once. */
const LEAST_COUNT = 0.5;

/**
 * Learns the pieces of some lines of text.
 *
 * @throws {RangeError} when the lines are empty, or have more different characters than the vocabulary has room for.
 *
 * @example
 * ```ts
 * import { trainUnigram } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const tokenizer = trainUnigram(["밥을 먹고 밥을 사고 밥을 짓고"], { vocabSize: 12 });
 * assert.equal(tokenizer.token(tokenizer.encode("밥을")[0]), "▁밥을");
 * ```
 */
export function trainUnigram(lines: Iterable<string>, o: UnigramOptions): Tokenizer {
  const { vocabSize, longest = 8, name } = o;
  const counts = countWords(lines, (line) => spacedWords(line.trim()));
  counts.delete("▁"); // an empty line
  const words: Counted[] = [...counts].map(([word, count]) => [[...word], count]);
  const single = new Set(words.flatMap(([characters]) => characters));
  const wanted = vocabSize - 1;
  if (words.length === 0 || single.size > wanted) {
    throw new RangeError(
      `trainUnigram: the text has ${single.size} different characters, the vocabulary room for ${wanted}; ` +
        (words.length === 0 ? "give it some text" : "take a larger vocabulary"),
    );
  }
  let pieces = candidates(words, { longest, most: CANDIDATES * vocabSize });
  while (true) {
    for (let i = 0; i < EM_ROUNDS; i++) pieces = maximise(expectedCounts(words, pieces), single);
    if (pieces.length <= wanted) break;
    pieces = prune(words, pieces, { single, keep: Math.max(wanted, Math.floor(KEPT * pieces.length)) });
  }
  return unigramTokenizer(pieces.toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)), name);
}

/** Single characters, and the parts of words that cover most text: count × length. Scores are not yet normalised. */
function candidates(words: readonly Counted[], o: { longest: number; most: number }): Piece[] {
  const counts = new Map<string, number>();
  for (const [characters, count] of words) {
    for (let start = 0; start < characters.length; start++) {
      let text = "";
      for (let end = start; end < Math.min(characters.length, start + o.longest); end++) {
        text += characters[end];
        counts.set(text, (counts.get(text) ?? 0) + count);
      }
    }
  }
  const lengthOf = (text: string) => [...text].length;
  const parts = [...counts].map(([text, count]) => ({ text, covered: count * lengthOf(text), count }));
  const isSingle = ({ text }: { text: string }) => lengthOf(text) === 1;
  const longer = parts.filter((part) => !isSingle(part) && part.count > 1)
    .sort((a, b) => b.covered - a.covered || (a.text < b.text ? -1 : 1)).slice(0, o.most);
  const all = [...parts.filter(isSingle), ...longer];
  const total = all.reduce((sum, { covered }) => sum + covered, 0);
  return all.map(({ text, covered }): Piece => [text, Math.log(covered / total)]);
}

/**
 * E step: how often each piece is used, over all cuts of all words, each cut with its probability.
 *
 *     share of a piece from i to j = forward[i] · p(piece) · backward[j] / forward[length]
 */
function expectedCounts(words: readonly Counted[], pieces: readonly Piece[]): Map<string, number> {
  const { scores, longest } = new PieceTable(pieces);
  const counts = new Map<string, number>(pieces.map(([text]) => [text, 0]));
  for (const [characters, count] of words) {
    const length = characters.length;
    const edges: { start: number; end: number; text: string; probability: number }[] = [];
    const forward = [1, ...Array<number>(length).fill(0)], backward = [...Array<number>(length).fill(0), 1];
    for (let start = 0; start < length; start++) {
      let text = "";
      for (let end = start + 1; end <= Math.min(length, start + longest); end++) {
        text += characters[end - 1];
        const score = scores.get(text);
        if (score === undefined) continue;
        const probability = Math.exp(score);
        edges.push({ start, end, text, probability });
        forward[end] += forward[start] * probability;
      }
    }
    for (const { start, end, probability } of edges.toReversed()) {
      backward[start] += probability * backward[end];
    }
    for (const { start, end, text, probability } of edges) {
      const share = forward[start] * probability * backward[end] / forward[length];
      counts.set(text, counts.get(text)! + count * share);
    }
  }
  return counts;
}

/** M step: log(count / sum). Pieces that are hardly used go; a single character keeps a small count. */
function maximise(counts: ReadonlyMap<string, number>, single: ReadonlySet<string>): Piece[] {
  const kept = [...counts].filter(([text, count]) => count >= LEAST_COUNT || single.has(text))
    .map(([text, count]) => [text, Math.max(count, LEAST_COUNT)] as const);
  const total = kept.reduce((sum, [, count]) => sum + count, 0);
  return kept.map(([text, count]): Piece => [text, Math.log(count / total)]);
}

/** Keeps the single characters and the pieces without which the best cuts would lose most. */
function prune(
  words: readonly Counted[],
  pieces: readonly Piece[],
  o: { readonly single: ReadonlySet<string>; readonly keep: number },
): Piece[] {
  const table = new PieceTable(pieces);
  const used = new Map<string, number>();
  for (const [characters, count] of words) {
    for (const piece of table.cut(characters).pieces) used.set(piece, (used.get(piece) ?? 0) + count);
  }
  const isSingle = ([text]: Piece) => o.single.has(text);
  const loss = ([text, score]: Piece) => (used.get(text) ?? 0) * (score - table.cut([...text], text).score);
  const ranked = pieces.filter((piece) => !isSingle(piece)).map((piece) => ({ piece, loss: loss(piece) }))
    .sort((a, b) => b.loss - a.loss || (a.piece[0] < b.piece[0] ? -1 : 1));
  const alone = pieces.filter(isSingle);
  return [...alone, ...ranked.slice(0, o.keep - alone.length).map(({ piece }) => piece)];
}
