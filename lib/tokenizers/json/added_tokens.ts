/**
 * Added tokens of a pipeline: texts that always are one token. They are found before the model gets the text.
 *
 * Some are searched for in the original text, others ("normalized") in the normalized text. The latter are normalized
 * too: after a normalizer that lowers case, "[USER]" is found as "[user]".
 */
import { checkSpecials, type TextPart } from "../tokenizer.ts";
import type { JsonValue } from "./json_value.ts";
import { falseUnlessSet, type FieldsOf, string } from "./stage.ts";

/** Fields of an added token, as in tokenizer.json. */
export const ADDED_TOKEN = {
  id: (field: JsonValue) => field.id(),
  content: string,
  /** A special token is found only where it is allowed; other added tokens always. */
  special: falseUnlessSet,
  /** Whether it is searched for after normalization instead of before. */
  normalized: (field: JsonValue, token: JsonValue) => field.boolean(!falseUnlessSet(token.get("special"))),
  /** Whether it is found only where no letter or digit is next to it. */
  single_word: falseUnlessSet,
  /** Whether white space before it, and after it, belongs to it. */
  lstrip: falseUnlessSet,
  rstrip: falseUnlessSet,
};

type Fields = FieldsOf<typeof ADDED_TOKEN>;
export type AddedToken = Pick<Fields, "id" | "content" | "special" | "normalized"> & Partial<Fields>;

const WORD = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]`;
// "v", because with "u" V8 14.9 misses a letter of two code units before $
const ENDS_WITH_WORD = new RegExp(`${WORD}$`, "v");
const STARTS_WITH_WORD = new RegExp(`^${WORD}`, "v");
const SPACE = /\p{White_Space}/u;

/** Special tokens as added tokens. */
export function asAddedTokens(specials: ReadonlyMap<string, number>): AddedToken[] {
  return [...specials].map(([content, id]) => ({ id, content, special: true, normalized: false }));
}

/** Cuts a text at added tokens. Where two start at the same character, the longer one is taken. */
export type AddedTokenFinder = (text: string) => Iterable<TextPart>;

/**
 * Makes the function that finds these tokens.
 *
 * @param contentOf the text to search for. Default: the token's content
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const mask = { id: 7, content: "<mask>", special: true, normalized: false, lstrip: true };
 * const parts = findAddedTokens([mask]);
 * assert.deepEqual([...parts("a <mask> b")], [{ text: "a" }, { special: 7 }, { text: " b" }]);
 * ```
 */
export function findAddedTokens(
  tokens: readonly AddedToken[],
  contentOf: (token: AddedToken) => string = (token) => token.content,
): AddedTokenFinder {
  const byContent = new Map(tokens.map((token) => [contentOf(token), token]));
  // a token that the normalizer makes empty is never found
  byContent.delete("");
  if (byContent.size === 0) return (text) => text === "" ? [] : [{ text }];
  const longestFirst = [...byContent.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((content) => RegExp.escape(content)).join("|"), "g");
  return (text) => partsOf(text, pattern, byContent);
}

function* partsOf(
  text: string,
  pattern: RegExp,
  byContent: ReadonlyMap<string, AddedToken>,
): Generator<TextPart> {
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const token = byContent.get(match[0])!;
    let start = match.index;
    let end = start + match[0].length;
    if (token.single_word && !isSingleWord(text, start, end)) continue;
    while (token.lstrip && start > from && SPACE.test(text[start - 1])) start--;
    // the token before it may have taken its white space, or, as in Hugging Face's code, only a part of it
    if (token.lstrip) start = Math.max(start, from);
    while (token.rstrip && end < text.length && SPACE.test(text[end])) end++;
    if (start >= end) continue;
    if (start > from) yield { text: text.slice(from, start) };
    yield { special: token.id };
    from = end;
  }
  if (from < text.length) yield { text: text.slice(from) };
}

function isSingleWord(text: string, start: number, end: number): boolean {
  // two code units contain the neighbouring character
  return !ENDS_WITH_WORD.test(text.slice(Math.max(0, start - 2), start)) &&
    !STARTS_WITH_WORD.test(text.slice(end, end + 2));
}

/**
 * Refuses added tokens that are empty, that share an id or a text, or that contradict the vocabulary.
 *
 * @param tokens the model's vocabulary by id
 * @throws {RangeError}
 */
export function checkAddedTokens(
  addedTokens: readonly AddedToken[],
  { name, tokens, contentOf }: {
    readonly name: string;
    readonly tokens: readonly (string | undefined)[];
    readonly contentOf: (token: AddedToken) => string;
  },
): void {
  const caller = `tokenizer "${name}"`;
  checkSpecials(addedTokens.filter((token) => token.special).map((token) => token.content), caller);
  const idOf = new Map(tokens.flatMap((token, id) => token === undefined ? [] : [[token, id] as const]));
  const byId = new Map<number, AddedToken>();
  const found = new Map<string, AddedToken>();
  const refuse = (fault: string): never => {
    throw new RangeError(`${caller}: ${fault}; each added token needs a text and an id of its own`);
  };
  for (const token of addedTokens) {
    const { id, content, normalized } = token;
    const shown = JSON.stringify(content);
    if (content === "") refuse(`the added token ${id} is empty`);
    const other = byId.get(id)?.content ?? tokens[id] ?? content;
    if (other !== content) refuse(`${JSON.stringify(other)} and ${shown} both have the id ${id}`);
    if ((idOf.get(content) ?? id) !== id) refuse(`${shown} has the ids ${idOf.get(content)} and ${id}`);
    if (byId.has(id)) refuse(`${shown} is there twice`);
    const key = `${normalized} ${contentOf(token)}`;
    const twin = found.get(key);
    if (twin && contentOf(token) !== "") {
      refuse(`${JSON.stringify(twin.content)} and ${shown} are the same text once they are normalised`);
    }
    byId.set(id, token);
    idOf.set(content, id);
    found.set(key, token);
  }
}
