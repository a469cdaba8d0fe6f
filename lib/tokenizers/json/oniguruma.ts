/**
 * Oniguruma's regular expressions, in which the patterns of tokenizer.json are written, as JavaScript's.
 *
 * The two look alike and differ in silence: `^` and `$` match at every line, `.` matches `\r`, `\w` follows Unicode.
 * The npm package oniguruma-to-es translates; it refuses what JavaScript cannot do exactly. This file corrects, on the
 * parsed expression, the points in which the package differs from the Oniguruma inside Hugging Face's `tokenizers`.
 */
import { toRegExpDetails } from "oniguruma-to-es";
import { generate } from "oniguruma-parser/generator";
import {
  type AlternativeElementNode,
  type AlternativeNode,
  type CharacterClassElementNode,
  type CharacterClassNode,
  createAlternative,
  createGroup,
  createQuantifier,
  type GroupNode,
  type OnigurumaAst,
  parse,
  type QuantifiableNode,
  type QuantifierNode,
} from "oniguruma-parser/parser";
import { foldedCharacters, foldsWithin } from "./oniguruma_case.ts";
import { isOptionalCount, stopsEarly } from "./oniguruma_loops.ts";

/** Characters. The longest that a known model has are some hundred; translating takes the square of it. */
const LONGEST = 10_000;
/** A call such as \g<name> repeats its group's text: a file of a hundred nested calls would fill the memory. */
const MOST_CALLS = 8;
/** \w, \b and \p{Word} by themselves take these six for word characters; \w in a class does not. */
const WORD_OUTSIDE_CLASSES = "²³¹¼½¾";
const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}`;

interface Place {
  readonly ignoreCase: boolean;
  /** Behind itself, Oniguruma looks for as many characters as the pattern has. */
  readonly isBehind: boolean;
  readonly calls: { count: number };
}

/**
 * An Oniguruma expression as a global JavaScript expression that matches the same.
 *
 * @throws {Error} that names what JavaScript has no form for, or the mistake in the expression
 */
export function translateOniguruma(source: string): RegExp {
  if (source.length > LONGEST) {
    throw new Error(
      `${source.length} characters, where ${LONGEST} are the most that this library translates`,
    );
  }
  // the parsed form does not tell {2,2}?, two, from {2}?, two or none
  const twice = /\{(\d+),\1\}\?/.exec(source);
  if (twice) throw new Error(`${twice[0]}; write {${twice[1]}} for it`);
  const ast = parseOniguruma(source);
  ast.body = rewriteAlternatives(ast.body, { ignoreCase: false, isBehind: false, calls: { count: 0 } });
  return toExpression(generate(ast).pattern);
}

function parseOniguruma(source: string): OnigurumaAst {
  return parse(source, { normalizeUnknownPropertyNames: true });
}

/**
 * ES2024 has no (?i:…) and the package writes both cases out: in /(?i:[\p{L}]i)/v, V8 14.9 overlooks the I of "가FI".
 * Without the package's own RegExp class, because that searches for \G in a cut text, where ^ and \b differ.
 */
function toExpression(source: string): RegExp {
  const options = { accuracy: "strict", target: "ES2024", global: true, avoidSubclass: true } as const;
  const { pattern, flags } = toRegExpDetails(source, options);
  return new RegExp(pattern, flags);
}

/** A part of an expression, written as source. */
function fragment(source: string): GroupNode {
  return createGroup({ body: parseOniguruma(source).body });
}

/** `a(?i)b|c` means `a(?i:b|c)`: the flags hold to the end of the group, over its alternatives. */
function rewriteAlternatives(alternatives: readonly AlternativeNode[], place: Place): AlternativeNode[] {
  for (const [a, { body }] of alternatives.entries()) {
    const at = body.findIndex((node) => node.type === "Directive" && node.kind === "flags");
    if (at < 0) continue;
    const { flags } = body[at] as { flags: GroupNode["flags"] };
    const rest = createGroup({
      flags: withoutExtended(flags),
      body: [createAlternative({ body: body.slice(at + 1) }), ...alternatives.slice(a + 1)],
    });
    const whole = createAlternative({ body: [...body.slice(0, at), rest] });
    return rewriteAlternatives([...alternatives.slice(0, a), whole], place);
  }
  return alternatives.map(({ body }) => createAlternative({ body: rewriteSequence(body, place) }));
}

function rewriteSequence(nodes: readonly AlternativeElementNode[], place: Place): AlternativeElementNode[] {
  const flat = nodes.flatMap(ungroup);
  if (!place.ignoreCase || place.isBehind) return flat.map((node) => rewrite(node, place));
  const out: AlternativeElementNode[] = [];
  for (let i = 0; i < flat.length;) {
    const run: number[] = [];
    for (let node = flat[i]; node?.type === "Character"; node = flat[++i]) run.push(node.value);
    if (run.length > 0) out.push(fragment(foldedCharacters(run)));
    if (i < flat.length) out.push(rewrite(flat[i++], place));
  }
  return out;
}

/** The content of a group that does nothing: `(?:s)s` is `ss`. */
function ungroup(node: AlternativeElementNode): AlternativeElementNode[] {
  const isPlain = node.type === "Group" && !node.atomic && !node.flags && node.body.length === 1 &&
    node.body[0].body.every((inner) => inner.type !== "Directive");
  return isPlain ? node.body[0].body.flatMap(ungroup) : [node];
}

function rewrite(node: AlternativeElementNode, place: Place): AlternativeElementNode {
  switch (node.type) {
    case "Character":
      return place.ignoreCase && !place.isBehind ? fragment(foldedCharacters([node.value])) : node;
    case "CharacterClass":
      return rewriteClass(node, place);
    case "CharacterSet": {
      const isNamed = node.kind === "property" || node.kind === "posix";
      if (node.kind === "word" || isNamed && node.value === "word") return fragment(word(node.negate));
      // a property by itself keeps its case, one in a class does not
      return place.ignoreCase && isNamed ? withCase(node) : node;
    }
    case "Assertion":
      return node.kind === "word_boundary" ? fragment(boundary(node.negate)) : node;
    case "Quantifier": {
      const body = rewrite(node.body, place) as QuantifiableNode;
      // {n}? is not a lazy {n}, which would be {n}, but an optional one, and {n}?+ a possessive optional one
      if (isOptionalCount(node)) return optional({ ...node, kind: "greedy", body });
      if (isOptionalCount(node.body) && node.kind === "greedy" && node.min === 1 && node.max === Infinity) {
        return { ...body, kind: "possessive" } as QuantifierNode;
      }
      if (node.max > 1 && node.min < node.max && stopsEarly(node.body)) {
        throw new Error("a repeated group that may be empty although it could match more");
      }
      return { ...node, body };
    }
    case "Group": {
      const { enable, disable } = node.flags ?? {};
      const ignoreCase = disable?.ignoreCase ? false : enable?.ignoreCase ? true : place.ignoreCase;
      const body = rewriteAlternatives(node.body, { ...place, ignoreCase });
      return { ...node, flags: withoutExtended(node.flags), body };
    }
    case "LookaroundAssertion": {
      const isBehind = place.isBehind || node.kind === "lookbehind";
      return { ...node, body: rewriteAlternatives(node.body, { ...place, isBehind }) };
    }
    case "CapturingGroup":
    case "AbsenceFunction":
      return { ...node, body: rewriteAlternatives(node.body, place) };
    case "Subroutine":
      if (++place.calls.count > MOST_CALLS) throw new Error(`more than ${MOST_CALLS} calls of groups (\\g)`);
      return node;
    default:
      return node;
  }
}

function rewriteClass(node: CharacterClassNode, place: Place): AlternativeElementNode {
  const words = wordsInClass(node);
  if (!place.ignoreCase) return words;
  if (node.body.some(isNegated)) {
    throw new Error("a negated set within a character class where case is ignored");
  }
  if (node.negate || place.isBehind) return words;
  const source = generate({ ...parseOniguruma(""), body: [createAlternative({ body: [words] })] }).pattern;
  const folds = foldsWithin(toExpression(source));
  return folds.length === 0 ? words : fragment([source, ...folds].join("|"));
}

/** Whether a set is a complement: \S, \D and \W contain each letter in both cases, \P{Lu} does not. */
function isNegated(node: CharacterClassElementNode): boolean {
  if (node.type === "CharacterClass") return node.negate || node.body.some(isNegated);
  return node.type === "CharacterSet" && node.negate === true &&
    !["space", "digit", "word"].includes(node.kind);
}

function wordsInClass(node: CharacterClassNode): CharacterClassNode {
  const body = node.body.map((inner): CharacterClassElementNode => {
    if (inner.type === "CharacterClass") return wordsInClass(inner);
    if (inner.type !== "CharacterSet" || inner.kind !== "word") return inner;
    return parseOniguruma(inner.negate ? `[^${WORD}]` : `[${WORD}]`).body[0].body[0] as CharacterClassNode;
  });
  return { ...node, body };
}

function word(negate = false): string {
  return `[${negate ? "^" : ""}${WORD}${WORD_OUTSIDE_CLASSES}]`;
}

function boundary(negate = false): string {
  const isWord = word();
  return negate
    ? `(?<=${isWord})(?=${isWord})|(?<!${isWord})(?!${isWord})`
    : `(?<=${isWord})(?!${isWord})|(?<!${isWord})(?=${isWord})`;
}

function optional(node: AlternativeElementNode): QuantifierNode {
  return createQuantifier("greedy", 0, 1, withBody(node));
}

/** The parsed form has no white space and comments of (?x) any more: what is left of them is meant. */
function withoutExtended(flags: GroupNode["flags"]): GroupNode["flags"] {
  if (!flags) return undefined;
  const { enable: { extended: _, ...enable } = {}, disable: { extended: __, ...disable } = {} } = flags;
  const isLeft = (part: object) => Object.values(part).some(Boolean);
  return isLeft(enable) || isLeft(disable)
    ? { ...(isLeft(enable) && { enable }), ...(isLeft(disable) && { disable }) }
    : undefined;
}

function withCase(node: AlternativeElementNode): GroupNode {
  return { ...withBody(node), flags: { disable: { ignoreCase: true } } };
}

function withBody(node: AlternativeElementNode): GroupNode {
  return createGroup({ body: [createAlternative({ body: [node] })] });
}
