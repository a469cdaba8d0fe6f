/** Writes a tokenizer as tokenizer.json, for Hugging Face's `tokenizers` and the libraries that use it. */
import { bytesToCharacters } from "../byte_alphabet.ts";
import { asAddedTokens } from "./added_tokens.ts";
import type { BpeModelOptions } from "./bpe_model.ts";
import { ByteLevelTokenizer } from "../byte_level.ts";
import type { PipelineStages, PipelineTokenizer } from "./pipeline.ts";
import type { WordPieceOptions } from "./word_piece.ts";

/**
 * The text of a tokenizer.json: Hugging Face's `Tokenizer.from_file` reads it and returns the same ids.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readTokenizerJson } from "./read_tokenizer_json.ts";
 * import { trainPipeline } from "./train_pipeline.ts";
 * const tokenizer = trainPipeline(["a rose is a rose"], { vocabSize: 20 });
 * const copy = readTokenizerJson(writeTokenizerJson(tokenizer));
 * assert.deepEqual(copy.encode("a rose"), tokenizer.encode("a rose"));
 * ```
 */
export function writeTokenizerJson(tokenizer: ByteLevelTokenizer | PipelineTokenizer): string {
  const { normalizer, preTokenizer, model, postProcessor, decoder, addedTokens } =
    tokenizer instanceof ByteLevelTokenizer ? byteLevelStages(tokenizer) : tokenizer.stages;
  return JSON.stringify(
    {
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: addedTokens.toSorted((a, b) => a.id - b.id).map((token) => ({ ...DEFAULTS, ...token })),
      normalizer,
      pre_tokenizer: preTokenizer,
      post_processor: postProcessor,
      decoder,
      model: model.type === "WordPiece" ? wordPieceFields(model) : bpeFields(model),
    },
    null,
    2,
  );
}

const DEFAULTS = { single_word: false, lstrip: false, rstrip: false };

function bpeFields(model: BpeModelOptions) {
  const { tokens, merges } = model;
  return {
    type: "BPE",
    dropout: null,
    unk_token: model.unknownToken ?? null,
    continuing_subword_prefix: model.continuingPrefix || null,
    end_of_word_suffix: model.endOfWordSuffix || null,
    fuse_unk: model.fuseUnknown ?? false,
    byte_fallback: model.byteFallback ?? false,
    ignore_merges: model.ignoreMerges ?? false,
    vocab: vocabulary(tokens),
    merges: merges.map(([left, right]) => [tokens[left], tokens[right]]),
  };
}

function wordPieceFields(model: WordPieceOptions) {
  return {
    type: "WordPiece",
    unk_token: model.unknownToken,
    continuing_subword_prefix: model.continuingPrefix,
    max_input_chars_per_word: model.longestWord,
    vocab: vocabulary(model.tokens),
  };
}

function vocabulary(tokens: readonly (string | undefined)[]) {
  // fromEntries, because a token may be called "__proto__"
  return Object.fromEntries(tokens.flatMap((token, id) => token === undefined ? [] : [[token, id]]));
}

/** GPT-2's stages around a byte-level vocabulary. */
function byteLevelStages({ vocabulary }: ByteLevelTokenizer): PipelineStages {
  const { name, merges, specials } = vocabulary;
  const tokens = vocabulary.tokens.map(bytesToCharacters);
  for (const [content, id] of specials) tokens[id] = content;
  return {
    name,
    normalizer: null,
    preTokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
    model: { tokens, merges },
    postProcessor: { type: "ByteLevel", add_prefix_space: true, trim_offsets: false, use_regex: true },
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    addedTokens: asAddedTokens(specials),
  };
}
