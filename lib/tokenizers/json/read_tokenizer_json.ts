/**
 * Reads tokenizer.json, the file in which Hugging Face's `tokenizers` keeps a whole tokenizer.
 *
 * A file with GPT-2's stages becomes a ByteLevelTokenizer, any other a PipelineTokenizer. The reader refuses what it does not
 * know: otherwise the ids could differ from those that the file's author meant. Every error gives the path in the file.
 * Left out: the models Unigram and WordLevel, truncation, padding to a length.
 */
import { ADDED_TOKEN, type AddedToken, checkAddedTokens } from "./added_tokens.ts";
import { charactersToBytes } from "../byte_alphabet.ts";
import { ByteLevelTokenizer } from "../byte_level.ts";
import { JsonValue, show } from "./json_value.ts";
import { type PipelineStages, PipelineTokenizer } from "./pipeline.ts";
import { readModel, readSparseId } from "./read_model.ts";
import { readFields } from "./stage.ts";
import { readDecoder } from "./decoders.ts";
import { readNormalizer } from "./normalizers.ts";
import { readPostProcessor } from "./post_processors.ts";
import { readPreTokenizer } from "./pre_tokenizers.ts";

/**
 * Reads a tokenizer from the text of a tokenizer.json.
 *
 * @param name the tokenizer's name in messages. Default "tokenizer.json"
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
  const file = new JsonValue(parsed);
  for (const field of ["truncation", "padding"].map((name) => file.get(name))) {
    if (!field.isMissing && !padsBatchesOnly(field)) {
      throw field.error("is set, which this library cannot do; set it to null in the file");
    }
  }
  const stage = <T>(name: string, read: (stage: JsonValue) => T): T | null => {
    const value = file.get(name);
    return value.isMissing ? null : read(value);
  };
  const model = readModel(file.get("model"));
  const addedTokens = stage(
    "added_tokens",
    (list) => list.items().map((t, _, { length }) => readAddedToken(t, model.tokens, length)),
  );
  const added = new Set(addedTokens?.map((token) => token.id));
  const isToken = (id: number) => added.has(id) || model.tokens[id] !== undefined;
  const stages: PipelineStages = {
    name,
    normalizer: stage("normalizer", readNormalizer),
    preTokenizer: stage("pre_tokenizer", readPreTokenizer),
    model,
    postProcessor: stage("post_processor", (processor) => readPostProcessor(processor, isToken)),
    decoder: stage("decoder", readDecoder),
    addedTokens: addedTokens ?? [],
  };
  return asByteLevel(stages) ?? new PipelineTokenizer(stages);
}

/** Padding to the longest text of a batch, which leaves a text that is encoded by itself as it is. */
function padsBatchesOnly(field: JsonValue): boolean {
  return field.get("strategy").value === "BatchLongest" && field.get("pad_to_multiple_of").isMissing &&
    field.has("pad_id");
}

function readAddedToken(
  token: JsonValue,
  tokens: readonly (string | undefined)[],
  count: number,
): AddedToken {
  const read = readFields(token, ADDED_TOKEN);
  const id = readSparseId(token.get("id"), tokens.length + count);
  if (read.content === "") throw token.get("content").error("is empty");
  if (tokens[id] !== undefined && tokens[id] !== read.content) {
    throw token.error(`gives id ${id} to ${show(read.content)}, but it is ${show(tokens[id])}`);
  }
  return read;
}

/** The simpler tokenizer for files with exactly GPT-2's stages, or undefined. */
function asByteLevel(stages: PipelineStages): ByteLevelTokenizer | undefined {
  const { preTokenizer, decoder, postProcessor, model, addedTokens } = stages;
  const isGpt2 = stages.normalizer === null && decoder?.type === "ByteLevel" &&
    preTokenizer?.type === "ByteLevel" && preTokenizer.use_regex && !preTokenizer.add_prefix_space &&
    (postProcessor === null || postProcessor.type === "ByteLevel") && model.type !== "WordPiece" &&
    !model.continuingPrefix && !model.endOfWordSuffix && !model.byteFallback && !model.ignoreMerges;
  const isPlain = (token: AddedToken) =>
    token.special && !token.single_word && !token.lstrip && !token.rstrip;
  if (!isGpt2 || !addedTokens.every(isPlain)) return undefined;
  checkAddedTokens(addedTokens, {
    name: stages.name,
    tokens: model.tokens,
    contentOf: ({ content }) => content,
  });
  const tokens: (Uint8Array | undefined)[] = Array.from(
    model.tokens,
    (token) => token === undefined ? undefined : charactersToBytes(token),
  );
  for (const { id } of addedTokens) tokens[id] = undefined;
  const bytes = new Set(tokens.filter((token) => token?.length === 1).map((token) => token![0]));
  const encoder = new TextEncoder();
  for (const { id, content } of addedTokens) tokens[id] = encoder.encode(content);
  if (bytes.size < 256 || Array.from(tokens).includes(undefined)) return undefined;
  return new ByteLevelTokenizer({
    name: stages.name,
    tokens: tokens as Uint8Array[],
    merges: model.merges,
    specials: new Map(addedTokens.map(({ content, id }) => [content, id])),
  });
}
