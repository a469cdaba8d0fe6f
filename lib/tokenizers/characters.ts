/**
 * The simplest tokenizer: one token for each character that a text contains, in the order of their code points.
 *
 * This is nanoGPT's tokenizer for Shakespeare (65 tokens). It needs no training and loses nothing, but it has only the
 * characters of its text, and a word of ten letters takes ten steps of the model. The next file to read, bpe.ts, merges
 * characters that often occur together.
 */
import { checkId, type Tokenizer } from "./tokenizer.ts";

/**
 * A tokenizer whose vocabulary is the set of characters (Unicode code points) of `text`.
 *
 * @throws {RangeError} when `text` is empty; from `encode`, when a character is not in the vocabulary.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const tokenizer = characterTokenizer("hello");
 * assert.deepEqual(tokenizer.encode("hole"), [1, 3, 2, 0]); // e h l o
 * assert.equal(tokenizer.decode([1, 3, 2, 0]), "hole");
 * ```
 */
export function characterTokenizer(text: string): Tokenizer {
  const characters = [...new Set(text)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  if (characters.length === 0) {
    throw new RangeError("characterTokenizer: the text is empty; pass the corpus whose characters to use");
  }
  const idOf = new Map(characters.map((character, id) => [character, id]));
  const self: Tokenizer = {
    name: "characters",
    vocabSize: characters.length,
    specials: new Map(),
    encode(text, { allowedSpecial = [] } = {}) {
      if (allowedSpecial !== "all" && [...allowedSpecial].length > 0) {
        throw new RangeError(
          `encode: the tokenizer "characters" has no special tokens; leave allowedSpecial out`,
        );
      }
      const ids: number[] = [];
      for (const character of text) {
        const id = idOf.get(character);
        if (id === undefined) throw unknownCharacter(character, characters.length);
        ids.push(id);
      }
      return ids;
    },
    decode(ids) {
      const pieces: string[] = [];
      for (const id of ids) pieces.push(characters[checkId(id, self)]);
      return pieces.join("");
    },
    token: (id) => characters[checkId(id, self)],
    stream: () => ({ push: (id) => characters[checkId(id, self)], end: () => "" }),
  };
  return self;
}

function unknownCharacter(character: string, known: number): RangeError {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return new RangeError(
    `encode: ${JSON.stringify(character)} (U+${code}) is not among the ${known} characters of this ` +
      "tokenizer; build it from a text that contains it, or use a byte-level tokenizer",
  );
}
