/**
 * Rows of horizontal bars as SVG: a label on the left, a bar that begins at 0, and a text at its end. `barChart` and
 * `probabilityBars` draw with it.
 */
// @ts-types="npm:@types/d3@7.4.3"
import { scaleLinear } from "d3";
import { shorten } from "./shorten.ts";
import { bodyTop, MARGIN, markup, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { MONO, SANS } from "./theme.ts";

export interface BarRow {
  readonly label: string;
  /** A value that is not finite has no bar. */
  readonly value: number;
  readonly text: string;
  readonly hover: string;
  readonly colour: string;
  readonly opacity: number;
}

const FONT = 13;
const ROW = 24;
const SHORTEST_RANGE = 60;

/** The rows as the body of `svgFigure`, below the title, and the size that they need. CSS pixels. */
export function horizontalBars(
  rows: readonly BarRow[],
  o: { readonly title: string | undefined; readonly width: number; readonly monospace: boolean },
): { readonly body: string; readonly left: number; readonly width: number; readonly height: number } {
  const widest = (texts: string[], size: number, monospace: boolean) =>
    Math.max(0, ...texts.map((text) => textWidth(shorten(text), { size, monospace })));
  const left = MARGIN + widest(rows.map(({ label }) => label), FONT, o.monospace) + 10;
  const textRoom = 6 + widest(rows.map(({ text }) => text), 12, false) + MARGIN;
  const range = Math.max(SHORTEST_RANGE, o.width - left - textRoom);
  const top = bodyTop(o.title), font = o.monospace ? MONO : SANS;
  const values = rows.map(({ value }) => Number.isFinite(value) ? value : 0);
  const x = scaleLinear([Math.min(0, ...values), Math.max(1e-9, ...values)], [left, left + range]);
  const drawn = rows.map(({ label, text, hover, colour, opacity }, i) => {
    const y = top + i * ROW;
    const start = x(Math.min(0, values[i])), end = x(Math.max(0, values[i]));
    return markup`<g><title>${svgText(hover)}</title>
      <text x="${left - 10}" y="${y + 16}" text-anchor="end" font-family="${font}">${svgText(label)}</text>
      <rect x="${start}" y="${y + 3}" width="${end - start}" height="${ROW - 7}" rx="2" fill="${colour}"
        fill-opacity="${String(opacity)}"/>
      <text x="${end + 6}" y="${y + 16}" font-size="12">${svgText(text)}</text></g>`;
  });
  return {
    body: markup`<g font-size="${FONT}" fill="currentColor">${drawn}</g>`,
    left,
    width: left + range + textRoom,
    height: top + rows.length * ROW + MARGIN,
  };
}
