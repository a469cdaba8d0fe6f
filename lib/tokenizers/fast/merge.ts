/**
 * Applies learned merges to one word: the inner loop of every BPE tokenizer here.
 *
 * The rule: of all neighbouring pairs that have a merge, the one learned first (lowest rank) is merged, leftmost
 * first; repeat until no pair has a merge. Short words are searched again after each merge. Long ones (a line of
 * a million letters without a space) use a heap, so time grows as n log n instead of n².
 */
import type { Merge } from "../bpe.ts";
import { PairTable } from "./pair_table.ts";

/** Learned merges: pair → rank, and rank → id of the merged token. */
export interface MergeRules {
  readonly ranks: PairTable;
  readonly mergedIds: Int32Array;
}

/** Makes rules from merges in the order in which they were learned. */
export function mergeRules(merges: readonly Merge[]): MergeRules {
  const ranks = new PairTable(merges.length);
  const mergedIds = new Int32Array(merges.length);
  merges.forEach(([left, right, merged], rank) => {
    ranks.set(left, right, rank);
    mergedIds[rank] = merged;
  });
  return { ranks, mergedIds };
}

/** Above this many symbols the heap is faster (measured on runs of one letter and on text). */
const LONG_WORD = 128;

/** Merges `ids[0 … length)` in place and returns the new length. */
export function applyMerges(ids: Int32Array, length: number, rules: MergeRules): number {
  return length > LONG_WORD ? mergeLongWord(ids, length, rules) : mergeShortWord(ids, length, rules);
}

const shortRanks = new Int32Array(LONG_WORD);

function mergeShortWord(ids: Int32Array, length: number, { ranks, mergedIds }: MergeRules): number {
  // pairRanks[i] is the rank of (ids[i], ids[i + 1]), or −1
  const pairRanks = shortRanks;
  for (let i = 0; i + 1 < length; i++) pairRanks[i] = ranks.get(ids[i], ids[i + 1]);
  while (length > 1) {
    let best = -1;
    let bestRank = 0x7FFFFFFF;
    for (let i = 0; i + 1 < length; i++) {
      const rank = pairRanks[i];
      if (rank >= 0 && rank < bestRank) {
        best = i;
        bestRank = rank;
      }
    }
    if (best < 0) break;
    ids[best] = mergedIds[bestRank];
    length--;
    for (let i = best + 1; i < length; i++) {
      ids[i] = ids[i + 1];
      pairRanks[i] = pairRanks[i + 1];
    }
    if (best > 0) pairRanks[best - 1] = ranks.get(ids[best - 1], ids[best]);
    if (best + 1 < length) pairRanks[best] = ranks.get(ids[best], ids[best + 1]);
  }
  return length;
}

function mergeLongWord(ids: Int32Array, length: number, { ranks, mergedIds }: MergeRules): number {
  const next = new Int32Array(length);
  const previous = new Int32Array(length);
  const heap = new CandidateHeap(length);
  for (let i = 0; i < length; i++) {
    next[i] = i + 1;
    previous[i] = i - 1;
    if (i + 1 < length) heap.push(ranks.get(ids[i], ids[i + 1]), i);
  }
  for (let candidate = heap.pop(); candidate !== undefined; candidate = heap.pop()) {
    const { rank, at } = candidate;
    const right = next[at];
    // a candidate is out of date when its left symbol is gone or its pair has changed
    if (ids[at] === -1 || right === length || ranks.get(ids[at], ids[right]) !== rank) continue;
    ids[at] = mergedIds[rank];
    ids[right] = -1;
    next[at] = next[right];
    if (next[at] < length) {
      previous[next[at]] = at;
      heap.push(ranks.get(ids[at], ids[next[at]]), at);
    }
    if (at > 0) heap.push(ranks.get(ids[previous[at]], ids[at]), previous[at]);
  }
  let merged = 0;
  for (let i = 0; i < length; i = next[i]) ids[merged++] = ids[i];
  return merged;
}

/** A binary heap of (rank, position): lowest rank first, then leftmost. */
class CandidateHeap {
  /** rank · 2³² + position: exact in a double, ordered as the pair is. */
  #keys: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#keys = new Float64Array(capacity);
  }

  /** Adds a candidate; a rank of −1 (no merge) is left out. */
  push(rank: number, at: number): void {
    if (rank < 0) return;
    if (this.#size === this.#keys.length) {
      const larger = new Float64Array(2 * this.#size);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    const keys = this.#keys;
    const key = rank * 2 ** 32 + at;
    let i = this.#size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (keys[parent] <= key) break;
      keys[i] = keys[parent];
      i = parent;
    }
    keys[i] = key;
  }

  pop(): { rank: number; at: number } | undefined {
    if (this.#size === 0) return undefined;
    const keys = this.#keys;
    const top = keys[0];
    const key = keys[--this.#size];
    let i = 0;
    for (let child = 1; child < this.#size; child = 2 * i + 1) {
      if (child + 1 < this.#size && keys[child + 1] < keys[child]) child++;
      if (keys[child] >= key) break;
      keys[i] = keys[child];
      i = child;
    }
    keys[i] = key;
    const rank = Math.floor(top / 2 ** 32);
    return { rank, at: top - rank * 2 ** 32 };
  }
}
