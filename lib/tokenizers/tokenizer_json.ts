/**
 * tokenizer.json, the file in which Hugging Face's `tokenizers` keeps a whole tokenizer: the reader.
 *
 * A file with GPT-2's stages becomes a ByteLevelTokenizer, any other with a BPE model a PipelineTokenizer. The
 * reader is strict: it refuses what it does not know instead of encoding something else than the file's maker
 * meant, and every error names the place in the file. Files come from strangers; memory stays in proportion to the
 * file's size. Left out: the models WordPiece, Unigram and WordLevel, truncation and padding.
 */
import { joinTokens, type Merge } from "./bpe.ts";
import type { BpeModelOptions } from "./bpe_model.ts";
import { charactersToBytes } from "./byte_alphabet.ts";
import { ByteLevelTokenizer } from "./byte_level.ts";
import {
  asBoolean,
  asId,
  asList,
  asObject,
  asOptionalString,
  asString,
  type Fields,
  show,
} from "./json_fields.ts";
import { type AddedToken, type PipelineStages, PipelineTokenizer } from "./pipeline.ts";
import { readDecoder, readNormalizer, readPostProcessor, readPreTokenizer } from "./tokenizer_json_stages.ts";

/**
 * Reads a tokenizer from the text of a tokenizer.json.
 *
 * @param name what the tokenizer is called in messages. Default "tokenizer.json"
 * @throws {SyntaxError} when the text is not JSON
 * @throws {TypeError | RangeError} when a field is missing, of the wrong type, unknown or contradicts another
 */
export function readTokenizerJson(
  text: string,
  name = "tokenizer.json",
): ByteLevelTokenizer | PipelineTokenizer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`tokenizer.json: not JSON: ${(cause as Error).message}`, { cause });
  }
  const file = asObject(parsed, "the file");
  for (const field of ["truncation", "padding"]) {
    if (file[field] !== undefined && file[field] !== null) {
      throw new RangeError(
        `tokenizer.json: ${field} is set; this library does not do it: set it to null in the file`,
      );
    }
  }
  const stage = <T>(field: string, read: (value: unknown) => T): T | null =>
    file[field] === undefined || file[field] === null ? null : read(file[field]);
  const model = readModel(asObject(file.model, "model"));
  const stages: PipelineStages = {
    name,
    normalizer: stage("normalizer", readNormalizer),
    preTokenizer: stage("pre_tokenizer", readPreTokenizer),
    model,
    postProcessor: stage("post_processor", readPostProcessor),
    decoder: stage("decoder", readDecoder),
    addedTokens: asList(file.added_tokens ?? [], "added_tokens").map((token, i) =>
      readAddedToken(token, `added_tokens[${i}]`, model.tokens)
    ),
  };
  checkTemplateIds(stages);
  return asByteLevel(stages) ?? new PipelineTokenizer(stages);
}

function readModel(fields: Fields): BpeModelOptions {
  // files from before 2021 have no type
  const type = fields.type ?? "BPE";
  if (type !== "BPE") {
    throw new RangeError(`tokenizer.json: model.type is ${show(type)}; this library reads BPE models only`);
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
  if (unknownToken !== undefined && !idOf.has(unknownToken)) {
    throw new RangeError(
      `tokenizer.json: model.unk_token is ${show(unknownToken)}, which is not in model.vocab`,
    );
  }
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
function checkSparse(id: number, count: number, at: string): void {
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

function readAddedToken(value: unknown, at: string, tokens: readonly (string | undefined)[]): AddedToken {
  const fields = asObject(value, at);
  for (const flag of ["single_word", "lstrip", "rstrip"]) {
    if (asBoolean(fields[flag], `${at}.${flag}`, { missing: false })) {
      throw new RangeError(
        `tokenizer.json: ${at}.${flag} is true; this library finds added tokens as they stand only`,
      );
    }
  }
  const id = asId(fields.id, `${at}.id`);
  const content = asString(fields.content, `${at}.content`);
  checkSparse(id, tokens.length, `${at}.id`);
  if (content === "") throw new RangeError(`tokenizer.json: ${at}.content is empty`);
  if (tokens[id] !== undefined && tokens[id] !== content) {
    throw new RangeError(
      `tokenizer.json: ${at} gives id ${id} to ${show(content)}, but it is ${show(tokens[id])}`,
    );
  }
  const special = asBoolean(fields.special, `${at}.special`, { missing: false });
  return {
    id,
    content,
    special,
    normalized: asBoolean(fields.normalized, `${at}.normalized`, { missing: !special }),
  };
}

function checkTemplateIds({ postProcessor, model, addedTokens }: PipelineStages): void {
  const processors = postProcessor?.type === "Sequence" ? postProcessor.processors : [postProcessor];
  const known = new Set(addedTokens.map((token) => token.id));
  for (const processor of processors) {
    if (processor?.type !== "TemplateProcessing") continue;
    for (const [name, { ids }] of Object.entries(processor.special_tokens)) {
      for (const id of ids) {
        if (known.has(id) || model.tokens[id] !== undefined) continue;
        throw new RangeError(
          `tokenizer.json: post_processor.special_tokens.${name}: there is no token ${id}`,
        );
      }
    }
  }
}

/** The simpler tokenizer for files with exactly GPT-2's stages, or undefined. */
function asByteLevel(stages: PipelineStages): ByteLevelTokenizer | undefined {
  const { preTokenizer, decoder, postProcessor, model, addedTokens } = stages;
  const isGpt2 = stages.normalizer === null && decoder?.type === "ByteLevel" &&
    preTokenizer?.type === "ByteLevel" && preTokenizer.use_regex && !preTokenizer.add_prefix_space &&
    (postProcessor === null || postProcessor.type === "ByteLevel") &&
    !model.continuingPrefix && !model.endOfWordSuffix && !model.byteFallback && !model.ignoreMerges;
  if (!isGpt2 || addedTokens.some((token) => !token.special)) return undefined;
  const encoder = new TextEncoder();
  const tokens: (Uint8Array | undefined)[] = Array.from(
    model.tokens,
    (token) => token === undefined ? undefined : charactersToBytes(token),
  );
  for (const { id, content } of addedTokens) tokens[id] = encoder.encode(content);
  const specials = new Map(addedTokens.map(({ content, id }) => [content, id]));
  const bytes = new Set(
    tokens.filter((token, id) => token?.length === 1 && !isAdded(id)).map((token) => token![0]),
  );
  function isAdded(id: number): boolean {
    return addedTokens.some((token) => token.id === id);
  }
  const isComplete = bytes.size === 256 && Array.from(tokens).every((token) => token !== undefined);
  return isComplete
    ? new ByteLevelTokenizer({
      name: stages.name,
      tokens: tokens as Uint8Array[],
      merges: model.merges,
      specials,
    })
    : undefined;
}
