/**
 * Tokenizers: text to token ids and back.
 *
 * In reading order: tokenizer.ts (the interface), characters.ts, bpe.ts, byte_level.ts with byte_alphabet.ts and
 * gpt2_split.ts, train_byte_level.ts, gpt2.ts, restricted.ts. unigram.ts and train_unigram.ts are another method.
 * fast/ has the fast forms of bpe.ts and gpt2_split.ts. json/ reads and writes tokenizer.json; begin with pipeline.ts.
 */
export { bpeEncoder, countWords, trainBpe } from "./bpe.ts";
export { textToByteCharacters } from "./byte_alphabet.ts";
export { ByteLevelTokenizer } from "./byte_level.ts";
export { characterTokenizer } from "./characters.ts";
export { trainBpeFast } from "./fast/train_fast.ts";
export { gpt2Tokenizer } from "./gpt2.ts";
export { gpt2Words } from "./gpt2_split.ts";
export { decodeTokens } from "./json/decoders.ts";
export { normalize } from "./json/normalizers.ts";
export type { PostProcessor } from "./json/post_processors.ts";
export { preTokenize } from "./json/pre_tokenizers.ts";
export { readTokenizerJson } from "./json/read_tokenizer_json.ts";
export { writeTokenizerJson } from "./json/write_tokenizer_json.ts";
export { trainPipeline, WHITESPACE_AND_PUNCTUATION } from "./json/train_pipeline.ts";
export { linesWithEnding } from "./lines.ts";
export { restrictVocabulary } from "./restricted.ts";
export type { Tokenizer } from "./tokenizer.ts";
export { trainByteLevel } from "./train_byte_level.ts";
export { trainUnigram } from "./train_unigram.ts";
export { unigramTokenizer } from "./unigram.ts";
