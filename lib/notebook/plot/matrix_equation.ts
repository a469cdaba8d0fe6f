/**
 * Small matrices in a row with signs between them: `A × B = C`, `A + b = C`, with some numbers marked.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { bodyTop, MARGIN, markup, svgFigure, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FIGURE_WIDTH } from "./theme.ts";

export interface MatrixTerm {
  /** Above the matrix; its shape is added. */
  readonly name: string;
  readonly rows: readonly (readonly number[])[];
  /** Marks the numbers in these rows and these columns; all rows, or all columns, where one is not given. */
  readonly mark?: { readonly rows?: readonly number[]; readonly columns?: readonly number[] };
  /** Draws the whole matrix pale: numbers that broadcasting only repeats. */
  readonly pale?: boolean;
  /** Names beside the rows. */
  readonly rowNames?: readonly string[];
}

const CELL = { height: 26, padding: 16, least: 34 };
const SIGN = 34;
const MOST_NUMBERS = 400;

/**
 * Shows matrices and the signs between them.
 *
 * @param terms matrices, and signs as text: "×", "=".
 * @throws {RangeError} when a matrix has rows of different lengths, or there are more than 400 numbers.
 *
 * @example
 * ```ts
 * matrixEquation([
 *   { name: "A", rows: [[1, 2]], mark: { rows: [0] } },
 *   "×",
 *   { name: "B", rows: [[3], [4]], mark: { columns: [0] } },
 *   "=",
 *   { name: "C", rows: [[11]] },
 * ]);
 * ```
 */
export function matrixEquation(
  terms: readonly (MatrixTerm | string)[],
  options: { readonly title?: string } = {},
): Displayable {
  const title = translate(options.title);
  const matrices = terms.filter((term) => typeof term !== "string");
  matrices.forEach(checkTerm);
  const count = matrices.reduce((sum, { rows }) => sum + rows.length * rows[0].length, 0);
  if (count > MOST_NUMBERS) {
    throw new RangeError(
      `matrixEquation: ${count} numbers cannot be read; show at most ${MOST_NUMBERS}, a part of the matrices`,
    );
  }
  const tallest = Math.max(0, ...matrices.map(({ rows }) => rows.length)) * CELL.height;
  const top = bodyTop(title) + 24;
  let x = MARGIN;
  const drawn = terms.map((term) => {
    if (typeof term === "string") {
      x += SIGN;
      return markup`<text x="${x - SIGN / 2}" y="${top + tallest / 2 + 6}" font-size="18">${
        svgText(term)
      }</text>`;
    }
    const { drawn, width } = drawMatrix(term, { x, y: top + (tallest - term.rows.length * CELL.height) / 2 });
    x += width;
    return drawn;
  });
  return svgFigure(`<g text-anchor="middle" fill="currentColor">${drawn.join("")}</g>`, {
    title,
    alt: `${title ? `${title}: ` : ""}${
      terms.map((term) =>
        typeof term === "string" ? term : `${label(term)} [${term.rows.map((r) => `[${r.map(short)}]`)}]`
      )
        .join(" ")
    }`,
    width: Math.max(FIGURE_WIDTH, x + MARGIN),
    height: top + tallest + MARGIN,
  });
}

function checkTerm({ name, rows }: MatrixTerm): void {
  const lengths = new Set(rows.map((row) => row.length));
  if (lengths.size !== 1 || lengths.has(0)) {
    throw new RangeError(
      `matrixEquation: "${shorten(name)}" has rows of ${[...lengths].join(" and ") || "no"} numbers; ` +
        "expected one length, 1 or more",
    );
  }
}

const label = ({ name, rows }: MatrixTerm) => `${translate(name)} (${rows.length}, ${rows[0].length})`;

/** At most three decimals, without trailing zeros. */
function short(n: number): string {
  return String(Number(n.toFixed(3))).replace("-", "−");
}

function drawMatrix(term: MatrixTerm, { x, y }: { x: number; y: number }): { drawn: string; width: number } {
  const { rows, mark, pale = false } = term;
  const rowNames = (term.rowNames ?? []).map((name) => translate(name));
  const names = Math.max(0, ...rowNames.map((name) => textWidth(name, { size: 12 }) + 8));
  const cell = Math.max(
    CELL.least,
    ...rows.flat().map((n) => textWidth(short(n), { size: 13 }) + CELL.padding),
  );
  const isMarked = (r: number, c: number) =>
    mark !== undefined && (mark.rows?.includes(r) ?? true) && (mark.columns?.includes(c) ?? true);
  const body = cell * rows[0].length;
  const labelWidth = textWidth(label(term), { size: 12 });
  const width = Math.max(names + body, labelWidth);
  const left = x + (width - names - body) / 2 + names;
  const cells = rows.flatMap((row, r) =>
    row.map((n, c) => {
      const cx = left + c * cell, cy = y + r * CELL.height;
      const fill = isMarked(r, c) ? `fill="${COLOURS.orange}" fill-opacity="0.35"` : 'fill="none"';
      const [edge, ink] = pale ? ["0.2", ' fill-opacity="0.7"'] : ["0.45", ""];
      return markup`<rect x="${cx}" y="${cy}" width="${cell}" height="${CELL.height}"
        ${fill} stroke="currentColor" stroke-opacity="${edge}"/>
        <text x="${cx + cell / 2}" y="${cy + 18}"${ink}>${svgText(short(n))}</text>`;
    })
  );
  const beside = rowNames.map((name, r) =>
    markup`<text x="${left - 6}" y="${y + r * CELL.height + 17}" text-anchor="end" font-size="12">
      ${svgText(name)}</text>`
  );
  const above = markup`<text x="${left + body / 2}" y="${y - 8}" font-size="12">${
    svgText(label(term))
  }</text>`;
  return { drawn: markup`${above}${cells}${beside}`, width };
}
