/**
 * A grid of bars: rows are things to compare, columns are shares from 0 to 1. In a column all bars begin at the same
 * place, so a column is read downwards. The shares of a row need not add up to 1.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { shorten } from "./shorten.ts";
import { bodyTop, MARGIN, markup, svgFigure, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { FIGURE_WIDTH, SERIES_COLOURS } from "./theme.ts";
import { wrapText } from "./wrap_text.ts";

interface BarGridRow {
  readonly label: string;
  /** One share for each column; null for a row that is not measured. */
  readonly shares: readonly number[] | null;
}

const FONT = 13;
const ROW = 22;
const LINE = 15;
const GAP = 10;
const LEAST_COLUMN = 60;

/**
 * Shows shares as a grid of bars.
 *
 * @throws {RangeError} when a row has not one share for each column.
 *
 * @example
 * ```ts
 * barGrid([{ label: "start", shares: [0.2, 0.8] }, { label: "later", shares: null }], ["right", "cut off"]);
 * ```
 */
export function barGrid(
  givenRows: readonly BarGridRow[],
  givenColumns: readonly string[],
  options: { readonly title?: string } = {},
): Displayable {
  const title = translate(options.title);
  const rows = givenRows.map(({ label, shares }) => ({ label: translate(label), shares }));
  const columns = givenColumns.map((name) => translate(name));
  const uneven = rows.find(({ shares }) => shares && shares.length !== columns.length);
  if (uneven) {
    throw new RangeError(
      `barGrid: "${shorten(uneven.label)}" has ${uneven.shares!.length} shares for ${columns.length} columns`,
    );
  }
  const left = MARGIN + 12 +
    Math.max(0, ...rows.map(({ label }) => textWidth(shorten(label), { size: FONT })));
  const width = Math.max(FIGURE_WIDTH, left + LEAST_COLUMN * columns.length + MARGIN);
  const cell = (width - left - MARGIN) / columns.length;
  const heads = columns.map((name) => wrapText(shorten(name), { width: 0.85 * (cell - GAP), size: FONT }));
  const top = bodyTop(title) + LINE * Math.max(0, ...heads.map((lines) => lines.length)) + 8;
  const headings = heads.flatMap((lines, c) =>
    lines.map((line, i) => {
      const y = top - 10 - LINE * (lines.length - 1 - i);
      return markup`<text x="${left + c * cell}" y="${y}">${svgText(line)}</text>`;
    })
  );
  const drawn = rows.map(({ label, shares }, r) => {
    const y = top + r * ROW;
    const name = markup`<text x="${left - 10}" y="${y + 14}" text-anchor="end">${svgText(label)}</text>`;
    if (!shares) {
      const missing = svgText(translate("not recorded yet"));
      return name + markup`<text x="${left}" y="${y + 14}" opacity="0.7">${missing}</text>`;
    }
    return name + shares.map((share, c) => {
      const x = left + c * cell, full = cell - GAP, part = full * (share > 0 ? Math.min(1, share) : 0);
      const colour = SERIES_COLOURS[c === 0 ? 2 : 1]; // the first column is what is right
      const bar = (width: number, fill: string, opacity: string) =>
        markup`<rect x="${x}" y="${y + 3}" width="${width}" height="${ROW - 6}" fill="${fill}"
          fill-opacity="${opacity}"/>`;
      return markup`<g><title>${svgText(`${label}, ${columns[c]}: ${percent(share)}`)}</title>
        ${bar(full, "currentColor", "0.07")}${bar(part, colour, "0.75")}
        <text x="${x + 4}" y="${y + 14}" font-size="12">${percent(share)}</text></g>`;
    }).join("");
  });
  const alt = `${title ? `${title}. ` : ""}${
    rows.map(({ label, shares }) =>
      `${label}: ${
        shares
          ? shares.map((share, c) => `${columns[c]} ${percent(share)}`).join(", ")
          : translate("not recorded yet")
      }`
    ).join("; ")
  }.`;
  return svgFigure(`<g font-size="${FONT}" fill="currentColor">${headings.join("")}${drawn.join("")}</g>`, {
    ...{ title, alt, width },
    height: top + rows.length * ROW + MARGIN,
  });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
}
