/** How (T, C) becomes heads, (H, T, D): by way of (T, H, D) and a transpose, and what one reshape would do instead. */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { arrow, DRAWING_WIDTH, grid, label, note } from "./drawing.ts";
import { bodyTop, MARGIN, svgFigure } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { SERIES_COLOURS } from "./theme.ts";

const CELL = { width: 34, height: 27 };

/**
 * Draws the numbers of one sequence by their place in memory: 0, 1, 2 … in the order in which they lie there.
 *
 * @param o.T tokens, at most 4
 * @param o.nHead heads, at most 3
 * @param o.D numbers in a head, at most 3
 * @throws {RangeError} where it would not fit.
 *
 * @example
 * ```ts
 * headSplit({ T: 3, nHead: 2, D: 2 });
 * ```
 */
export function headSplit(
  { T, nHead, D }: { readonly T: number; readonly nHead: number; readonly D: number },
): Displayable {
  const fits = [[T, 4], [nHead, 3], [D, 3]].every(([n, most]) => Number.isInteger(n) && n >= 1 && n <= most);
  if (!fits) {
    throw new RangeError(
      `headSplit: expected at most 4 tokens and 3 heads of 3 numbers, got ${T}, ${nHead}, ${D}`,
    );
  }
  const C = nHead * D, title = translate("Cutting vectors into heads");
  /** The head to which the number at a place in memory belongs. */
  const headOf = (place: number) => Math.floor((place % C) / D);
  const rowsOf = (place: (row: number, column: number) => number, columns: number) =>
    Array.from({ length: T }, (_, t) => Array.from({ length: columns }, (_, c) => place(t, c)));
  const parts: string[] = [];
  let y = bodyTop(title) + 6;
  /** A name that is wider than the grid begins where the grid begins. */
  const draw = (places: readonly (readonly number[])[], { x, ...o }: { x: number; name: string }) => {
    const name = translate(o.name);
    const wide = places[0].length * CELL.width, isLong = textWidth(name, { size: 13 }) > wide + 20;
    parts.push(
      label(name, { x: isLong ? x : x + wide / 2, y: y + 8, size: 13, anchor: isLong ? "start" : "middle" }),
      grid(places.map((row) => row.map(String)), {
        ...{ x, y: y + 20, ...CELL },
        shade: (i, j) => ({ colour: SERIES_COLOURS[headOf(places[i][j])], strength: 0.3 }),
      }),
    );
  };
  const tokensBeside = (x: number) => {
    for (let t = 0; t < T; t++) {
      const middle = y + 20 + (t + 0.5) * CELL.height;
      parts.push(label(translate(`token ${t + 1}`), { x, y: middle, size: 12.5, anchor: "end" }));
    }
  };
  const next = (text: string) => {
    y += 20 + T * CELL.height + 8;
    parts.push(
      arrow([{ x: left + 20, y }, { x: left + 20, y: y + 24 }]),
      note(translate(text), { x: left + 32, y: y + 11 }),
    );
    y += 32;
  };
  const left = MARGIN + 60, apart = D * CELL.width + 28;
  tokensBeside(left - 6);
  draw(rowsOf((t, c) => t * C + c, C), { x: left, name: "(T, C): numbers by their place in memory" });
  next("reshape to (T, H, D), then transpose to (H, T, D)");
  tokensBeside(left - 6);
  for (let h = 0; h < nHead; h++) {
    draw(rowsOf((t, d) => t * C + h * D + d, D), { x: left + h * apart, name: `head ${h + 1}` });
  }
  next("wrong: one reshape to (H, T, D) mixes the heads");
  for (let h = 0; h < nHead; h++) {
    draw(rowsOf((t, d) => h * T * D + t * D + d, D), { x: left + h * apart, name: `“head ${h + 1}”` });
  }
  y += 20 + T * CELL.height + 12;
  return svgFigure(parts.join(""), {
    title,
    alt: `${title}. ` + translate(
      `${T} tokens of ${C} numbers. After the transpose head 1 has the first ${D} numbers of every ` +
        `token. One reshape to (H, T, D) would give it the first ${
          T * D
        } numbers in memory, of all heads mixed.`,
    ),
    width: DRAWING_WIDTH,
    height: y,
  });
}
