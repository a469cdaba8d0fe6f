/** Corpora: read, clean, split and cut a text into batches; fetch open texts; find what was copied from them. */
export { type Batch, type Batches } from "./batch.ts";
export { listCatalogue, totalBytes } from "./download/catalogue.ts";
export { CHAT_SPECIALS, chatEnd, type ChatTokenizer, encodeChat, encodeChatPrompt } from "./chat.ts";
export { foldWhitespace } from "./clean.ts";
export { type Corpus, makeCorpus, sha256 } from "./corpus.ts";
export { randomBelow, randomPermutation } from "./counter_random.ts";
export { csvSentences } from "./files/csv_sentences.ts";
export { download, DownloadError, downloadFolder } from "./download/download.ts";
export { decodeText } from "./files/decode_text.ts";
export { readOwnBook } from "./files/own_book.ts";
export { packExamples, shuffledRows } from "./packing.ts";
export { paddedBatches } from "./padded.ts";
export { readCorpus } from "./files/read_corpus.ts";
export { readDocuments } from "./files/read_documents.ts";
export { splitTail } from "./split.ts";
export { copiedShare, longestVerbatimMatch, occurrences } from "./verbatim.ts";
export { verbatimSpans } from "./verbatim_spans.ts";
export { randomWindows, sequentialWindows, shuffledWindows } from "./windows.ts";
