/**
 * tokenizer.json, the file in which Hugging Face's `tokenizers` keeps a whole tokenizer: the reader.
 *
 * A file with GPT-2's stages becomes a ByteLevelTokenizer, any other a PipelineTokenizer, with BPE or WordPiece. The
 * reader is strict: it refuses what it does not know instead of encoding something else than the file's maker
 * meant, and every error names the place in the file. Files come from strangers; memory stays in proportion to the
 * file's size. Left out: the models Unigram and WordLevel, truncation and padding.
 */
import { type AddedToken, checkAddedTokens } from "./added_tokens.ts";
import { charactersToBytes } from "../byte_alphabet.ts";
import { ByteLevelTokenizer } from "../byte_level.ts";
import { asBoolean, asId, asList, asObject, asString, show } from "./json_object.ts";
import { type PipelineStages, PipelineTokenizer } from "./pipeline.ts";
import { checkSparse, readModel } from "./read_model.ts";
import { readPostProcessor, specialIds } from "./read_post_processor.ts";
import { readDecoder, readNormalizer, readPreTokenizer } from "./read_stages.ts";

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
  checkSpecialIds(stages);
  return asByteLevel(stages) ?? new PipelineTokenizer(stages);
}

function readAddedToken(value: unknown, at: string, tokens: readonly (string | undefined)[]): AddedToken {
  const fields = asObject(value, at);
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
    singleWord: asBoolean(fields.single_word, `${at}.single_word`, { missing: false }),
    stripLeft: asBoolean(fields.lstrip, `${at}.lstrip`, { missing: false }),
    stripRight: asBoolean(fields.rstrip, `${at}.rstrip`, { missing: false }),
  };
}

function checkSpecialIds({ postProcessor, model, addedTokens }: PipelineStages): void {
  const known = new Set(addedTokens.map((token) => token.id));
  for (const { id, at } of postProcessor ? specialIds(postProcessor) : []) {
    if (known.has(id) || model.tokens[id] !== undefined) continue;
    throw new RangeError(`tokenizer.json: ${at}: there is no token ${id}`);
  }
}

/** The simpler tokenizer for files with exactly GPT-2's stages, or undefined. */
function asByteLevel(stages: PipelineStages): ByteLevelTokenizer | undefined {
  const { preTokenizer, decoder, postProcessor, model, addedTokens } = stages;
  const isGpt2 = stages.normalizer === null && decoder?.type === "ByteLevel" &&
    preTokenizer?.type === "ByteLevel" && preTokenizer.use_regex && !preTokenizer.add_prefix_space &&
    (postProcessor === null || postProcessor.type === "ByteLevel") && model.type !== "WordPiece" &&
    !model.continuingPrefix && !model.endOfWordSuffix && !model.byteFallback && !model.ignoreMerges;
  const isPlain = (token: AddedToken) =>
    token.special && !token.singleWord && !token.stripLeft && !token.stripRight;
  if (!isGpt2 || !addedTokens.every(isPlain)) return undefined;
  checkAddedTokens(addedTokens, {
    name: stages.name,
    tokens: model.tokens,
    contentOf: ({ content }) => content,
  });
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
