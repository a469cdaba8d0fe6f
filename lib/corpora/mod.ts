/**
 * Corpora: from texts to batches.
 *
 * In reading order: windows.ts cuts a long text into batches (batch.ts is their type), split.ts holds a part of it out.
 * chat.ts, packing.ts and padded.ts do the same for conversations and other short examples. verbatim.ts finds what a
 * model has copied. lib/files reads the texts, in any format and encoding.
 */
export type { Batch, Batches } from "./batch.ts";
export { randomWindows, sequentialWindows, shuffledWindows } from "./windows.ts";
export { splitTail } from "./split.ts";
export {
  CHAT_SPECIALS,
  CHAT_TEMPLATE,
  chatEnd,
  type ChatTokenizer,
  encodeChat,
  encodeChatPrompt,
} from "./chat.ts";
export { packExamples, shuffledRows } from "./packing.ts";
export { paddedBatches } from "./padded.ts";
export { checkSeed, randomBelow, randomPermutation } from "./counter_random.ts";
export { copiedShare, longestVerbatimMatch, occurrences } from "./verbatim.ts";
export { verbatimSpans } from "./verbatim_spans.ts";
export {
  type Corpus,
  foldWhitespace,
  makeCorpus,
  readCorpus,
  readDocuments,
  readOwnBook,
  sha256,
} from "../files/mod.ts";
export { downloadFolder } from "../project_folder.ts";
