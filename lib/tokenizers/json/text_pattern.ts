/**
 * The patterns of tokenizer.json, strings or regular expressions, and what they match.
 *
 * A file may come from a stranger, and JavaScript's expressions backtrack: "(a+)+$" needs 2^n steps for n letters. The
 * checkers that we tried either miss "(a|a)*" or also refuse the expressions of Llama 3 and GPT-4o. So each expression runs
 * in a separate V8 context with a time limit: on short, difficult texts when the file is read, and on every later text.
 */
import vm from "node:vm";
import { type JsonValue, show } from "./json_value.ts";
import { translateOniguruma } from "./oniguruma.ts";

/** What to search for: a string as it is, or a regular expression. */
export type TextPattern = { readonly String: string } | { readonly Regex: string };

/** Time limits in ms, far above what the expressions of known models take. */
const LIMIT = { probe: 500, text: 2000, thousandCharacters: 10 } as const;

const compiled = new Map<string, RegExp>();
/** Expressions from files, with their source text: only these have a time limit. */
const limited = new WeakMap<RegExp, string>();
const probed = new WeakSet<RegExp>();

/**
 * The pattern as a JavaScript regular expression. Those of tokenizer.json are Oniguruma's and are translated;
 * what JavaScript cannot match in exactly the same way is refused.
 *
 * @throws {RangeError} naming what has no form in JavaScript, or the mistake in the expression
 */
export function patternOf(pattern: TextPattern): RegExp {
  const key = "String" in pattern ? `s${pattern.String}` : `r${pattern.Regex}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const expression = "String" in pattern
    ? new RegExp(RegExp.escape(pattern.String), "gu")
    : ofRegex(pattern.Regex);
  compiled.set(key, expression);
  return expression;
}

function ofRegex(source: string): RegExp {
  try {
    const expression = translateOniguruma(source);
    limited.set(expression, source);
    return expression;
  } catch (cause) {
    throw noForm(source, cause as Error);
  }
}

function noForm(source: string, cause: Error): RangeError {
  return new RangeError(
    `tokenizer: the pattern ${show(source)} has no JavaScript form: ${cause.message.slice(-200)}. ` +
      "Use Hugging Face's tokenizers for this file, or rewrite the pattern",
    { cause },
  );
}

/**
 * Where an expression matches in each of several texts.
 *
 * @returns for each text start and length of its matches, in turn: [start, length, start, length …]
 * @throws {RangeError} where an expression from a file takes too long
 */
export function findMatches(texts: readonly string[], expression: RegExp): number[][] {
  const source = limited.get(expression);
  if (source === undefined) return texts.map((text) => matchesIn(text, expression));
  const thousands = Math.ceil(texts.reduce((sum, text) => sum + text.length, 0) / 1000);
  return runLimited(texts, { expression, source, limit: LIMIT.text + thousands * LIMIT.thousandCharacters });
}

/** Replaces every match by `content`. @throws as `findMatches` */
export function replaceMatches(
  texts: readonly string[],
  o: { readonly pattern: TextPattern; readonly content: string },
): string[] {
  return findMatches(texts, patternOf(o.pattern)).map((matches, i) => {
    let replaced = "", end = 0;
    for (let m = 0; m < matches.length; m += 2) {
      replaced += texts[i].slice(end, matches[m]) + o.content;
      end = matches[m] + matches[m + 1];
    }
    return replaced + texts[i].slice(end);
  });
}

/** Reads a pattern of a file. @throws as `checkPattern` */
export function readPattern(field: JsonValue): TextPattern {
  const pattern = field.has("Regex")
    ? { Regex: field.get("Regex").string() }
    : { String: field.get("String").string() };
  checkPattern(pattern);
  return pattern;
}

/**
 * Refuses a pattern of a file that JavaScript cannot run, or not in reasonable time.
 *
 * It is tried on runs of every character that the expression names and of one of each common kind, also in pairs, with a
 * character after them that does not match. What this does not find is stopped later by the limit for texts.
 *
 * @throws {RangeError}
 */
export function checkPattern(pattern: TextPattern): void {
  const expression = patternOf(pattern);
  const source = limited.get(expression);
  if (source === undefined || probed.has(expression)) return;
  const named = [...new Set(source.replace(/\\[pP]\{[^}]*\}|\\./gu, ""))].slice(0, 32);
  const runs = [...named, ..."aA0 \n\t_.!é가あ"];
  for (const first of named.slice(0, 8)) {
    for (const second of named.slice(0, 8)) runs.push(first + second);
  }
  const texts = runs.flatMap((run) => [run.repeat(64), run.repeat(64) + "\u0001"]);
  runLimited(texts, { expression, source, limit: LIMIT.probe });
  probed.add(expression);
}

/** All matches, as Oniguruma finds them: without an empty match right after another match. */
function matchesIn(text: string, expression: RegExp): number[] {
  const found: number[] = [];
  let end = -1;
  expression.lastIndex = 0;
  for (let match; (match = expression.exec(text)) !== null;) {
    const start = match.index;
    const length = match[0].length;
    // V8 also finds matches between the two code units of a character
    const isInside = start > 0 && start < text.length && text.codePointAt(start - 1)! > 0xFFFF;
    if (!isInside && (length > 0 || start !== end)) {
      found.push(start, length);
      end = start + length;
    }
    if (isInside) expression.lastIndex = start + 1;
    else if (length === 0) expression.lastIndex = start + (text.codePointAt(start)! > 0xFFFF ? 2 : 1);
  }
  return found;
}

/** Made at first use; only the matching runs in it. */
let room: { readonly context: vm.Context; readonly script: vm.Script } | undefined;

function runLimited(
  texts: readonly string[],
  { expression, source, limit }: { expression: RegExp; source: string; limit: number },
): number[][] {
  room ??= { context: vm.createContext({}), script: new vm.Script("result = run()") };
  const { context, script } = room;
  context.run = () => texts.map((text) => matchesIn(text, expression));
  try {
    script.runInContext(context, { timeout: limit });
    return context.result;
  } catch (cause) {
    // V8 compiles an expression when it is first used
    if ((cause as Error).name === "SyntaxError") throw noForm(source, cause as Error);
    if ((cause as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
    const longest = Math.max(...texts.map((text) => text.length));
    throw new RangeError(
      `tokenizer: the expression ${show(source)} was stopped after ${limit / 1000} s on texts of up to ` +
        `${longest} characters: it backtracks without end. Use a tokenizer.json from someone whom you ` +
        "trust, or correct its expression",
      { cause },
    );
  } finally {
    context.run = context.result = undefined;
  }
}
