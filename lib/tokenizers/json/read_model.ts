/** Reads the model of a tokenizer.json, BPE or WordPiece: the vocabulary, and how words are written with it. */
import { joinTokens, type Merge } from "../bpe.ts";
import type { BpeModelOptions } from "./bpe_model.ts";
import { JsonValue, show } from "./json_value.ts";
import type { WordPieceOptions } from "./word_piece.ts";

export function readModel(model: JsonValue): BpeModelOptions | WordPieceOptions {
  // files from before 2021 have no type
  const older = model.has("max_input_chars_per_word") ? "WordPiece" : "BPE";
  const type = model.get("type").value ?? older;
  if (type !== "BPE" && type !== "WordPiece") {
    throw model.get("type").error(`is ${show(type)}; this library reads models of type BPE and WordPiece`);
  }
  const vocabulary = readVocabulary(model.get("vocab"));
  return type === "BPE" ? readBpe(model, vocabulary) : readWordPiece(model, vocabulary);
}

function readBpe(model: JsonValue, { tokens, idOf }: Vocabulary): BpeModelOptions {
  const dropout = model.get("dropout");
  if (!dropout.isMissing && dropout.value !== 0) {
    throw dropout.error(`is ${show(dropout.value)}; encoding would be random`);
  }
  const continuingPrefix = model.get("continuing_subword_prefix").optionalString();
  const unknownToken = model.get("unk_token").optionalString();
  if (unknownToken !== undefined) checkUnknown(model, idOf);
  return {
    tokens,
    merges: model.get("merges").items().map((merge) => readMerge(merge, idOf, continuingPrefix ?? "")),
    continuingPrefix,
    endOfWordSuffix: model.get("end_of_word_suffix").optionalString(),
    unknownToken,
    fuseUnknown: model.get("fuse_unk").boolean(false),
    byteFallback: model.get("byte_fallback").boolean(false),
    ignoreMerges: model.get("ignore_merges").boolean(false),
  };
}

function readWordPiece(model: JsonValue, { tokens, idOf }: Vocabulary): WordPieceOptions {
  checkUnknown(model, idOf);
  return {
    type: "WordPiece",
    tokens,
    unknownToken: model.get("unk_token").string(),
    continuingPrefix: model.get("continuing_subword_prefix").string(),
    longestWord: model.get("max_input_chars_per_word").count(),
  };
}

function checkUnknown(model: JsonValue, idOf: ReadonlyMap<string, number>): void {
  const token = model.get("unk_token").string();
  if (!idOf.has(token)) throw model.get("unk_token").error(`is ${show(token)}, which is not in model.vocab`);
}

interface Vocabulary {
  /** Token text by id; undefined where the vocabulary has no such id. */
  readonly tokens: readonly (string | undefined)[];
  readonly idOf: ReadonlyMap<string, number>;
}

function readVocabulary(vocab: JsonValue): Vocabulary {
  const entries = vocab.entries();
  const idOf = new Map<string, number>();
  const tokens: (string | undefined)[] = [];
  for (const [token, value] of entries) {
    const id = readSparseId(value, entries.length);
    if (tokens[id] !== undefined) {
      throw vocab.error(`gives id ${id} to ${show(tokens[id])} and to ${show(token)}`);
    }
    tokens[id] = token;
    idOf.set(token, id);
  }
  return { tokens, idOf };
}

/**
 * The id of a token in a vocabulary of `count` tokens. Gaps between ids happen; an id of four billion in a file of three
 * tokens is a mistake or an attack.
 */
export function readSparseId(value: JsonValue, count: number): number {
  const id = value.id();
  const largest = 4 * count + 1024;
  if (id > largest) throw value.error(`is ${id}; expected at most ${largest} in a vocabulary of ${count}`);
  return id;
}

function readMerge(merge: JsonValue, idOf: ReadonlyMap<string, number>, continuingPrefix: string): Merge {
  // files from before 2024 write a merge as "a b"
  const { value } = merge;
  const parts = typeof value === "string" ? value.split(" ") : merge.items().map((part) => part.value);
  if (parts.length !== 2) throw merge.error(`is ${show(value)}; expected two tokens`);
  const [left, right] = parts.map((part) => new JsonValue(part, merge.at).string());
  const idOfPart = (token: string): number => {
    const id = idOf.get(token);
    if (id === undefined) throw merge.error(`needs the token ${show(token)}, which is not in model.vocab`);
    return id;
  };
  return [idOfPart(left), idOfPart(right), idOfPart(joinTokens(left, right, { continuingPrefix }))];
}
