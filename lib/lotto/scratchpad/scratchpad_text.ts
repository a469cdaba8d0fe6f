/**
 * Converts between the scratchpad and the blog's text. It computes nothing.
 *
 * Every character of the text is copied from a token that the model wrote. Its position does not depend on the values of
 * other tokens: the first token of a line gives the kind of line, and each column has its meaning. Nothing is compared,
 * counted, added or corrected: a scratchpad with a wrong count becomes a text with the same wrong count.
 */
import type { TextCodec } from "../../gpt/mod.ts";
import { ERROR_LINES } from "../errors.ts";
import { parsePrompt } from "../parse_text.ts";
import { RANKS } from "../rules.ts";
import { COLUMN, LINE, PROMPT_TOKENS, QUOTIENT_COLUMNS, scratchpadPrompt } from "./scratchpad.ts";
import { countOf, errorOf, isDivision, numberOf, SUM, TOKEN_NAMES } from "./scratchpad_tokens.ts";
import { FORMAT_PARTS, type TextFormat } from "../text_format.ts";

/** The blog's last format. */
const DEFAULT_FORMAT: TextFormat = "taggedPrizes";

/**
 * The text of what the model wrote.
 *
 * @param tokens all after the prompt; a token that does not belong in its column is written as its name
 * @example
 * ```ts
 * import { playLotto, printAnswer } from "lib/lotto";
 * import { scratchpadAnswer, scratchpadText } from "lib/lotto/scratchpad";
 * import assert from "node:assert/strict";
 * const purchase = { money: 2000, winning: [1, 2, 3, 4, 5, 6], bonus: 7 };
 * const tickets = [[1, 3, 5, 14, 22, 45], [8, 21, 23, 41, 42, 43]];
 * const text = scratchpadText(scratchpadAnswer(purchase, tickets));
 * assert.equal(text, printAnswer(playLotto(purchase, tickets), "taggedPrizes"));
 * ```
 */
export function scratchpadText(tokens: readonly number[], format: TextFormat = DEFAULT_FORMAT): string {
  const { tags, labels } = FORMAT_PARTS[format];
  const [first, ...rest] = splitLines(tokens);
  const lines = answerLines(first ?? [], rest, labels);
  return (tags ? [`<${tags.output}>`, ...lines, `</${tags.output}>`] : lines).join("\n");
}

function answerLines(
  first: readonly number[],
  rest: readonly (readonly number[])[],
  labels: Readonly<Record<string, string>>,
): string[] {
  const error = errorOf(first[0] ?? -1);
  if (error) return [ERROR_LINES[error]];
  const all = [first, ...rest];
  const tickets = all.filter(([mark]) => countOf(mark) !== null);
  const sum = all.find(([mark]) => mark === SUM) ?? [];
  const divisions = [0, 1, 2].map((i) => all.filter(([mark]) => isDivision(mark))[i] ?? []);
  const quotients = [
    sum[COLUMN.firstQuotient],
    ...divisions.flatMap((line) => QUOTIENT_COLUMNS.map((column) => line[column])),
  ].map(spell);
  return [
    `티켓수=${first.slice(0, 1).map(spell)}`,
    "구매번호:",
    ...tickets.map((line) => `[${[0, 2, 4, 6, 8, 10].map((i) => spell(line[COLUMN.first + i])).join(",")}]`),
    ...RANKS.map((rank, i) => labels[rank] + spell(sum[1 + i])),
    `수익률=${withPoint(quotients)}%`,
  ];
}

/** Digits with a point before the last, without zeros in front. */
function withPoint(digits: readonly string[]): string {
  return `${digits.slice(0, -1).join("").replace(/^0+(?=\d)/, "")}.${digits.at(-1) ?? ""}`;
}

/** Lines after the prompt's own. */
function splitLines(tokens: readonly number[]): number[][] {
  const lines: number[][] = [];
  for (let i = LINE - PROMPT_TOKENS; i < tokens.length; i += LINE) lines.push(tokens.slice(i, i + LINE));
  return lines;
}

function spell(token: number | undefined): string {
  if (token === undefined) return "";
  return String(numberOf(token) ?? countOf(token) ?? TOKEN_NAMES[token]);
}

/** A tokenizer from the blog's prompts to scratchpads, and from what the model wrote to the blog's answers. */
export function scratchpadCodec(): TextCodec {
  return {
    encode: (prompt) => scratchpadPrompt(parsePrompt(prompt, DEFAULT_FORMAT)),
    decode: (tokens) => scratchpadText([...tokens]),
  };
}
