/**
 * Byte-pair encoding from scratch: learn merges from counted words, and apply them to a word.
 *
 * characters.ts makes every character a token. BPE starts there and, again and again, makes one new token of the
 * two neighbours that occur together most often: "t h" → "th", "th e" → "the". Common words become one token,
 * rare ones a few, and no text is unknown as long as its characters are known.
 *
 * This is the version to read; it counts all pairs again for every merge. fast/train_fast.ts learns the same merges
 * without counting again, fast/merge.ts applies them faster, byte_level.ts uses bytes for characters.
 */
import { checkSpecials } from "./tokenizer.ts";

/** What training learns. */
export interface BpeModel {
  /** Token text by id: special tokens, then single characters, then merged tokens in the order learned. */
  readonly tokens: readonly string[];
  /** [left id, right id, id of the merged token], in the order learned. */
  readonly merges: readonly Merge[];
  readonly specials: ReadonlyMap<string, number>;
  /** Starts every token that continues a word, e.g. "##"; "" for none. */
  readonly continuingPrefix: string;
}

export type Merge = readonly [left: number, right: number, merged: number];

export interface BpeTrainOptions {
  /** Training stops when the vocabulary has this many tokens, specials and characters included. */
  readonly vocabSize: number;
  /** Training also stops when no pair occurs at least this often. Default 0: every pair that occurs may merge. */
  readonly minFrequency?: number;
  /** Tokens that are never made from text; they get the first ids, from 0. Default none. */
  readonly specials?: readonly string[];
  /** Characters that get an id even if no word contains them. Default none. */
  readonly alphabet?: Iterable<string>;
  /** Marks tokens that continue a word, so that 밥 at a word's start and 밥 in 비빔밥 differ. Default "". */
  readonly continuingPrefix?: string;
  /**
   * The order in which marked characters get their ids; the others follow by code point. Default: all by code point.
   * Hugging Face's trainer numbers them in the order of a hash map, which differs from run to run, and the ids decide
   * between equally frequent pairs. So repeating one of its runs needs its order.
   */
  readonly continuationOrder?: readonly string[];
}

/** Counts the words of texts, after `split` has cut each text into words. */
export function countWords(
  texts: Iterable<string>,
  split: (text: string) => Iterable<string>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of split(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/**
 * Learns merges. Of all pairs of neighbours, weighted by how often their word occurs, the most frequent is merged;
 * of equally frequent pairs, the one with the smaller left id, then the smaller right id. This is the rule of
 * Hugging Face's BpeTrainer, so that the same words give the same merges.
 *
 * @throws {RangeError} for a vocabSize or minFrequency that is not a whole number, 0 or more
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const words = new Map([["low", 5], ["lower", 2], ["newest", 6]]);
 * const model = trainBpe(words, { vocabSize: 10 });
 * assert.deepEqual(model.tokens, ["e", "l", "n", "o", "r", "s", "t", "w", "we", "lo"]); // 8 and 7 times
 * ```
 */
export function trainBpe(wordCounts: ReadonlyMap<string, number>, options: BpeTrainOptions): BpeModel {
  const { vocabSize, minFrequency = 0, continuingPrefix = "" } = checkTrainOptions(options);
  const { tokens, idOf, specials, spell } = startVocabulary(wordCounts, options);
  const words = [...wordCounts].map(([word, count]) => ({ ids: spell(word), count }));
  const merges: Merge[] = [];
  while (tokens.length < vocabSize) {
    const best = mostFrequentPair(words);
    if (best === undefined || best.count < Math.max(1, minFrequency)) break;
    const text = joinTokens(tokens[best.left], tokens[best.right], { continuingPrefix });
    let merged = idOf.get(text);
    // two merges can make the same token: "----" from "--" "--" and from "---" "-"
    if (merged === undefined) {
      merged = tokens.push(text) - 1;
      idOf.set(text, merged);
    }
    merges.push([best.left, best.right, merged]);
    for (const word of words) word.ids = mergePair(word.ids, best.left, best.right, merged);
  }
  return { tokens, merges, specials, continuingPrefix };
}

function mostFrequentPair(words: readonly { ids: readonly number[]; count: number }[]) {
  const pairs = new Map<string, { left: number; right: number; count: number }>();
  for (const { ids, count } of words) {
    for (let i = 0; i + 1 < ids.length; i++) {
      const key = `${ids[i]} ${ids[i + 1]}`;
      const pair = pairs.get(key);
      if (pair) pair.count += count;
      else pairs.set(key, { left: ids[i], right: ids[i + 1], count });
    }
  }
  return [...pairs.values()].reduce<{ left: number; right: number; count: number } | undefined>(
    (best, pair) =>
      best === undefined || pair.count > best.count ||
        pair.count === best.count && (pair.left - best.left || pair.right - best.right) < 0
        ? pair
        : best,
    undefined,
  );
}

/** Replaces each left, right in `ids`, from the start, by merged: a a a → aa a. */
export function mergePair(ids: readonly number[], left: number, right: number, merged: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] === left && ids[i + 1] === right) {
      out.push(merged);
      i++;
    } else out.push(ids[i]);
  }
  return out;
}

/**
 * Makes the function that writes a word as token ids: characters first, then the merges, earliest learned first.
 * A character that the model does not know is left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const model = trainBpe(new Map([["aab", 2], ["aac", 1]]), { vocabSize: 5 });
 * assert.deepEqual(model.tokens, ["a", "b", "c", "aa", "aab"]);
 * assert.deepEqual(bpeEncoder(model)("aacaab"), [3, 2, 4]);
 * ```
 */
export function bpeEncoder(model: BpeModel): (word: string) => number[] {
  const idOf = new Map(model.tokens.map((token, id) => [token, id]));
  const rankOf = new Map(model.merges.map(([left, right], rank) => [`${left} ${right}`, rank]));
  return (word) => {
    const ids = [...word].map((character, i) =>
      idOf.get(i === 0 ? character : model.continuingPrefix + character)
    )
      .filter((id) => id !== undefined);
    while (true) {
      const ranks = ids.slice(1).map((id, i) => rankOf.get(`${ids[i]} ${id}`) ?? Infinity);
      const best = Math.min(...ranks);
      if (best === Infinity) return ids;
      ids.splice(ranks.indexOf(best), 2, model.merges[best][2]);
    }
  };
}

/** The text of a merged token: the right part loses its continuation prefix. */
export function joinTokens(
  left: string,
  right: string,
  { continuingPrefix }: { readonly continuingPrefix: string },
): string {
  return left + (right.startsWith(continuingPrefix) ? right.slice(continuingPrefix.length) : right);
}

/** The vocabulary before the first merge, and how a word is spelled with it. */
export function startVocabulary(wordCounts: ReadonlyMap<string, number>, options: BpeTrainOptions) {
  const { specials = [], alphabet = [], continuingPrefix = "", continuationOrder = [] } = options;
  const tokens: string[] = [];
  const idOf = new Map<string, number>();
  const add = (token: string) => {
    if (!idOf.has(token)) idOf.set(token, tokens.push(token) - 1);
  };
  const characters = new Set(alphabet);
  const continuing = new Set<string>();
  for (const word of wordCounts.keys()) {
    let isFirst = true;
    for (const character of word) {
      characters.add(character);
      if (!isFirst) continuing.add(character);
      isFirst = false;
    }
  }
  specials.forEach(add);
  [...characters].sort(byCodePoint).forEach(add);
  if (continuingPrefix !== "") {
    continuationOrder.filter((character) => continuing.has(character)).forEach((c) =>
      add(continuingPrefix + c)
    );
    [...continuing].sort(byCodePoint).forEach((character) => add(continuingPrefix + character));
  }
  // two small maps instead of a string joined for every character of every word
  const starting = new Map([...characters].map((character) => [character, idOf.get(character)!]));
  const following = continuingPrefix === ""
    ? starting
    : new Map([...continuing].map((character) => [character, idOf.get(continuingPrefix + character)!]));
  const spell = (word: string) => {
    const ids: number[] = [];
    for (const character of word) ids.push((ids.length === 0 ? starting : following).get(character)!);
    return ids;
  };
  return { tokens, idOf, spell, specials: new Map(specials.map((name) => [name, idOf.get(name)!])) };
}

function byCodePoint(a: string, b: string): number {
  return a.codePointAt(0)! - b.codePointAt(0)!;
}

/** @throws {RangeError} for sizes that are not whole numbers, 0 or more, and for empty or repeated specials */
export function checkTrainOptions(options: BpeTrainOptions): BpeTrainOptions {
  for (const name of ["vocabSize", "minFrequency"] as const) {
    const value = options[name] ?? 0;
    if (!Number.isInteger(value) || value < 0) {
      throw new RangeError(`training a tokenizer: ${name} is ${value}; expected a whole number, 0 or more`);
    }
  }
  checkSpecials(options.specials ?? [], "training a tokenizer");
  return options;
}
