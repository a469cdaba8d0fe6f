/**
 * Trains a byte-level tokenizer: GPT-2's word splitting, the 256 bytes as alphabet, BPE on top.
 *
 * Merges and vocabulary are those of Hugging Face's `BpeTrainer` with a `ByteLevel` pre-tokenizer and
 * `initial_alphabet=ByteLevel.alphabet()`: special tokens first, then the bytes in the order of their characters
 * in the byte alphabet ("!" comes before the space), then the merges.
 */
import type { BpeTrainOptions } from "./bpe.ts";
import { byteAlphabet, charactersToBytes, textToByteCharacters } from "./byte_alphabet.ts";
import { ByteLevelTokenizer } from "./byte_level.ts";
import { trainBpeFast } from "./fast/train_fast.ts";
import { countGpt2Words } from "./fast/word_counter.ts";

interface ByteLevelTrainOptions extends Pick<BpeTrainOptions, "vocabSize" | "minFrequency"> {
  /** Default `["<|endoftext|>"]`. */
  readonly specials?: readonly string[];
  /** Default "byte-level BPE". */
  readonly name?: string;
}

/**
 * Learns a byte-level tokenizer from texts. No merge crosses from one text into the next.
 *
 * @throws {RangeError} when vocabSize has no room for the specials and the 256 bytes, and for unusable specials
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const tokenizer = trainByteLevel(["low lower lowest, low"], { vocabSize: 257 + 3 });
 * assert.deepEqual(tokenizer.encode(" lower").map((id) => tokenizer.token(id)), [" low", "e", "r"]);
 * assert.equal(tokenizer.decode(tokenizer.encode("한글도 된다")), "한글도 된다");
 * ```
 */
export function trainByteLevel(texts: Iterable<string>, options: ByteLevelTrainOptions): ByteLevelTokenizer {
  const { vocabSize, minFrequency, specials = ["<|endoftext|>"], name = "byte-level BPE" } = options;
  if (!(vocabSize >= 256 + specials.length)) {
    throw new RangeError(
      `trainByteLevel: vocabSize is ${vocabSize}; expected at least ${256 + specials.length} ` +
        `(256 bytes and ${specials.length} special tokens)`,
    );
  }
  const byteLike = specials.find((name) => charactersToBytes(name)?.length === 1);
  if (byteLike !== undefined) {
    throw new RangeError(
      `trainByteLevel: the special token ${JSON.stringify(byteLike)} is also the character of a byte, ` +
        "which every byte-level vocabulary has; give it a longer name, such as <|endoftext|>",
    );
  }
  const words = countGpt2Words(texts);
  const byteWords = new Map([...words].map(([word, count]) => [textToByteCharacters(word), count]));
  const model = trainBpeFast(byteWords, { vocabSize, minFrequency, specials, alphabet: byteAlphabet() });
  const encoder = new TextEncoder();
  return new ByteLevelTokenizer({
    name,
    tokens: model.tokens.map((token, id) =>
      id < specials.length ? encoder.encode(token) : charactersToBytes(token)!
    ),
    merges: model.merges,
    specials: model.specials,
  });
}
