/**
 * Stacked bars: each bar is one whole, cut into parts that all bars share, with a legend above. For parts of a sum, such as
 * where memory goes.
 */
import { translate } from "../../language.ts";
// @ts-types="npm:@types/d3@7.4.3"
import { scaleLinear } from "d3";
import type { Displayable } from "./displayable.ts";
import { shorten } from "./shorten.ts";
import { bodyTop, MARGIN, markup, svgFigure, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { FIGURE_WIDTH, SERIES_COLOURS } from "./theme.ts";

export interface StackedBar {
  readonly label: string;
  /** One value for each part, 0 or more. */
  readonly values: readonly number[];
}

interface StackedBarsOptions {
  readonly title?: string;
  /** Names of the parts, in the order of the values; at most one for each colour (six). */
  readonly parts: readonly string[];
  /** A value in words, also the total at a bar's end; default with three decimals at most. */
  readonly inWords?: (value: number) => string;
  /** Each bar fills the whole width, so that shares can be compared; default false. */
  readonly shares?: boolean;
}

const FONT = 13, ROW = 28, LEGEND_ROW = 26, SQUARE = 11, SHORTEST_RANGE = 60;

/**
 * Shows bars that are cut into parts, the first bar on top.
 *
 * @throws {RangeError} where a bar has not one value for each part, a value is negative or not finite, or there are more
 *   parts than colours
 *
 * @example
 * ```ts
 * stackedBars([{ label: "small", values: [1, 2] }, { label: "large", values: [4, 2] }], { parts: ["weights", "rest"] });
 * ```
 */
export function stackedBars(givenBars: readonly StackedBar[], options: StackedBarsOptions): Displayable {
  const { shares = false } = options, title = translate(options.title);
  const parts = options.parts.map((part) => translate(part));
  const bars = givenBars.map(({ label, values }) => ({ label: translate(label), values }));
  const inWords = options.inWords ?? ((value: number) => value.toLocaleString("en"));
  if (parts.length > SERIES_COLOURS.length) {
    throw new RangeError(
      `stackedBars: ${parts.length} parts, but there are ${SERIES_COLOURS.length} colours`,
    );
  }
  for (const { label, values } of bars) {
    if (values.length !== parts.length || !values.every((value) => value >= 0 && value < Infinity)) {
      throw new RangeError(
        `stackedBars: "${shorten(label)}" needs ${parts.length} values of 0 or more, found [${values}]`,
      );
    }
  }
  const totals = bars.map(({ values }) => values.reduce((a, b) => a + b, 0));
  const widest = (texts: string[]) => Math.max(0, ...texts.map((text) => textWidth(text, { size: FONT })));
  const left = MARGIN + widest(bars.map(({ label }) => shorten(label))) + 10;
  const totalRoom = MARGIN + widest(totals.map(inWords)) + 8;
  const right = Math.max(left + SHORTEST_RANGE, FIGURE_WIDTH - totalRoom);
  const top = bodyTop(title) + LEGEND_ROW;
  const rows = bars.map(({ label, values }, row) => {
    const x = scaleLinear([0, Math.max(1e-9, shares ? totals[row] : Math.max(...totals))], [left, right]);
    const y = top + row * ROW;
    let sum = 0;
    const pieces = values.map((value, i) => {
      const start = x(sum), end = x(sum += value);
      const share = totals[row] > 0 ? ` (${Math.round(100 * value / totals[row])} %)` : "";
      return markup`<g><title>${svgText(`${label}, ${parts[i]}: ${inWords(value)}${share}`)}</title>
        <rect x="${start}" y="${y + 3}" width="${end - start}" height="${ROW - 9}" fill="${SERIES_COLOURS[i]}"
          fill-opacity="0.9"/></g>`;
    });
    return markup`<text x="${left - 10}" y="${y + 17}" text-anchor="end">${svgText(label)}</text>${pieces}
      <text x="${x(sum) + 6}" y="${y + 17}">${svgText(inWords(totals[row]))}</text>`;
  });
  let at = MARGIN;
  const legend = parts.map((part, i) => {
    const start = at;
    at += SQUARE + 6 + textWidth(shorten(part), { size: FONT }) + 18;
    const y = bodyTop(title);
    return markup`<rect x="${start}" y="${y}" width="${SQUARE}" height="${SQUARE}" fill="${SERIES_COLOURS[i]}"
      fill-opacity="0.9"/><text x="${start + SQUARE + 6}" y="${y + 10}">${svgText(part)}</text>`;
  });
  const sentences = bars.map(({ label, values }, row) =>
    `${shorten(label)}: ${values.map((value, i) => `${shorten(parts[i])} ${inWords(value)}`).join(", ")}, ${
      translate("in all")
    } ` +
    inWords(totals[row])
  );
  return svgFigure(`<g font-size="${FONT}" fill="currentColor">${legend.join("")}${rows.join("")}</g>`, {
    title,
    alt: `${translate("Stacked bars")}${title ? `: ${title}` : ""}. ${sentences.join(". ")}.`,
    width: Math.max(FIGURE_WIDTH, at, left + SHORTEST_RANGE + totalRoom),
    height: top + bars.length * ROW + MARGIN,
  });
}
