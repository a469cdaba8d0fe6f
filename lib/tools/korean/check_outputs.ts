/**
 * Compares the numbers in the saved outputs of a Korean notebook with those of the English one: the code is the same, so
 * they are, too.
 *
 * Left out is what differs between two runs of the same code: a line that shows a time, a rate, memory, a device or a
 * date, in either language, a table's column whose head has such a unit, and pictures. Lines are compared one by one, so
 * only such lines are lost; where a cell has another number of lines, the numbers of the whole cell are compared, if none
 * of its lines is left out.
 */
import { stripVTControlCharacters } from "node:util";
import { type Cell, dataText, joinText, type Notebook, type Output } from "../notebook_file/notebook_file.ts";
import type { Messages } from "../../language.ts";
import { type TranslationProblem, without } from "./check_translation.ts";

/** A unit or word of what is measured anew in each run, English or Korean. */
const MEASURED = new RegExp(
  [
    String
      .raw`\d\s*(?:ns|µs|ms|s|min|h|[KMGT]i?B|[KMGT]?FLOPS?|GFLOP\/s)\b|\d\s*(?:seconds?|minutes?|hours?)\b`,
    String
      .raw`\b(?:per|a|in a) (?:second|minute)\b|\/s\b|\bms\b|\btook\b|\bfaster\b|\bslower\b|\bmemory\b|\bspeed\b|\bpeak\b`,
    String.raw`\b(?:device|backend|GPU|CPU|cores|engine|WebGPU|TensorFlow|Node|Deno)\b`,
    String
      .raw`\d\s*(?:밀리초|마이크로초|초|분|시간)(?![가-힣]*\s*(?:토큰을|전))|초당|메모리|속도|장치|배 빠|배 느`,
    String.raw`\d{4}-\d\d-\d\d`,
  ].join("|"),
  "iu",
);

/** A head of a table's column (the course prints them in two spaces' distance) whose numbers are measured anew. */
const MEASURED_HEAD =
  /(?:^|[\s,(])(?:ns|µs|ms|s|[KMGT]i?B|[KMGT]?FLOPS?)\)?$|\/s\b|\b(?:ms|min|minutes?|seconds?|hours?|time|memory|speed|faster|this machine)\b/iu;
/** The line below a table's head. */
const TABLE_RULE = /^\s*─[─\s]*$/;

/** @param spelled numbers that a Korean output may have in addition, see `spelledNumbers()` */
export function checkOutputs(
  english: Notebook,
  korean: Notebook,
  spelled: ReadonlySet<string> = new Set(),
): TranslationProblem[] {
  const theirs = new Map(korean.cells.map((cell) => [cell.id, cell]));
  return english.cells.flatMap((cell) => {
    const other = theirs.get(cell.id);
    if (cell.cell_type !== "code" || !other || !hasOutputs(cell) || !hasOutputs(other)) return [];
    const message = compareOutputs(textOf(cell), textOf(other), spelled);
    return message ? [{ cell: cell.id, message }] : [];
  });
}

/** What differs, or undefined. */
export function compareOutputs(
  english: string,
  korean: string,
  spelled: ReadonlySet<string> = new Set(),
): string | undefined {
  const [en, ko] = [linesOf(english), linesOf(korean)];
  if (en.length !== ko.length) {
    if ([...en, ...ko].some((line) => MEASURED.test(line) || TABLE_RULE.test(line))) return undefined;
    return difference(numbersIn(en.join("\n")), numbersIn(ko.join("\n")), spelled);
  }
  let head: readonly string[] = [];
  for (const [i, line] of en.entries()) {
    if (TABLE_RULE.test(en[i + 1] ?? "")) head = columnsOf(line);
    const [left, right] = [line, ko[i]].map((text) => inTable(text, head));
    if (MEASURED.test(left) || MEASURED.test(right)) continue;
    const found = difference(numbersIn(left), numbersIn(right), spelled);
    if (found) return `${found}, in the line "${ko[i].trim().slice(0, 80)}"`;
  }
  return undefined;
}

/** A row of a table without the columns whose head names a measured unit; any other line as it is. */
function inTable(line: string, head: readonly string[]): string {
  const columns = columnsOf(line);
  if (head.length < 2 || columns.length !== head.length) return line;
  return columns.filter((_, i) => !MEASURED_HEAD.test(head[i])).join("  ");
}

function columnsOf(line: string): string[] {
  return line.trim().split(/\s{2,}/);
}

/**
 * The numbers that messages write with digits in Korean and with words in English: "zeros" is "0만", "nine tenths" is
 * "90 %".
 */
export function spelledNumbers(messages: Messages): Set<string> {
  const digits = (text: string) => numbersIn(text.replaceAll(/\{\d+(?::[^}]*)?\}/g, " "));
  return new Set(
    Object.entries(messages).flatMap(([english, korean]) => {
      const known = new Set(digits(english));
      return digits(korean).filter((number) => !known.has(number));
    }),
  );
}

function difference(
  english: readonly string[],
  korean: readonly string[],
  spelled: ReadonlySet<string>,
): string | undefined {
  const more = without(korean, english);
  if (without(english, korean).length === 0 && more.every((number) => spelled.has(number))) return undefined;
  const list = (numbers: readonly string[]) =>
    numbers.slice(0, 8).join(" ") + (numbers.length > 8 ? " …" : "");
  return `its output shows other numbers than the English run: ${list(english)} there, ${list(korean)} here`;
}

/** Sorted: a Korean sentence may name them in another order. */
function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).toSorted();
}

function hasOutputs({ outputs = [] }: Cell): boolean {
  return outputs.length > 0;
}

function textOf({ outputs = [] }: Cell): string {
  return outputs.map(outputText).join("\n");
}

function outputText(output: Output): string {
  const text = output.output_type === "stream"
    ? joinText(output.text)
    : output.output_type === "error"
    ? output.evalue
    : dataText(output, "text/plain");
  return stripVTControlCharacters(text);
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
