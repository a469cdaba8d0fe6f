/**
 * Checks a translation against its English notebook: no cell is missing, orphaned, stale or out of order, and what is no
 * language is the same in both (markdown_parts.ts).
 */
import type { Notebook } from "../notebook_file/notebook_file.ts";
import { FIXED_LABELS } from "./fixed_labels.ts";
import { PART_KINDS, readParts } from "./markdown_parts.ts";
import { hashOf, textCells, type TranslatedCell } from "./translation.ts";

/** Something to change in a translation. */
export interface TranslationProblem {
  /** The id of the cell; undefined for the whole file. */
  readonly cell?: string;
  readonly message: string;
}

/** @param o.file the translation's path, which messages name; @param o.label the Korean of a fixed label */
export function checkTranslation(
  cells: readonly TranslatedCell[],
  english: Notebook,
  { file, label }: { file: string; label: (english: string) => string },
): TranslationProblem[] {
  const texts = textCells(english), ids = texts.map(({ id }) => id);
  const translated = new Map(cells.map((cell) => [cell.id, cell]));
  const problems: TranslationProblem[] = [];
  const report = (cell: string, message: string) => problems.push({ cell, message });

  cells.forEach(({ id }, i) => {
    if (cells.findIndex((cell) => cell.id === id) < i) report(id, `stands twice in ${file}; keep one`);
    if (!ids.includes(id)) {
      report(id, `is no text cell of the English notebook; remove it from ${file}, or write its new id`);
    }
  });
  const known = cells.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
  const out = known.find((id, i) => i > 0 && ids.indexOf(id) < ids.indexOf(known[i - 1]));
  if (out) report(out, `stands after a later cell in ${file}; keep the notebook's order`);

  texts.forEach(({ id, text }, i) => {
    const cell = translated.get(id);
    if (!cell) {
      const where = i === 0 ? "at the top" : `after the cell ${ids[i - 1]}`;
      return report(
        id,
        `has no translation; add <!-- cell ${id} --> and its Korean text ${where} of ${file}`,
      );
    }
    if (cell.text === "") return report(id, `has no Korean text below its marker in ${file}`);
    if (cell.hash === undefined) {
      report(id, "has no hash yet; run ./course deno task korean, and commit what it changes");
    } else if (cell.hash !== hashOf(text)) {
      report(
        id,
        `is stale: the English text changed. Compare both, mend ${file}, then run ` +
          `./course deno task korean --accept ${id}`,
      );
    }
    for (const message of compareTexts(text, cell.text, label)) report(id, message);
  });
  return problems;
}

/** What differs between an English text and its translation that should not. */
export function compareTexts(
  english: string,
  korean: string,
  label: (english: string) => string,
): string[] {
  const [en, ko] = [readParts(english), readParts(korean)];
  const messages = PART_KINDS.flatMap((kind) => {
    const [wanted, found] = [en.parts[kind], ko.parts[kind]];
    if (kind === "numbers") return compareNumbers(en.prose, { wanted, found });
    if (wanted.join("\0") === found.join("\0")) return [];
    const [missing, extra] = [without(wanted, found), without(found, wanted)];
    return [`${kind} differ from the English text: ${describe({ missing, extra })}`];
  });
  // An emphasis mark is shown as it is where a Korean letter follows a sign: **"word"**는.
  for (const mark of ["**", "_", "~~"]) {
    const count = (text: string) => text.split(mark).length;
    if (count(ko.prose) > count(en.prose)) {
      messages.push(
        `"${mark}" is shown as it is (${around(ko.prose, mark)}); emphasis needs **word**는 or *word*는`,
      );
    }
  }
  for (const { text, pattern } of FIXED_LABELS) {
    const count = (markdown: string, words: string) => markdown.match(pattern(words))?.length ?? 0;
    const [wanted, found] = [count(english, text), count(korean, label(text))];
    if (found < wanted) {
      messages.push(
        `the label "${text}" is "${label(text)}" in Korean; expected it ${wanted} times, found ${found}`,
      );
    }
  }
  return messages;
}

/** English words for numbers that a Korean text may write as digits. */
const WORDS: Readonly<Record<string, string>> = {
  ...{
    "0": "zero|zeros|none|no",
    "1": "one|once|first|single",
    "2": "two|twice|second|both|half|pair|double",
  },
  ...{
    "3": "three|third|triple",
    "4": "four|fourth|quarter",
    "5": "five|fifth",
    "6": "six|sixth",
    "7": "seven",
  },
  ...{
    "8": "eight|eighth",
    "9": "nine",
    "10": "ten|tenth|tenths|tens",
    "0.1": "tenth|tenths",
    "11": "eleven",
  },
  ...{ "12": "twelve|dozen", "15": "fifteen|quarter", "16": "sixteen", "20": "twenty", "25": "quarter" },
  ...{
    "30": "thirty|half",
    "40": "forty",
    "50": "fifty|half",
    "60": "sixty",
    "70": "seventy",
    "80": "eighty",
  },
  ...{ "90": "ninety|half", "100": "hundred|hundreds|hundredth", "1000": "thousand|thousands|thousandth" },
};
const MONTH = /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/;

/**
 * Digits of the English text stay digits. A number more is fine where it stands for an English word or a month's name, or
 * says a number of the text again.
 */
function compareNumbers(
  english: string,
  { wanted, found }: { wanted: readonly string[]; found: readonly string[] },
): string[] {
  const isExplained = (number: string) =>
    wanted.includes(number) ||
    number in WORDS && new RegExp(`\\b(?:${WORDS[number]})\\b`, "i").test(english) ||
    MONTH.test(english) && Number(number) <= 12;
  const missing = without(wanted, found);
  const extra = without(found, wanted).filter((number) => !isExplained(number));
  return missing.length + extra.length === 0
    ? []
    : [`numbers differ from the English text: ${describe({ missing, extra })}`];
}

/** What is in `list` and not in `other`, each as often as it is too many. */
export function without(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter((item) => {
    const at = rest.indexOf(item);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function describe({ missing, extra }: { missing: readonly string[]; extra: readonly string[] }): string {
  const list = (items: readonly string[]) =>
    items.slice(0, 4).map((item) => JSON.stringify(item.length > 60 ? `${item.slice(0, 59)}…` : item)).join(
      ", ",
    ) +
    (items.length > 4 ? " …" : "");
  if (missing.length + extra.length === 0) return "their order";
  return [
    ...(missing.length > 0 ? [`missing ${list(missing)}`] : []),
    ...(extra.length > 0 ? [`too many ${list(extra)}`] : []),
  ].join("; ");
}

function around(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return `…${text.slice(Math.max(0, at - 10), at + 15).replaceAll("\n", " ").trim()}…`;
}
