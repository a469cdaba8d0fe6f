/**
 * A byte-level tokenizer as data for a page, and back. (The reader of tokenizer.json needs Node for the patterns of other
 * tokenizers, so it runs while the site is made; a page gets what a byte-level tokenizer has learned.)
 */
import { bytesToCharacters, charactersToBytes } from "../../../tokenizers/byte_alphabet.ts";
import type { Merge } from "../../../tokenizers/bpe.ts";
import { ByteLevelTokenizer } from "../../../tokenizers/byte_level.ts";

export interface PageTokenizer {
  readonly name: string;
  /** The tokens by id, each as GPT-2's characters for its bytes; a special token as its text. */
  readonly tokens: readonly string[];
  readonly merges: readonly Merge[];
  readonly specials: readonly (readonly [text: string, id: number])[];
}

export function packTokenizer({ vocabulary }: ByteLevelTokenizer): PageTokenizer {
  const { name, tokens, merges, specials } = vocabulary;
  const special = new Map([...specials].map(([text, id]) => [id, text]));
  return {
    name,
    tokens: tokens.map((bytes, id) => special.get(id) ?? bytesToCharacters(bytes)),
    merges,
    specials: [...specials],
  };
}

export function unpackTokenizer({ name, tokens, merges, specials }: PageTokenizer): ByteLevelTokenizer {
  const special = new Set(specials.map(([, id]) => id)), encoder = new TextEncoder();
  return new ByteLevelTokenizer({
    ...{ name, merges, specials: new Map(specials) },
    tokens: tokens.map((text, id) => special.has(id) ? encoder.encode(text) : charactersToBytes(text)!),
  });
}
