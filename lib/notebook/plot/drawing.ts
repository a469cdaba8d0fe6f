/**
 * The parts of a hand-laid drawing: boxes, arrows, labels and grids of numbers, as SVG markup for `svgFigure`.
 *
 * Text and arrows have the page's colour, areas are translucent, so a drawing is readable on white and on black. A
 * drawing is at most DRAWING_WIDTH wide: on a phone it shrinks to three quarters and can still be read.
 */
import { markup, px, svgText } from "./svg_figure.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

interface LabelOptions extends Point {
  readonly size?: number;
  /** Which part of the text is at `x`. Default "middle". */
  readonly anchor?: "start" | "middle" | "end";
  readonly isStrong?: boolean;
  readonly isFaint?: boolean;
}

/** CSS pixels. */
export const DRAWING_WIDTH = 460;

/** A line of text; `y` is its middle. */
export function label(text: string, { x, y, size = 14, anchor = "middle", ...o }: LabelOptions): string {
  const style = (o.isStrong ? ' font-weight="600"' : "") + (o.isFaint ? ' opacity="0.75"' : "");
  return markup`<text x="${x}" y="${y + 0.35 * size}" font-size="${size}" text-anchor="${anchor}"
    fill="currentColor"${style}>${svgText(text)}</text>`;
}

/** A faint remark that begins at `x`; `y` is its middle. */
export function note(text: string, { x, y, size = 12.5 }: Point & { readonly size?: number }): string {
  return label(text, { x, y, size, anchor: "start", isFaint: true });
}

/** A rounded box with lines of text in its middle, the first one strong where there are several. */
export function box(
  lines: readonly string[],
  { x, y, width, height, colour, size = 14 }: Area & { readonly colour: string; readonly size?: number },
): string {
  const first = y + height / 2 - (lines.length - 1) * 0.62 * size;
  return markup`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${colour}"
    fill-opacity="0.16" stroke="${colour}"/>` +
    lines.map((line, i) =>
      label(line, {
        x: x + width / 2,
        y: first + i * 1.24 * size,
        size: i === 0 ? size : size - 1,
        isStrong: i === 0 && lines.length > 1,
      })
    ).join("");
}

/** A line through the points with an arrowhead at the last one. */
export function arrow(
  points: readonly Point[],
  { colour = "currentColor", width = 1.5 }: { readonly colour?: string; readonly width?: number } = {},
): string {
  const [from, to] = points.slice(-2);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const at = ({ x, y }: Point) => markup`${x},${y}`;
  const wing = (turn: number) =>
    at({ x: to.x - 7 * Math.cos(angle + turn), y: to.y - 7 * Math.sin(angle + turn) });
  return markup`<path d="M${points.map(at).join("L")}M${wing(0.5)}L${at(to)}L${wing(-0.5)}" fill="none"
    stroke="${colour}" stroke-width="${width}"/>`;
}

/** A grid of short texts. `shade` gives a cell's colour and its strength from 0 to 1. */
export function grid(
  cells: readonly (readonly string[])[],
  { x, y, width, height, size = 13, shade }: Area & {
    readonly size?: number;
    readonly shade: (row: number, column: number) => { readonly colour: string; readonly strength: number };
  },
): string {
  return cells.map((row, i) =>
    row.map((text, j) => {
      const { colour, strength } = shade(i, j);
      const opacity = px(strength * 10) === "0" ? "0" : `${Math.round(strength * 100) / 100}`;
      return markup`<rect x="${x + j * width}" y="${y + i * height}" width="${width}" height="${height}"
        fill="${colour}" fill-opacity="${opacity}" stroke="currentColor" stroke-opacity="0.35"/>` +
        label(text, { x: x + (j + 0.5) * width, y: y + (i + 0.5) * height, size });
    }).join("")
  ).join("");
}
