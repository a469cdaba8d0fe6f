/**
 * Translates Oniguruma's regular expressions, in which the patterns of tokenizer.json are written, to JavaScript's.
 *
 * In Oniguruma `^` and `$` match at every line, `.` matches `\r`, and `\w` follows Unicode. The npm package oniguruma-to-es
 * translates, and refuses what JavaScript cannot do exactly. This file rewrites the parsed expression where the package
 * differs from the Oniguruma inside Hugging Face's `tokenizers`.
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
import { isLazyCount, isOptionalCount, stopsEarly } from "./oniguruma_loops.ts";

/** Longest expression in characters. Known models have a few hundred; the time to translate grows with the square. */
const LONGEST = 10_000;
/** A call such as \g<name> repeats its group's text: a hundred nested calls would fill the memory. */
const MOST_CALLS = 8;
/** \w, \b and \p{Word} outside a class count these six as word characters; \w in a class does not. */
const WORD_OUTSIDE_CLASSES = "²³¹¼½¾";
const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}`;

interface Context {
  readonly ignoreCase: boolean;
  /** In a lookbehind, Oniguruma matches exactly as many characters as the pattern has. */
  readonly isBehind: boolean;
  readonly calls: { count: number };
}

/**
 * An Oniguruma expression as a global JavaScript expression that matches the same.
 *
 * @throws {Error} naming what has no form in JavaScript, or the mistake in the expression
 */
export function translateOniguruma(source: string): RegExp {
  if (source.length > LONGEST) {
    throw new Error(
      `${source.length} characters, where ${LONGEST} are the most that this library translates`,
    );
  }
  // the parsed form is the same for {2,2}? (two) and {2}? (two or none)
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
 * Target ES2024 has no (?i:…), so the package writes out both cases: in /(?i:[\p{L}]i)/v, V8 14.9 misses the I of "가FI".
 * Not with the package's RegExp class, which searches for \G in a cut text, where ^ and \b match differently.
 */
function toExpression(source: string): RegExp {
  const options = { accuracy: "strict", target: "ES2024", global: true, avoidSubclass: true } as const;
  const { pattern, flags } = toRegExpDetails(source, options);
  return new RegExp(pattern, flags);
}

/** Parses the source of a part of an expression. */
function fragment(source: string): GroupNode {
  return createGroup({ body: parseOniguruma(source).body });
}

/** `a(?i)b|c` means `a(?i:b|c)`: the flags apply up to the end of the group, also to its other alternatives. */
function rewriteAlternatives(alternatives: readonly AlternativeNode[], context: Context): AlternativeNode[] {
  for (const [a, { body }] of alternatives.entries()) {
    const at = body.findIndex((node) => node.type === "Directive" && node.kind === "flags");
    if (at < 0) continue;
    const { flags } = body[at] as { flags: GroupNode["flags"] };
    const rest = createGroup({
      flags: withoutExtended(flags),
      body: [createAlternative({ body: body.slice(at + 1) }), ...alternatives.slice(a + 1)],
    });
    const whole = createAlternative({ body: [...body.slice(0, at), rest] });
    return rewriteAlternatives([...alternatives.slice(0, a), whole], context);
  }
  return alternatives.map(({ body }) => createAlternative({ body: rewriteSequence(body, context) }));
}

function rewriteSequence(
  nodes: readonly AlternativeElementNode[],
  context: Context,
): AlternativeElementNode[] {
  const flat = nodes.flatMap(ungroup);
  if (!context.ignoreCase || context.isBehind) return flat.map((node) => rewrite(node, context));
  const out: AlternativeElementNode[] = [];
  for (let i = 0; i < flat.length;) {
    const run: number[] = [];
    for (let node = flat[i]; node?.type === "Character"; node = flat[++i]) run.push(node.value);
    if (run.length > 0) out.push(fragment(foldedCharacters(run)));
    if (i < flat.length) out.push(rewrite(flat[i++], context));
  }
  return out;
}

/** The content of a group that does nothing: `(?:s)s` is `ss`. */
function ungroup(node: AlternativeElementNode): AlternativeElementNode[] {
  const isPlain = node.type === "Group" && !node.atomic && !node.flags && node.body.length === 1 &&
    node.body[0].body.every((inner) => inner.type !== "Directive");
  return isPlain ? node.body[0].body.flatMap(ungroup) : [node];
}

function rewrite(node: AlternativeElementNode, context: Context): AlternativeElementNode {
  switch (node.type) {
    case "Character":
      return context.ignoreCase ? fragment(foldedCharacters([node.value], context)) : node;
    case "CharacterClass":
      return rewriteClass(node, context);
    case "CharacterSet": {
      const isNamed = node.kind === "property" || node.kind === "posix";
      if (node.kind === "word" || isNamed && node.value === "word") return fragment(word(node.negate));
      // a property outside a class keeps its case, one in a class does not
      return context.ignoreCase && isNamed ? withCase(node) : node;
    }
    case "Assertion":
      return node.kind === "word_boundary" ? fragment(boundary(node.negate)) : node;
    case "Quantifier": {
      const body = rewrite(node.body, context) as QuantifiableNode;
      // {n}? is an optional {n}, not a lazy one; {n}?+ is a possessive optional {n}
      if (isOptionalCount(node)) return optional({ ...node, kind: "greedy", body });
      if (isOptionalCount(node.body) && node.kind === "greedy" && node.min === 1 && node.max === Infinity) {
        return { ...body, kind: "possessive" } as QuantifierNode;
      }
      if (isOptionalCount(node.body) && node.kind === "possessive") {
        throw new Error("a possessive quantifier after {n}?");
      }
      if (isLazyCount(node)) return { ...body, kind: "lazy" } as QuantifierNode;
      // JavaScript's (?:|a)? never takes the empty way; in (?:(?:|a)|) it does, as Oniguruma does
      if (node.min === 0 && node.max === 1 && node.kind !== "lazy" && stopsEarly(node.body)) {
        const ways = [createAlternative({ body: [body] }), createAlternative({ body: [] })];
        return createGroup({ atomic: node.kind === "possessive", body: ways });
      }
      if (node.max > 1 && node.min < node.max && stopsEarly(node.body)) {
        throw new Error("something repeated that may be empty although it could match more");
      }
      return { ...node, body };
    }
    case "Group": {
      const { enable, disable } = node.flags ?? {};
      const ignoreCase = disable?.ignoreCase ? false : enable?.ignoreCase ? true : context.ignoreCase;
      const body = rewriteAlternatives(node.body, { ...context, ignoreCase });
      return { ...node, flags: withoutExtended(node.flags), body };
    }
    case "LookaroundAssertion": {
      const isBehind = context.isBehind || node.kind === "lookbehind";
      return { ...node, body: rewriteAlternatives(node.body, { ...context, isBehind }) };
    }
    case "CapturingGroup":
    case "AbsenceFunction":
      return { ...node, body: rewriteAlternatives(node.body, context) };
    case "Directive":
      // (?<=b)b takes a "b" of the last match for its look-behind, which b\Kb does not
      if (node.kind === "keep") throw new Error("\\K");
      return node;
    case "Subroutine":
      if (++context.calls.count > MOST_CALLS) {
        throw new Error(`more than ${MOST_CALLS} calls of groups (\\g)`);
      }
      return node;
    default:
      return node;
  }
}

function rewriteClass(node: CharacterClassNode, context: Context): AlternativeElementNode {
  const words = wordsInClass(node);
  if (!context.ignoreCase) return words;
  if (node.body.some(isNegated)) {
    throw new Error("a negated set within a character class where case is ignored");
  }
  const sourceOf = (body: CharacterClassNode) =>
    generate({ ...parseOniguruma(""), body: [createAlternative({ body: [body] })] }).pattern;
  const { forms: all, texts } = foldsWithin(toExpression(sourceOf({ ...words, negate: false })));
  const forms = hasProperty(words) ? undefined : all; // the package translates (?i:[\p{Lu}]) only where all ignores case
  const source = sourceOf(words), others = node.negate || context.isBehind ? [] : texts;
  if (forms === undefined && others.length === 0) return words;
  if (node.negate) return fragment(`(?!${forms})${source}`);
  return fragment([source, ...forms === undefined ? [] : [forms], ...others].join("|"));
}

function hasProperty(node: CharacterClassElementNode): boolean {
  if (node.type === "CharacterClass") return node.body.some(hasProperty);
  return node.type === "CharacterSet" && (node.kind === "property" || node.kind === "posix");
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

/** Removes (?x): its white space and comments are already gone from the parsed form. */
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
