/** Tokenizers: text to token ids and back. */
export { ByteLevelTokenizer, type ByteLevelVocabulary } from "./byte_level.ts";
export { characterTokenizer } from "./characters.ts";
export { END_OF_TEXT, gpt2Tokenizer } from "./gpt2.ts";
export { gpt2Words } from "./gpt2_split.ts";
export { type RestrictedTokenizer, restrictVocabulary } from "./restricted.ts";
export type { EncodeOptions, Tokenizer, TokenStream } from "./tokenizer.ts";
