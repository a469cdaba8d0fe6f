/**
 * A small table: rows of plain objects in, an HTML table out, and aligned text where HTML is not shown.
 *
 * Columns of amounts are set flush right, numbers with the same decimals. Alignment is given twice: as a style,
 * because JupyterLab's own style beats the `align` attribute, and as the attribute, which GitHub's preview keeps.
 */
import { type Displayable, displayable, escapeHtml } from "./displayable.ts";
import { textColumns } from "./text_width.ts";
import { printable } from "./visible_whitespace.ts";

export type Cell = string | number | boolean | null | undefined;
export type Row = Readonly<Record<string, Cell>>;

export interface TableOptions {
  readonly caption?: string;
  /** Columns to show, in order; by default those of the rows, in order of appearance. */
  readonly columns?: readonly string[];
  /** Decimals per column of numbers; by default as many as its numbers need, at most 3. */
  readonly decimals?: Readonly<Record<string, number>>;
}

/** A formatted amount: "3.2 %", "1,024", "−0.5". */
const AMOUNT = /^[-−]?[\d,]+(\.\d+)?( ?%)?$/;

const LARGEST_DEFAULT_DECIMALS = 3;

/**
 * Shows rows as a table.
 *
 * @example
 * ```ts
 * import { table } from "lib/plot";
 *
 * table([{ run: "small", loss: 1.88 }, { run: "full", loss: 1.4697 }], { caption: "Held-out loss" });
 * ```
 */
export function table(rows: readonly Row[], options: TableOptions = {}): Displayable {
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const numeric = columns.map((column) => rows.every((row) => isAmountOrEmpty(row[column])));
  const texts = rows.map((row) =>
    columns.map((column) => cellText(row[column], options.decimals?.[column] ?? decimalsOf(rows, column)))
  );

  const align = (i: number) => {
    const side = numeric[i] ? "right" : "left";
    return ` align="${side}" style="text-align: ${side}"`;
  };
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${
      cells.map((cell, i) => `<${tag}${align(i)}>${escapeHtml(printable(cell))}</${tag}>`).join("")
    }</tr>`;
  const captionText = escapeHtml(printable(options.caption ?? ""));
  const caption = captionText && `<caption align="top">${captionText}</caption>`;
  return displayable({
    // A caption is only as wide as its table: without columns it would stand one word above the other.
    "text/html": columns.length === 0
      ? `<p>${captionText}</p>`
      : `<table>${caption}<thead>${line("th", columns)}</thead>` +
        `<tbody>${texts.map((cells) => line("td", cells)).join("")}</tbody></table>`,
    "text/plain": plainTable(columns, texts, numeric, options.caption),
  });
}

function isAmountOrEmpty(cell: Cell): boolean {
  return typeof cell === "number" || cell === null || cell === undefined ||
    typeof cell === "string" && AMOUNT.test(cell);
}

function cellText(cell: Cell, decimals: number): string {
  if (cell === null || cell === undefined) return "–";
  if (typeof cell !== "number") return String(cell);
  if (!Number.isFinite(cell)) return String(cell);
  return cell.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function decimalsOf(rows: readonly Row[], column: string): number {
  return Math.max(
    0,
    ...rows.map((row) => row[column]).filter((cell) => typeof cell === "number" && Number.isFinite(cell)).map(
      (cell) => {
        const [, fraction = ""] = String(Number((cell as number).toFixed(LARGEST_DEFAULT_DECIMALS))).split(
          ".",
        );
        return fraction.length;
      },
    ),
  );
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
    row.map((text, i) => {
      const space = " ".repeat(widths[i] - textColumns(text));
      return numeric[i] ? space + text : text + space;
    }).join("  ").trimEnd();
  return [
    ...(caption ? [caption] : []),
    line(columns),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...texts.map(line),
  ].join("\n");
}
