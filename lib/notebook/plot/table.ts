/**
 * A small table: rows of plain objects in, an HTML table out, and aligned text where HTML is not shown.
 *
 * Columns of amounts are aligned right, numbers with the same decimals. Alignment is given twice: as a style, because
 * JupyterLab's style overrides the `align` attribute, and as the attribute, which GitHub's preview keeps.
 */
import { translate, translateData } from "../../language.ts";
import { type Displayable, displayable, escapeHtml } from "./displayable.ts";
import { padColumns, textColumns } from "./text_width.ts";
import { printable } from "./visible_whitespace.ts";

export type Cell = string | number | boolean | null | undefined;
export type Row = Readonly<Record<string, Cell>>;

interface TableOptions {
  readonly caption?: string;
  /** Columns to show, in order; by default those of the rows, in order of appearance. */
  readonly columns?: readonly string[];
  /** Decimals per column of numbers; by default as many as its numbers need, at most 3. */
  readonly decimals?: Readonly<Record<string, number>>;
  /** Folds the table away under this text; a click opens it. */
  readonly folded?: string;
}

/** A formatted amount: "3.2 %", "1,024", "−0.5". */
const AMOUNT = /^[-−]?[\d,]+(\.\d+)?( ?%)?$/;

/** An interval after a number: 45.9 % "(44.6–47.3 %)", +1.0 "(−5.2 to 6.4)", 0.61 "± 0.02". */
const INTERVAL = /(?<=[\d%] )\((?=[^()]*\d)(?:[^()\p{L}]|\bto\b){1,30}\)|± ?[\d.]+/gu;

const LARGEST_DEFAULT_DECIMALS = 3;

/** Most rows shown; a longer table shows its first and last rows. */
const MOST_ROWS = 1000;

/**
 * Shows rows as a table. Of more than 1,000 rows it shows the first and the last 500, and between them how many are left
 * out.
 *
 * @example
 * ```ts
 * table([{ run: "small", loss: 1.88 }, { run: "full", loss: 1.4697 }], { caption: "Held-out loss" });
 * ```
 */
export function table(rows: readonly Row[], options: TableOptions = {}): Displayable {
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const numeric = columns.map((column) => rows.every((row) => isAmountOrEmpty(cellOf(row, column))));
  const decimals = columns.map((column) =>
    options.decimals && Object.hasOwn(options.decimals, column)
      ? options.decimals[column]
      : decimalsOf(rows, column)
  );
  const left = rows.length - MOST_ROWS;
  const shown = left > 0 ? [...rows.slice(0, MOST_ROWS / 2), ...rows.slice(-MOST_ROWS / 2)] : rows;
  const texts = shown.map((row) => columns.map((column, i) => cellText(cellOf(row, column), decimals[i])));
  if (left > 0) {
    const note = translate(`… ${left.toLocaleString("en")} rows …`);
    texts.splice(MOST_ROWS / 2, 0, columns.map((_, i) => i === 0 ? note : "…"));
  }

  const align = (i: number) => {
    const side = numeric[i] ? "right" : "left";
    return ` align="${side}" style="text-align: ${side}"`;
  };
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${
      cells.map((cell, i) => `<${tag}${align(i)}>${keepIntervals(escapeHtml(printable(cell)))}</${tag}>`)
        .join("")
    }</tr>`;
  const headings = columns.map((column) => translate(column)), shownCaption = translate(options.caption);
  const captionText = escapeHtml(printable(shownCaption ?? ""));
  const caption = captionText && `<caption align="top">${captionText}</caption>`;
  const fold = (html: string) =>
    options.folded === undefined
      ? html
      : `<details><summary>${escapeHtml(printable(translate(options.folded)))}</summary>${html}</details>`;
  return displayable({
    // A caption is as wide as its table: without columns it would have one word a line.
    "text/html": fold(
      columns.length === 0
        ? `<p>${captionText}</p>`
        : `<table>${caption}<thead>${line("th", headings)}</thead>` +
          `<tbody>${texts.map((cells) => line("td", cells)).join("")}</tbody></table>`,
    ),
    "text/plain": plainTable(headings, texts, numeric, shownCaption),
  });
}

/** A row's own cell: a column may be named "constructor", which every object inherits. */
function cellOf(row: Row, column: string): Cell {
  return Object.hasOwn(row, column) || !(column in Object.prototype) ? row[column] : undefined;
}

function isAmountOrEmpty(cell: Cell): boolean {
  return typeof cell === "number" || cell === null || cell === undefined ||
    typeof cell === "string" && AMOUNT.test(cell);
}

function cellText(cell: Cell, decimals: number): string {
  if (cell === null || cell === undefined) return "–";
  if (typeof cell === "string") return translateData(cell);
  if (typeof cell !== "number") return String(cell);
  if (!Number.isFinite(cell)) return String(cell);
  return cell.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A narrow column may break the line before an interval, but not inside it. */
function keepIntervals(html: string): string {
  return html.replaceAll(INTERVAL, (interval) => `<span style="white-space: nowrap">${interval}</span>`);
}

function decimalsOf(rows: readonly Row[], column: string): number {
  let most = 0;
  for (const row of rows) {
    const cell = cellOf(row, column);
    if (typeof cell !== "number" || !Number.isFinite(cell)) continue;
    const [, fraction = ""] = String(Number(cell.toFixed(LARGEST_DEFAULT_DECIMALS))).split(".");
    most = Math.max(most, fraction.length);
  }
  return most;
}

function plainTable(
  columns: readonly string[],
  texts: readonly (readonly string[])[],
  numeric: readonly boolean[],
  caption: string | undefined,
): string {
  const widths = columns.map((column, i) =>
    Math.max(...[column, ...texts.map((row) => row[i])].map(textColumns))
  );
  const line = (row: readonly string[]) =>
    row.map((text, i) => padColumns(text, widths[i], numeric[i] ? "start" : "end")).join("  ").trimEnd();
  return [
    ...(caption ? [caption] : []),
    line(columns),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...texts.map(line),
  ].join("\n");
}
