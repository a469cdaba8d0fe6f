/** Corpora: read, clean, split and cut a text into batches; fetch open texts; find what was copied from them. */
export { type CatalogueEntry, type CatalogueFile, listCatalogue, totalBytes } from "./catalogue.ts";
export {
  CHAT_SPECIALS,
  CHAT_TEMPLATE,
  chatEnd,
  type ChatExample,
  type ChatMessage,
  type ChatTokenizer,
  encodeChat,
  encodeChatPrompt,
} from "./chat.ts";
export { type Cleaned, foldWhitespace, stripGutenbergLicence, stripPageFooters } from "./clean.ts";
export { type Corpus, type CorpusParts, makeCorpus, sha256 } from "./corpus.ts";
export { randomBelow, randomPermutation } from "./counter_random.ts";
export { type CsvSentences, csvSentences } from "./csv.ts";
export type { BadRow, CorpusDocument, ReadProgress } from "./documents.ts";
export {
  type Download,
  download,
  DownloadError,
  downloadFolder,
  type DownloadOptions,
  type DownloadProgress,
} from "./download.ts";
export { type DecodedText, decodeText } from "./encoding.ts";
export { readOwnBook } from "./own_book.ts";
export { type Example, type PackedRows, packExamples, sequentialRows, shuffledRows } from "./packing.ts";
export { IGNORED, paddedBatches, type PaddedOptions } from "./padded.ts";
export { readCorpus, type ReadCorpusOptions } from "./read_corpus.ts";
export { readDocuments, type ReadDocumentsOptions } from "./read_documents.ts";
export { splitTail, type TokenIds } from "./split.ts";
export {
  copiedShare,
  longestVerbatimMatch,
  type Occurrence,
  occurrences,
  type VerbatimMatch,
} from "./verbatim.ts";
export { type VerbatimSpan, verbatimSpans } from "./verbatim_spans.ts";
export { type Batch, type Batches, randomWindows, sequentialWindows, shuffledWindows } from "./windows.ts";
export { unzip, type ZipFile, type ZipLimits } from "./zip.ts";
