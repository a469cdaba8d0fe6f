/**
 * Trains a pipeline with BPE: the merges and vocabulary of Hugging Face's `BpeTrainer` on the same words. One thing differs
 * between two runs of theirs: see `continuationOrder` in bpe.ts.
 */
import { type BpeTrainOptions, countWords } from "../bpe.ts";
import { asAddedTokens } from "./added_tokens.ts";
import type { Decoder } from "./decoders.ts";
import { normalize, type Normalizer } from "./normalizers.ts";
import { PipelineTokenizer } from "./pipeline.ts";
import type { PostProcessor } from "./post_processors.ts";
import { preTokenize, type PreTokenizer, preTokenizerAlphabet } from "./pre_tokenizers.ts";
import { trainBpeFast } from "../fast/train_fast.ts";
import { countSpacedWords } from "../fast/word_counter.ts";

/** The pre-tokenizer of the blog's pipeline. */
export const WHITESPACE_AND_PUNCTUATION: PreTokenizer = {
  type: "Sequence",
  pretokenizers: [{ type: "WhitespaceSplit" }, { type: "Punctuation", behavior: "Isolated" }],
};

interface PipelineTrainOptions extends BpeTrainOptions {
  readonly name?: string;
  readonly normalizer?: Normalizer | null;
  readonly preTokenizer?: PreTokenizer | null;
  readonly postProcessor?: PostProcessor | null;
  readonly decoder?: Decoder | null;
}

/**
 * Learns a pipeline's BPE model from texts. The defaults are the blog's: it cuts at white space and punctuation, and marks
 * tokens that continue a word with "##".
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const tokenizer = trainPipeline(["비빔밥 밥 비빔밥, 볶음밥!"], { vocabSize: 15 });
 * const ids = tokenizer.encode("밥 비빔밥!");
 * assert.deepEqual(ids.map((id) => tokenizer.token(id)), ["밥", "비빔밥", "!"]);
 * assert.equal(tokenizer.decode(ids), "밥 비빔밥!");
 * ```
 */
export function trainPipeline(texts: Iterable<string>, options: PipelineTrainOptions): PipelineTokenizer {
  const {
    specials = ["<|endoftext|>"],
    continuingPrefix = "##",
    normalizer = null,
    preTokenizer = WHITESPACE_AND_PUNCTUATION,
    postProcessor = null,
    decoder = { type: "WordPiece", prefix: continuingPrefix, cleanup: true },
    name = "pipeline BPE",
  } = options;
  const whole = Iterator.from(texts).map((text) =>
    normalizer ? normalize(text.toWellFormed(), normalizer) : text.toWellFormed()
  );
  const words = countPreTokens(whole, preTokenizer);
  const alphabet = options.alphabet ?? (preTokenizer ? preTokenizerAlphabet(preTokenizer) : []);
  const model = trainBpeFast(words, { ...options, specials, continuingPrefix, alphabet });
  return new PipelineTokenizer({
    name,
    normalizer,
    preTokenizer,
    model: { tokens: model.tokens, merges: model.merges, continuingPrefix },
    postProcessor,
    decoder,
    addedTokens: asAddedTokens(model.specials),
  });
}

/** Counts the words that the pre-tokenizer makes from texts. */
function countPreTokens(texts: Iterable<string>, preTokenizer: PreTokenizer | null): Map<string, number> {
  if (preTokenizer === null) return countWords(texts, (text) => [text]);
  const [first, ...rest] = preTokenizer.type === "Sequence" ? preTokenizer.pretokenizers : [preTokenizer];
  const knowsTheStart = rest.some((stage) => stage.type === "Metaspace" || stage.type === "Sequence");
  if (first?.type !== "WhitespaceSplit" || knowsTheStart) {
    return countWords(texts, (text) => preTokenize(text, preTokenizer));
  }
  // the later stages cut equal words in the same way, so each is cut only once
  const counts = new Map<string, number>();
  for (const [spaced, count] of countSpacedWords(texts)) {
    for (const word of preTokenize(spaced, { type: "Sequence", pretokenizers: rest })) {
      counts.set(word, (counts.get(word) ?? 0) + count);
    }
  }
  return counts;
}
