/** A chart of named values: one horizontal bar each, so that long names can be read. */
import { translate } from "../../language.ts";
// @ts-types="npm:@types/d3@7.4.3"
import { format } from "d3";
import type { Displayable } from "./displayable.ts";
import { horizontalBars } from "./horizontal_bars.ts";
import { shorten } from "./shorten.ts";
import { svgFigure, svgText } from "./svg_figure.ts";
import { COLOURS, FIGURE_WIDTH } from "./theme.ts";

export interface Bar {
  readonly label: string;
  readonly value: number;
}

interface BarChartOptions {
  readonly title?: string;
  /** What the bars measure, with its unit. */
  readonly valueLabel?: string;
  /** d3's format of the numbers at the bars, such as ".1f" or ",d"; default up to three decimals. */
  readonly format?: string;
}

const MOST_BARS = 100;

/**
 * Shows named values as bars, the first on top.
 *
 * @throws {RangeError} for more than 100 bars.
 *
 * @example
 * ```ts
 * barChart([{ label: "eager", value: 1_600 }, { label: "compiled", value: 2_770 }], { valueLabel: "tokens/s" });
 * ```
 */
export function barChart(bars: readonly Bar[], options: BarChartOptions = {}): Displayable {
  const title = translate(options.title), valueLabel = translate(options.valueLabel ?? "");
  if (bars.length > MOST_BARS) {
    throw new RangeError(
      `barChart: ${
        bars.length.toLocaleString("en")
      } bars cannot be read; give the largest ${MOST_BARS} or fewer, or ` +
        "draw a lineChart",
    );
  }
  const inWords = options.format ? format(options.format) : (value: number) => value.toLocaleString("en");
  const rows = bars.map(({ value, ...bar }) => {
    const label = translate(bar.label);
    const text = Number.isFinite(value) ? inWords(value) : String(value);
    return { label, value, text, hover: `${shorten(label)}: ${text}`, colour: COLOURS.blue, opacity: 0.9 };
  });
  const { body, left, ...size } = horizontalBars(rows, { title, width: FIGURE_WIDTH, monospace: false });
  const axisTitle = valueLabel &&
    `<text x="${left}" y="${size.height}" font-size="12" fill="currentColor">${svgText(valueLabel)}</text>`;
  const alt =
    `${translate("Bar chart")}${title ? `: ${title}` : ""}. ${rows.map(({ hover }) => hover).join(", ")}` +
    `${valueLabel ? ` (${valueLabel})` : ""}.`;
  return svgFigure(body + axisTitle, { title, alt, ...size, height: size.height + (valueLabel ? 12 : 0) });
}
