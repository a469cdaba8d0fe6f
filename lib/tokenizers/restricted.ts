/**
 * A byte-level tokenizer reduced to the tokens that one corpus uses.
 *
 * One book uses a few thousand of GPT-2's 50,257 tokens; on a small machine the others are most of a model's work. Kept are
 * the ids asked for, the tokens they were merged from (" Potter" needs " P" and "otter"), the 256 bytes and the special
 * tokens. So the corpus gets exactly the same tokens as before; other text is written with the remaining merges, as more
 * and shorter tokens down to single bytes.
 */
import { ByteLevelTokenizer } from "./byte_level.ts";

interface RestrictedTokenizer extends ByteLevelTokenizer {
  /** The id in the full tokenizer of each id here; increasing, so that ids keep their order. */
  readonly fullIds: Int32Array;
}

/**
 * Keeps only the tokens of `keepIds` and those they are merged from, with new ids from 0.
 *
 * @param keepIds ids of `tokenizer`, usually those of a whole corpus; an id may come more than once
 * @throws {RangeError} for an id that `tokenizer` does not have
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { gpt2Tokenizer } from "./gpt2.ts";
 * const gpt2 = await gpt2Tokenizer();
 * const small = restrictVocabulary(gpt2, gpt2.encode("the cat sat"));
 * assert.equal(small.vocabSize, 256 + 7 + 1); // bytes; " c", "at", "he", "the" …; the end-of-text token
 * assert.deepEqual(small.encode("the cat sat").map((id) => small.token(id)), ["the", " cat", " sat"]);
 * assert.deepEqual(small.encode("a dog").map((id) => small.token(id)), ["a", " ", "d", "o", "g"]);
 * ```
 */
export function restrictVocabulary(
  tokenizer: ByteLevelTokenizer,
  keepIds: Iterable<number>,
): RestrictedTokenizer {
  const { tokens, merges, specials, name } = tokenizer.vocabulary;
  const kept = new Uint8Array(tokens.length);
  for (const id of keepIds) {
    if (!(id in tokens)) {
      throw new RangeError(
        `restrictVocabulary: ${id} is not a token id of "${name}"; expected 0 to ${tokens.length - 1}`,
      );
    }
    kept[id] = 1;
  }
  for (const id of specials.values()) kept[id] = 1;
  tokens.forEach((bytes, id) => bytes.length === 1 && (kept[id] = 1));
  // the merges of a token's parts come before its own, so one pass backwards reaches every part
  for (const [left, right, merged] of merges.toReversed()) {
    if (kept[merged]) kept[left] = kept[right] = 1;
  }

  const fullIds = Int32Array.from(tokens.keys().filter((id) => kept[id] === 1));
  const newId = new Int32Array(tokens.length);
  fullIds.forEach((id, i) => newId[id] = i);
  const restricted = new ByteLevelTokenizer({
    name: `${name}, ${fullIds.length} tokens`,
    tokens: Array.from(fullIds, (id) => tokens[id]),
    merges: merges.filter(([, , merged]) => kept[merged]).map(([left, right, merged]) => [
      newId[left],
      newId[right],
      newId[merged],
    ]),
    specials: new Map([...specials].map(([text, id]) => [text, newId[id]])),
  });
  return Object.assign(restricted, { fullIds });
}
