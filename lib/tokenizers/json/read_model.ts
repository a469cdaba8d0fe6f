/**
 * Reads the model of a tokenizer.json, BPE or WordPiece: the vocabulary, and how words are written with it.
 */
import { joinTokens, type Merge } from "../bpe.ts";
import type { BpeModelOptions } from "./bpe_model.ts";
import {
  asBoolean,
  asCount,
  asId,
  asList,
  asObject,
  asOptionalString,
  asString,
  type Fields,
  show,
} from "./json_object.ts";
import type { WordPieceOptions } from "./word_piece.ts";

export function readModel(fields: Fields): BpeModelOptions | WordPieceOptions {
  // files from before 2021 have no type
  const type = fields.type ?? ("max_input_chars_per_word" in fields ? "WordPiece" : "BPE");
  if (type === "WordPiece") return readWordPiece(fields);
  if (type !== "BPE") {
    throw new RangeError(
      `tokenizer.json: model.type is ${show(type)}; this library reads models of type BPE and WordPiece`,
    );
  }
  if (fields.dropout !== undefined && fields.dropout !== null && fields.dropout !== 0) {
    throw new RangeError(
      `tokenizer.json: model.dropout is ${show(fields.dropout)}; encoding would be random`,
    );
  }
  const continuingPrefix = asOptionalString(
    fields.continuing_subword_prefix,
    "model.continuing_subword_prefix",
  );
  const unknownToken = asOptionalString(fields.unk_token, "model.unk_token");
  const { tokens, idOf } = readVocabulary(asObject(fields.vocab, "model.vocab"));
  checkUnknown(unknownToken, idOf);
  const merges = asList(fields.merges, "model.merges").map((merge, i) =>
    readMerge(merge, `model.merges[${i}]`, { idOf, continuingPrefix: continuingPrefix ?? "" })
  );
  return {
    tokens,
    merges,
    continuingPrefix,
    endOfWordSuffix: asOptionalString(fields.end_of_word_suffix, "model.end_of_word_suffix"),
    unknownToken,
    fuseUnknown: asBoolean(fields.fuse_unk, "model.fuse_unk", { missing: false }),
    byteFallback: asBoolean(fields.byte_fallback, "model.byte_fallback", { missing: false }),
    ignoreMerges: asBoolean(fields.ignore_merges, "model.ignore_merges", { missing: false }),
  };
}

function readWordPiece(fields: Fields): WordPieceOptions {
  const { tokens, idOf } = readVocabulary(asObject(fields.vocab, "model.vocab"));
  const unknownToken = asString(fields.unk_token, "model.unk_token");
  checkUnknown(unknownToken, idOf);
  return {
    type: "WordPiece",
    tokens,
    unknownToken,
    continuingPrefix: asString(fields.continuing_subword_prefix, "model.continuing_subword_prefix"),
    longestWord: asCount(fields.max_input_chars_per_word, "model.max_input_chars_per_word"),
  };
}

function checkUnknown(unknownToken: string | undefined, idOf: ReadonlyMap<string, number>): void {
  if (unknownToken === undefined || idOf.has(unknownToken)) return;
  throw new RangeError(
    `tokenizer.json: model.unk_token is ${show(unknownToken)}, which is not in model.vocab`,
  );
}

function readVocabulary(vocab: Fields) {
  const entries = Object.entries(vocab);
  const idOf = new Map<string, number>();
  const tokens: (string | undefined)[] = [];
  for (const [token, value] of entries) {
    const id = asId(value, `model.vocab[${show(token)}]`);
    checkSparse(id, entries.length, `model.vocab[${show(token)}]`);
    if (tokens[id] !== undefined) {
      throw new RangeError(
        `tokenizer.json: model.vocab gives id ${id} to ${show(tokens[id])} and to ${show(token)}`,
      );
    }
    tokens[id] = token;
    idOf.set(token, id);
  }
  return { tokens, idOf };
}

/** Gaps between ids happen; an id of four billion in a file of three tokens is a mistake or an attack. */
export function checkSparse(id: number, count: number, at: string): void {
  const largest = 4 * count + 1024;
  if (id > largest) {
    throw new RangeError(
      `tokenizer.json: ${at} is ${id}; expected at most ${largest} in a vocabulary of ${count}`,
    );
  }
}

function readMerge(
  value: unknown,
  at: string,
  { idOf, continuingPrefix }: { idOf: ReadonlyMap<string, number>; continuingPrefix: string },
): Merge {
  // files from before 2024 write a merge as "a b"
  const parts = typeof value === "string" ? value.split(" ") : asList(value, at);
  if (parts.length !== 2) {
    throw new RangeError(`tokenizer.json: ${at} is ${show(value)}; expected two tokens`);
  }
  const [left, right] = parts.map((part) => asString(part, at));
  const merged = joinTokens(left, right, { continuingPrefix });
  const ids = [left, right, merged].map((token) => {
    const id = idOf.get(token);
    if (id === undefined) {
      throw new RangeError(
        `tokenizer.json: ${at} needs the token ${show(token)}, which is not in model.vocab`,
      );
    }
    return id;
  });
  return [ids[0], ids[1], ids[2]];
}
