/**
 * GPT-2's own tokenizer: byte_level.ts with the 50,000 merges that OpenAI published.
 *
 * They come from the npm package gpt-tokenizer as tiktoken's "r50k_base": the bytes of each token, in the order in
 * which the tokens were learned. The file does not say which two tokens were merged. `recoverMerges` finds them: it
 * encodes each token's bytes with the merges learned before it.
 */
import type { Merge } from "./bpe.ts";
import { ByteLevelTokenizer } from "./byte_level.ts";
import { applyMerges, type MergeRules } from "./fast/merge.ts";
import { PairTable } from "./fast/pair_table.ts";

export const END_OF_TEXT = "<|endoftext|>";

/**
 * Loads the GPT-2 tokenizer: 50,257 tokens, of which `<|endoftext|>` is 50256. Ids are those of tiktoken's "gpt2".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const tokenizer = await gpt2Tokenizer();
 * assert.deepEqual(tokenizer.encode("Hello, world"), [15496, 11, 995]);
 * assert.deepEqual(tokenizer.encode("<|endoftext|>", { allowedSpecial: "all" }), [50256]);
 * assert.equal(tokenizer.decode([15496, 11, 995]), "Hello, world");
 * ```
 */
export async function gpt2Tokenizer(): Promise<ByteLevelTokenizer> {
  // loaded when called, not on import: 0.8 MB of tables that only GPT-2 needs
  const { default: ranks } = await import("gpt-tokenizer/bpeRanks/r50k_base");
  const encoder = new TextEncoder();
  const tokens = ranks.map((token) =>
    typeof token === "string" ? encoder.encode(token) : Uint8Array.from(token)
  );
  const merges = recoverMerges(tokens);
  const endOfText = tokens.length;
  tokens.push(encoder.encode(END_OF_TEXT));
  return new ByteLevelTokenizer({
    name: "gpt2",
    tokens,
    merges,
    specials: new Map([[END_OF_TEXT, endOfText]]),
  });
}

/**
 * The pair of tokens that was merged into each token of more than one byte, in order of rank.
 *
 * @param tokens bytes of each token, in the order in which they were learned
 * @throws {RangeError} when a token is not the merge of two earlier ones
 */
function recoverMerges(tokens: readonly Uint8Array[]): Merge[] {
  const rules: MergeRules = { ranks: new PairTable(tokens.length), mergedIds: new Int32Array(tokens.length) };
  const byteIds = new Int32Array(256).fill(-1);
  const merges: Merge[] = [];
  const parts = new Int32Array(Math.max(...tokens.map((bytes) => bytes.length)));
  tokens.forEach((bytes, id) => {
    if (bytes.length === 1) {
      byteIds[bytes[0]] = id;
      return;
    }
    for (let i = 0; i < bytes.length; i++) parts[i] = byteIds[bytes[i]];
    if (applyMerges(parts, bytes.length, rules) !== 2) {
      throw new RangeError(`recoverMerges: token ${id} is not the merge of two tokens learned before it`);
    }
    rules.ranks.set(parts[0], parts[1], merges.length);
    rules.mergedIds[merges.length] = id;
    merges.push([parts[0], parts[1], id]);
  });
  return merges;
}
