/** Tokenizers: text to token ids and back. */
export { bpeEncoder, type BpeModel, type BpeTrainOptions, countWords, type Merge, trainBpe } from "./bpe.ts";
export { byteAlphabet, bytesToCharacters, charactersToBytes, textToByteCharacters } from "./byte_alphabet.ts";
export { ByteLevelTokenizer, type ByteLevelVocabulary } from "./byte_level.ts";
export { characterTokenizer } from "./characters.ts";
export { trainBpeFast } from "./fast/train_fast.ts";
export { END_OF_TEXT, gpt2Tokenizer } from "./gpt2.ts";
export { gpt2Words } from "./gpt2_split.ts";
export type { AddedToken } from "./json/added_tokens.ts";
export { bpeModel, type BpeModelOptions } from "./json/bpe_model.ts";
export { type Decoder, decodeTokens } from "./json/decoders.ts";
export { normalize, type Normalizer } from "./json/normalizers.ts";
export { type PipelineStages, PipelineTokenizer } from "./json/pipeline.ts";
export { postProcess, type PostProcessor } from "./json/post_processors.ts";
export { preTokenize, type PreTokenizer } from "./json/pre_tokenizers.ts";
export { readTokenizerJson } from "./json/tokenizer_json.ts";
export { writeTokenizerJson } from "./json/tokenizer_json_write.ts";
export {
  type PipelineTrainOptions,
  trainPipeline,
  WHITESPACE_AND_PUNCTUATION,
} from "./json/train_pipeline.ts";
export { linesWithEnding } from "./lines.ts";
export { type RestrictedTokenizer, restrictVocabulary } from "./restricted.ts";
export type { EncodeOptions, Tokenizer, TokenStream } from "./tokenizer.ts";
export { type ByteLevelTrainOptions, trainByteLevel } from "./train_byte_level.ts";
