/**
 * Reads the stages of a tokenizer.json (normaliser, pre-tokeniser, decoder) from parsed JSON. What stands in the file
 * is checked and copied, so that nothing unexpected reaches the stages. tokenizer_json_post.ts reads the
 * post-processor.
 */
import type { Decoder } from "./decoders.ts";
import {
  asBoolean,
  asCharacter,
  asCount,
  asList,
  asObject,
  asOneOf,
  asString,
  type Fields,
} from "./json_object.ts";
import type { Normalizer } from "./normalizers.ts";
import { type PreTokenizer, SPLIT_BEHAVIORS } from "./pre_tokenizers.ts";
import { checkPattern, type TextPattern } from "./text_pattern.ts";

/** Sequences within sequences; nobody needs more, and a file of a million brackets must not exhaust the stack. */
const DEEPEST = 8;

/** Where in the file a stage stands, and in how many sequences. */
export interface Place {
  readonly at: string;
  readonly depth: number;
}

/** Reads the members of a Sequence with the reader of a single stage. */
export function sequence<T>(
  value: unknown,
  { at, depth }: Place,
  read: (value: unknown, place: Place) => T,
): T[] {
  if (depth >= DEEPEST) {
    throw new RangeError(`tokenizer.json: ${at}: sequences are nested more than ${DEEPEST} deep`);
  }
  return asList(value, at).map((member, i) => read(member, { at: `${at}[${i}]`, depth: depth + 1 }));
}

function readPattern(value: unknown, at: string): TextPattern {
  const fields = asObject(value, at);
  const pattern = "Regex" in fields
    ? { Regex: asString(fields.Regex, `${at}.Regex`) }
    : { String: asString(fields.String, `${at}.String`) };
  checkPattern(pattern);
  return pattern;
}

export function readNormalizer(
  value: unknown,
  { at, depth }: Place = { at: "normalizer", depth: 0 },
): Normalizer {
  const fields = asObject(value, at);
  const type = asOneOf(fields.type, `${at}.type`, {
    known: [
      ...["NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "BertNormalizer"] as const,
      ...["Strip", "Prepend", "Replace", "Sequence"] as const,
    ],
  });
  switch (type) {
    case "BertNormalizer": {
      const flag = (name: string) => asBoolean(fields[name], `${at}.${name}`);
      return {
        type,
        clean_text: flag("clean_text"),
        handle_chinese_chars: flag("handle_chinese_chars"),
        strip_accents: (fields.strip_accents ?? null) === null ? null : flag("strip_accents"),
        lowercase: flag("lowercase"),
      };
    }
    case "Strip":
      return {
        type,
        strip_left: asBoolean(fields.strip_left, `${at}.strip_left`),
        strip_right: asBoolean(fields.strip_right, `${at}.strip_right`),
      };
    case "Prepend":
      return { type, prepend: asString(fields.prepend, `${at}.prepend`) };
    case "Replace":
      return {
        type,
        pattern: readPattern(fields.pattern, `${at}.pattern`),
        content: asString(fields.content, `${at}.content`),
      };
    case "Sequence":
      return {
        type,
        normalizers: sequence(fields.normalizers, { at: `${at}.normalizers`, depth }, readNormalizer),
      };
    default:
      return { type };
  }
}

export function readPreTokenizer(
  value: unknown,
  { at, depth }: Place = { at: "pre_tokenizer", depth: 0 },
): PreTokenizer {
  const fields = asObject(value, at);
  const type = asOneOf(fields.type, `${at}.type`, {
    known: [
      ...["WhitespaceSplit", "Whitespace", "BertPreTokenizer", "Punctuation", "Digits"] as const,
      ...["CharDelimiterSplit", "Split", "ByteLevel", "Metaspace", "Sequence"] as const,
    ],
  });
  const behavior = () =>
    asOneOf(fields.behavior, `${at}.behavior`, { known: SPLIT_BEHAVIORS, missing: "Isolated" });
  switch (type) {
    case "CharDelimiterSplit":
      return { type, delimiter: asCharacter(fields.delimiter, `${at}.delimiter`) };
    case "Punctuation":
      return { type, behavior: behavior() };
    case "Digits":
      return { type, individual_digits: asBoolean(fields.individual_digits, `${at}.individual_digits`) };
    case "Split":
      return {
        type,
        pattern: readPattern(fields.pattern, `${at}.pattern`),
        behavior: behavior(),
        invert: asBoolean(fields.invert, `${at}.invert`, { missing: false }),
      };
    case "ByteLevel":
      return { type, ...byteLevelFields(fields, at) };
    case "Metaspace":
      return { type, ...metaspaceFields(fields, at) };
    case "Sequence":
      return {
        type,
        pretokenizers: sequence(fields.pretokenizers, { at: `${at}.pretokenizers`, depth }, readPreTokenizer),
      };
    default:
      return { type };
  }
}

export function byteLevelFields(fields: Fields, at: string) {
  return {
    add_prefix_space: asBoolean(fields.add_prefix_space, `${at}.add_prefix_space`, { missing: true }),
    trim_offsets: asBoolean(fields.trim_offsets, `${at}.trim_offsets`, { missing: true }),
    use_regex: asBoolean(fields.use_regex, `${at}.use_regex`, { missing: true }),
  };
}

function metaspaceFields(fields: Fields, at: string) {
  const replacement = asCharacter(fields.replacement, `${at}.replacement`);
  // older files say add_prefix_space instead of prepend_scheme
  const older = asBoolean(fields.add_prefix_space, `${at}.add_prefix_space`, { missing: true })
    ? "always"
    : "never";
  const schemes = ["always", "never", "first"] as const;
  return {
    replacement,
    prepend_scheme: asOneOf(fields.prepend_scheme, `${at}.prepend_scheme`, {
      known: schemes,
      missing: older,
    }),
    split: asBoolean(fields.split, `${at}.split`, { missing: true }),
  };
}

export function readDecoder(value: unknown, { at, depth }: Place = { at: "decoder", depth: 0 }): Decoder {
  const fields = asObject(value, at);
  const type = asOneOf(fields.type, `${at}.type`, {
    known: [
      ...["ByteLevel", "ByteFallback", "Fuse", "Strip", "WordPiece", "BPEDecoder"] as const,
      ...["Metaspace", "Replace", "Sequence"] as const,
    ],
  });
  switch (type) {
    case "Strip":
      return {
        type,
        content: asCharacter(fields.content, `${at}.content`),
        start: asCount(fields.start, `${at}.start`),
        stop: asCount(fields.stop, `${at}.stop`),
      };
    case "BPEDecoder":
      return { type, suffix: asString(fields.suffix, `${at}.suffix`) };
    case "ByteLevel":
      return { type, ...byteLevelFields(fields, at) };
    case "WordPiece":
      return {
        type,
        prefix: asString(fields.prefix, `${at}.prefix`),
        cleanup: asBoolean(fields.cleanup, `${at}.cleanup`),
      };
    case "Metaspace":
      return { type, ...metaspaceFields(fields, at) };
    case "Replace":
      return {
        type,
        pattern: readPattern(fields.pattern, `${at}.pattern`),
        content: asString(fields.content, `${at}.content`),
      };
    case "Sequence":
      return { type, decoders: sequence(fields.decoders, { at: `${at}.decoders`, depth }, readDecoder) };
    default:
      return { type };
  }
}
