/** Measures how much of a text is copied from a corpus, of token ids or strings. The corpus is read once. */

import { checkPositive } from "./epochs.ts";
import type { TokenIds } from "./split.ts";

/**
 * The longest sequence of a text that occurs in a corpus exactly; of several, the first in the corpus.
 *
 * `length` is in tokens (UTF-16 units for strings), 0 when nothing is shared; it begins at `at` in the text, at `corpusAt` in
 * the corpus.
 *
 * A suffix automaton of the text (Blumer et al., 1985) reads the corpus: its state is always the longest suffix of what
 * was read that also occurs in the text. Time O(text + corpus).
 *
 * @example
 * ```ts
 * import { longestVerbatimMatch } from "lib/corpora";
 * import assert from "node:assert/strict";
 * const match = longestVerbatimMatch("he had a red cat", "She has a red cap.");
 * assert.equal(match.length, 9);
 * assert.ok("he had a red cat".slice(match.at).startsWith(" a red ca"));
 * ```
 */
export function longestVerbatimMatch(
  text: TokenIds | string,
  corpus: TokenIds | string,
): { length: number; at: number; corpusAt: number } {
  const states = suffixAutomaton(units(text));
  let best = { length: 0, at: 0, corpusAt: 0 };
  let end = 0;
  for (const { state, length } of suffixesWithin(states, units(corpus))) {
    end++;
    if (length > best.length) best = { length, at: states[state].end - length + 1, corpusAt: end - length };
  }
  return best;
}

/**
 * Share of a text's n-grams that occur in a corpus exactly, from 0 to 1.
 *
 * Share = copied n-grams / n-grams of the text, each position counted. New prose shares almost no 8-grams with a book; a
 * model that recites the book shares most of them.
 *
 * @param options.n tokens of an n-gram. Default 8
 * @throws {RangeError} when the text has fewer than n tokens
 */
export function copiedShare(
  text: TokenIds | string,
  corpus: TokenIds | string,
  options: { n?: number } = {},
): number {
  const { n = 8 } = options;
  checkPositive("copiedShare", { n });
  if (text.length < n) {
    throw new RangeError(
      `copiedShare: a text of ${text.length} tokens has no ${n}-gram. Give it at least ${n} tokens, or take a smaller n.`,
    );
  }
  const states = suffixAutomaton(units(text));
  // Every n-gram of the text has one state: that of the strings which end wherever it ends.
  function* nGrams(read: TokenIds | string): Generator<number> {
    for (const { state, length } of suffixesWithin(states, units(read))) {
      if (length < n) continue;
      let nGram = state;
      while (states[states[nGram].link].length >= n) nGram = states[nGram].link;
      yield nGram;
    }
  }
  const copied = new Set(nGrams(corpus));
  const all = [...nGrams(text)];
  return all.filter((nGram) => copied.has(nGram)).length / all.length;
}

/**
 * The positions where a phrase occurs in a text, with the text before and after.
 *
 * @param options.context characters on either side. Default 80
 * @param options.limit largest number of positions. Default: all
 * @throws {RangeError} when the phrase is empty
 */
export function occurrences(
  text: string,
  phrase: string,
  options: { context?: number; limit?: number } = {},
): { at: number; before: string; match: string; after: string }[] {
  const { context = 80, limit = Infinity } = options;
  if (phrase === "") {
    throw new RangeError("occurrences: expected a phrase to search for, got an empty string");
  }
  const found = [];
  for (let at = text.indexOf(phrase); at >= 0 && found.length < limit; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    found.push({
      at,
      before: text.slice(Math.max(0, at - context), at),
      match: phrase,
      after: text.slice(end, end + context),
    });
  }
  return found;
}

interface State {
  next: Map<number, number>;
  /** State of the longest proper suffix that occurs elsewhere too. */
  link: number;
  /** Length of the state's longest string. */
  length: number;
  /** Where that string first ends in the text. */
  end: number;
}

function suffixAutomaton(text: ArrayLike<number>): State[] {
  const states: State[] = [{ next: new Map(), link: -1, length: 0, end: -1 }];
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i];
    const current = states.length;
    states.push({ next: new Map(), link: 0, length: states[last].length + 1, end: i });
    let p = last;
    while (p !== -1 && !states[p].next.has(unit)) {
      states[p].next.set(unit, current);
      p = states[p].link;
    }
    if (p !== -1) {
      const q = states[p].next.get(unit)!;
      states[current].link = states[p].length + 1 === states[q].length ? q : split(states, { p, q, unit });
    }
    last = current;
  }
  return states;
}

/** State q has strings of several lengths, and only those that p reaches end here: they get a separate state. */
function split(states: State[], { p, q, unit }: { p: number; q: number; unit: number }): number {
  const clone = states.length;
  const { next, link, end } = states[q];
  states.push({ next: new Map(next), link, length: states[p].length + 1, end });
  states[q].link = clone;
  for (let from = p; from !== -1 && states[from].next.get(unit) === q; from = states[from].link) {
    states[from].next.set(unit, clone);
  }
  return clone;
}

/** After each unit read: the longest suffix of what was read that occurs in the automaton's text, as state and length. */
function* suffixesWithin(
  states: readonly State[],
  read: ArrayLike<number>,
): Generator<{ state: number; length: number }> {
  let state = 0, length = 0;
  for (let i = 0; i < read.length; i++) {
    while (state !== 0 && !states[state].next.has(read[i])) {
      state = states[state].link;
      length = states[state].length;
    }
    const next = states[state].next.get(read[i]);
    if (next !== undefined) {
      state = next;
      length++;
    }
    yield { state, length };
  }
}

function units(text: TokenIds | string): ArrayLike<number> {
  if (typeof text !== "string") return text;
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < codes.length; i++) codes[i] = text.charCodeAt(i);
  return codes;
}
