/**
 * Learns the merges of bpe.ts without counting everything again for each of them.
 *
 * bpe.ts reads every word for every merge: with 32,000 merges, a book takes days. Here all words are in one array, each
 * pair has a list of its positions, and a heap gives the most frequent pair. A merge visits only the positions of its
 * pair and corrects the counts of the neighbours there. When a pair comes to the top of the heap and its count has
 * fallen since it was put there, it is put back with its present count.
 */
import {
  type BpeModel,
  type BpeTrainOptions,
  checkTrainOptions,
  joinTokens,
  type Merge,
  startVocabulary,
} from "../bpe.ts";
import { PairTable } from "./pair_table.ts";

/** Separates words; no pair contains it. */
const WORD_END = -1;
/** A symbol that was merged into its left neighbour. */
const GONE = -2;

/** The same result as `trainBpe`, in time that grows with the text and not with text × merges. */
export function trainBpeFast(wordCounts: ReadonlyMap<string, number>, options: BpeTrainOptions): BpeModel {
  const { vocabSize, minFrequency = 0, continuingPrefix = "" } = checkTrainOptions(options);
  const { tokens, idOf, specials, spell } = startVocabulary(wordCounts, options);
  const pairs = new PairCounts(wordCounts, spell);
  const merges: Merge[] = [];
  while (tokens.length < vocabSize) {
    const best = pairs.takeMostFrequent();
    if (best === undefined || best.count < Math.max(1, minFrequency)) break;
    const text = joinTokens(tokens[best.left], tokens[best.right], { continuingPrefix });
    let merged = idOf.get(text);
    if (merged === undefined) {
      merged = tokens.push(text) - 1;
      idOf.set(text, merged);
    }
    merges.push([best.left, best.right, merged]);
    pairs.merge(best, merged);
  }
  return { tokens, merges, specials, continuingPrefix };
}

/** A pair on the heap, with the count it had when it was put there. */
interface Candidate {
  readonly left: number;
  readonly right: number;
  readonly pair: number;
  count: number;
  readonly positions: ArrayLike<number>;
}

/** The words as one list of symbols, and the count of every pair of neighbours. */
class PairCounts {
  /** Token id at each position, or WORD_END or GONE. */
  readonly #symbols: Int32Array;
  /** Position of the symbol after / before this one, GONE ones passed over. */
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  /** How often the word at this position occurs. */
  readonly #weights: Float64Array;
  /** (left, right) → index into #counts. */
  readonly #pairs = new PairTable(1 << 16);
  readonly #counts: number[] = [];
  readonly #heap: Candidate[] = [];

  constructor(wordCounts: ReadonlyMap<string, number>, spell: (word: string) => number[]) {
    let length = 1;
    for (const word of wordCounts.keys()) length += word.length + 1; // at least as many as characters
    const symbols = this.#symbols = new Int32Array(length).fill(WORD_END);
    this.#weights = new Float64Array(length);
    let end = 1;
    for (const [word, count] of wordCounts) {
      for (const id of spell(word)) {
        this.#weights[end] = count;
        symbols[end++] = id;
      }
      end++;
    }
    this.#next = Int32Array.from(symbols, (_, i) => i + 1);
    this.#previous = Int32Array.from(symbols, (_, i) => i - 1);
    this.#countAll(end);
  }

  #countAll(end: number): void {
    const symbols = this.#symbols;
    const occurrences: number[] = [];
    for (let at = 1; at + 1 < end; at++) {
      if (symbols[at] < 0 || symbols[at + 1] < 0) continue;
      const pair = this.#pairIndex(symbols[at], symbols[at + 1]);
      this.#counts[pair] += this.#weights[at];
      occurrences[pair] = (occurrences[pair] ?? 0) + 1;
    }
    const lists = occurrences.map((n) => new Int32Array(n));
    const filled = new Int32Array(lists.length);
    for (let at = 1; at + 1 < end; at++) {
      if (symbols[at] < 0 || symbols[at + 1] < 0) continue;
      const pair = this.#pairs.get(symbols[at], symbols[at + 1]);
      lists[pair][filled[pair]++] = at;
    }
    lists.forEach((positions, pair) => {
      const left = symbols[positions[0]];
      const right = symbols[positions[0] + 1];
      push(this.#heap, { left, right, pair, count: this.#counts[pair], positions });
    });
  }

  #pairIndex(left: number, right: number): number {
    let pair = this.#pairs.get(left, right);
    if (pair < 0) {
      pair = this.#counts.push(0) - 1;
      this.#pairs.set(left, right, pair);
    }
    return pair;
  }

  /** The most frequent pair; of equals, the one with the smallest ids. */
  takeMostFrequent(): Candidate | undefined {
    const heap = this.#heap;
    while (heap.length > 0) {
      const count = this.#counts[heap[0].pair];
      if (heap[0].count === count) return pop(heap);
      heap[0].count = count;
      sink(heap, 0);
    }
    return undefined;
  }

  /** Makes `merged` of every occurrence of the pair and corrects the counts around each. */
  merge({ left, right, positions }: Candidate, merged: number): void {
    const symbols = this.#symbols;
    const next = this.#next;
    const previous = this.#previous;
    const counts = this.#counts;
    const found = new Map<number, Candidate & { positions: number[] }>();
    const add = (a: number, b: number, at: number, weight: number) => {
      const pair = this.#pairIndex(a, b);
      counts[pair] += weight;
      const candidate = found.get(pair);
      if (candidate) candidate.positions.push(at);
      else found.set(pair, { left: a, right: b, pair, count: 0, positions: [at] });
    };
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i];
      const second = next[at];
      if (symbols[at] !== left || symbols[second] !== right) continue; // changed by an earlier merge
      const weight = this.#weights[at];
      const before = previous[at];
      const after = next[second];
      symbols[at] = merged;
      symbols[second] = GONE;
      next[at] = after;
      previous[after] = at;
      if (symbols[before] >= 0) {
        counts[this.#pairIndex(symbols[before], left)] -= weight;
        add(symbols[before], merged, before, weight);
      }
      if (symbols[after] >= 0) {
        counts[this.#pairIndex(right, symbols[after])] -= weight;
        add(merged, symbols[after], at, weight);
      }
    }
    for (const candidate of found.values()) {
      candidate.count = counts[candidate.pair];
      if (candidate.count > 0) push(this.#heap, candidate);
    }
  }
}

/** Whether a is merged before b. */
function isBefore(a: Candidate, b: Candidate): boolean {
  return a.count !== b.count ? a.count > b.count : a.left !== b.left ? a.left < b.left : a.right < b.right;
}

function push(heap: Candidate[], candidate: Candidate): void {
  let i = heap.push(candidate) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!isBefore(candidate, heap[parent])) break;
    heap[i] = heap[parent];
    i = parent;
  }
  heap[i] = candidate;
}

function pop(heap: Candidate[]): Candidate {
  const top = heap[0];
  const last = heap.pop()!;
  if (heap.length > 0) {
    heap[0] = last;
    sink(heap, 0);
  }
  return top;
}

/** Moves the candidate at i down until no child comes before it. */
function sink(heap: Candidate[], i: number): void {
  const candidate = heap[i];
  for (let child = 2 * i + 1; child < heap.length; child = 2 * i + 1) {
    if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
    if (!isBefore(heap[child], candidate)) break;
    heap[i] = heap[child];
    i = child;
  }
  heap[i] = candidate;
}
