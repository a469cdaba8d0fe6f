/** Tokenizers: text to token ids and back. */
export { bpeEncoder, type BpeModel, type BpeTrainOptions, countWords, type Merge, trainBpe } from "./bpe.ts";
export { bpeModel, type BpeModelOptions } from "./bpe_model.ts";
export { byteAlphabet, bytesToCharacters, charactersToBytes, textToByteCharacters } from "./byte_alphabet.ts";
export { ByteLevelTokenizer, type ByteLevelVocabulary } from "./byte_level.ts";
export { characterTokenizer } from "./characters.ts";
export { type Decoder, decodeTokens } from "./decoders.ts";
export { END_OF_TEXT, gpt2Tokenizer } from "./gpt2.ts";
export { gpt2Words } from "./gpt2_split.ts";
export { linesWithEnding } from "./lines.ts";
export { normalize, type Normalizer } from "./normalizers.ts";
export {
  type AddedToken,
  type PipelineEncodeOptions,
  type PipelineStages,
  PipelineTokenizer,
} from "./pipeline.ts";
export { postProcess, type PostProcessor } from "./post_processors.ts";
export { preTokenize, type PreTokenizer } from "./pre_tokenizers.ts";
export { type RestrictedTokenizer, restrictVocabulary } from "./restricted.ts";
export type { EncodeOptions, Tokenizer, TokenStream } from "./tokenizer.ts";
export { readTokenizerJson } from "./tokenizer_json.ts";
export { writeTokenizerJson } from "./tokenizer_json_write.ts";
export { type ByteLevelTrainOptions, trainByteLevel } from "./train_byte_level.ts";
export { trainBpeFast } from "./train_fast.ts";
export { type PipelineTrainOptions, trainPipeline, WHITESPACE_AND_PUNCTUATION } from "./train_pipeline.ts";
