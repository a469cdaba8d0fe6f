/**
 * Reads the stages of a tokenizer.json: normalizer, pre-tokenizer, post-processor, decoder.
 *
 * Every known field is checked and copied, so that nothing unexpected reaches the stages.
 */
import type { Decoder } from "./decoders.ts";
import type { JsonValue } from "./json_value.ts";
import type { Normalizer } from "./normalizers.ts";
import type { PostProcessor, SpecialPair, TemplatePart, TemplateToken } from "./post_processors.ts";
import {
  type ByteLevelOptions,
  type MetaspaceOptions,
  type PreTokenizer,
  SPLIT_BEHAVIORS,
} from "./pre_tokenizers.ts";
import { checkPattern, type TextPattern } from "./text_pattern.ts";

/** Deepest nesting of sequences: no file needs more, and a file of a million brackets must not fill the stack. */
const DEEPEST = 8;

/** Reads the members of a Sequence with the reader of a single stage. */
function sequence<T>(members: JsonValue, depth: number, read: (stage: JsonValue, depth: number) => T): T[] {
  if (depth >= DEEPEST) throw members.error(`has sequences that are nested more than ${DEEPEST} deep`);
  return members.items().map((member) => read(member, depth + 1));
}

export function readNormalizer(stage: JsonValue, depth = 0): Normalizer {
  const type = stage.get("type").oneOf(
    [
      ...["NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "BertNormalizer"] as const,
      ...["Strip", "Prepend", "Replace", "Sequence"] as const,
    ],
  );
  switch (type) {
    case "BertNormalizer": {
      const accents = stage.get("strip_accents");
      return {
        type,
        clean_text: stage.get("clean_text").boolean(),
        handle_chinese_chars: stage.get("handle_chinese_chars").boolean(),
        strip_accents: accents.isMissing ? null : accents.boolean(),
        lowercase: stage.get("lowercase").boolean(),
      };
    }
    case "Strip":
      return {
        type,
        strip_left: stage.get("strip_left").boolean(),
        strip_right: stage.get("strip_right").boolean(),
      };
    case "Prepend":
      return { type, prepend: stage.get("prepend").string() };
    case "Replace":
      return { type, ...replacement(stage) };
    case "Sequence":
      return { type, normalizers: sequence(stage.get("normalizers"), depth, readNormalizer) };
    default:
      return { type };
  }
}

export function readPreTokenizer(stage: JsonValue, depth = 0): PreTokenizer {
  const type = stage.get("type").oneOf(
    [
      ...["WhitespaceSplit", "Whitespace", "BertPreTokenizer", "Punctuation", "Digits"] as const,
      ...["CharDelimiterSplit", "Split", "ByteLevel", "Metaspace", "Sequence"] as const,
    ],
  );
  const behavior = () => stage.get("behavior").oneOf(SPLIT_BEHAVIORS, "Isolated");
  switch (type) {
    case "CharDelimiterSplit":
      return { type, delimiter: stage.get("delimiter").character() };
    case "Punctuation":
      return { type, behavior: behavior() };
    case "Digits":
      return { type, individual_digits: stage.get("individual_digits").boolean() };
    case "Split":
      return {
        type,
        pattern: pattern(stage),
        behavior: behavior(),
        invert: stage.get("invert").boolean(false),
      };
    case "ByteLevel":
      return { type, ...byteLevel(stage) };
    case "Metaspace":
      return { type, ...metaspace(stage) };
    case "Sequence":
      return { type, pretokenizers: sequence(stage.get("pretokenizers"), depth, readPreTokenizer) };
    default:
      return { type };
  }
}

/** @param isToken whether a token has this id; a post-processor must not add an id that has no token */
export function readPostProcessor(
  stage: JsonValue,
  isToken: (id: number) => boolean,
  depth = 0,
): PostProcessor {
  const type = stage.get("type").oneOf(
    ["ByteLevel", "TemplateProcessing", "RobertaProcessing", "BertProcessing", "Sequence"],
  );
  const tokenId = (value: JsonValue): number => {
    const id = value.id();
    if (!isToken(id)) throw value.error(`is ${id}, but there is no token ${id}`);
    return id;
  };
  const pair = (value: JsonValue): SpecialPair => {
    const parts = value.items();
    if (parts.length !== 2) throw value.error(`must be [token, id], but has ${parts.length} elements`);
    return [parts[0].string(), tokenId(parts[1])];
  };
  switch (type) {
    case "BertProcessing":
      return { type, sep: pair(stage.get("sep")), cls: pair(stage.get("cls")) };
    case "RobertaProcessing":
      return {
        type,
        sep: pair(stage.get("sep")),
        cls: pair(stage.get("cls")),
        trim_offsets: stage.get("trim_offsets").boolean(),
        add_prefix_space: stage.get("add_prefix_space").boolean(),
      };
    case "ByteLevel":
      return { type, ...byteLevel(stage) };
    case "TemplateProcessing": {
      const tokens = stage.get("special_tokens").entries().map(([name, token]): [string, TemplateToken] => [
        name,
        {
          id: token.get("id").string(),
          ids: token.get("ids").items().map(tokenId),
          tokens: token.get("tokens").items().map((text) => text.string()),
        },
      ]);
      const names = tokens.map(([name]) => name);
      return {
        type,
        single: stage.get("single").items().map((part) => templatePart(part, names)),
        pair: stage.get("pair").items().map((part) => templatePart(part, names)),
        special_tokens: Object.fromEntries(tokens),
      };
    }
    case "Sequence": {
      const read = (inner: JsonValue, depth: number) => readPostProcessor(inner, isToken, depth);
      return { type, processors: sequence(stage.get("processors"), depth, read) };
    }
  }
}

export function readDecoder(stage: JsonValue, depth = 0): Decoder {
  const type = stage.get("type").oneOf(
    [
      ...["ByteLevel", "ByteFallback", "Fuse", "Strip", "WordPiece", "BPEDecoder"] as const,
      ...["Metaspace", "Replace", "Sequence"] as const,
    ],
  );
  switch (type) {
    case "Strip":
      return {
        type,
        content: stage.get("content").character(),
        start: stage.get("start").count(),
        stop: stage.get("stop").count(),
      };
    case "BPEDecoder":
      return { type, suffix: stage.get("suffix").string() };
    case "ByteLevel":
      return { type, ...byteLevel(stage) };
    case "WordPiece":
      return { type, prefix: stage.get("prefix").string(), cleanup: stage.get("cleanup").boolean() };
    case "Metaspace":
      return { type, ...metaspace(stage) };
    case "Replace":
      return { type, ...replacement(stage) };
    case "Sequence":
      return { type, decoders: sequence(stage.get("decoders"), depth, readDecoder) };
    default:
      return { type };
  }
}

function pattern(stage: JsonValue): TextPattern {
  const value = stage.get("pattern");
  const pattern = value.has("Regex")
    ? { Regex: value.get("Regex").string() }
    : { String: value.get("String").string() };
  checkPattern(pattern);
  return pattern;
}

function replacement(stage: JsonValue) {
  return { pattern: pattern(stage), content: stage.get("content").string() };
}

function byteLevel(stage: JsonValue): ByteLevelOptions {
  return {
    add_prefix_space: stage.get("add_prefix_space").boolean(true),
    trim_offsets: stage.get("trim_offsets").boolean(true),
    use_regex: stage.get("use_regex").boolean(true),
  };
}

function metaspace(stage: JsonValue): MetaspaceOptions {
  // older files have add_prefix_space instead of prepend_scheme
  const older = stage.get("add_prefix_space").boolean(true) ? "always" : "never";
  return {
    replacement: stage.get("replacement").character(),
    prepend_scheme: stage.get("prepend_scheme").oneOf(["always", "never", "first"], older),
    split: stage.get("split").boolean(true),
  };
}

function templatePart(part: JsonValue, names: readonly string[]): TemplatePart {
  const kind = part.has("Sequence") ? "Sequence" : "SpecialToken";
  const inner = part.get(kind);
  const type_id = inner.get("type_id").id();
  return kind === "Sequence"
    ? { Sequence: { id: inner.get("id").oneOf(["A", "B"]), type_id } }
    : { SpecialToken: { id: inner.get("id").oneOf(names), type_id } };
}
