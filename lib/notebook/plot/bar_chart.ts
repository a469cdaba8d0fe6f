/**
 * A chart of named amounts: one bar each, lying, so that names of any length can be read.
 */
import type { Displayable } from "./displayable.ts";
import { finiteOrGap } from "./line_chart.ts";
import type { PlotlyFigure } from "./live_figure.ts";
import { axis, baseLayout, plotlyFigure, plotlyText } from "./plotly_figure.ts";
import { shorten } from "./shorten.ts";
import { textWidth } from "./text_width.ts";
import { FIGURE_WIDTH, SERIES_COLOURS } from "./theme.ts";

export interface Bar {
  readonly label: string;
  readonly value: number;
}

interface BarChartOptions {
  readonly title?: string;
  /** What the bars measure, with its unit. */
  readonly valueLabel?: string;
  /** plotly's (d3's) format of the numbers at the bars, such as ".1f" or ",d". */
  readonly format?: string;
  /** What the chart shows, for readers who cannot see it; by default the bars in words. */
  readonly alt?: string;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

const DEFAULTS = { valueLabel: "", format: ",.3~g", width: FIGURE_WIDTH };

/** CSS pixels that one bar takes, and that the axis and its title take. */
const ROW = 30;
const AROUND = 76;
const WIDEST_LABEL = 320;
const MOST_BARS = 100;

/** The chart as plotly's JSON, first bar on top. */
export function barChartFigure(bars: readonly Bar[], options: BarChartOptions = {}): PlotlyFigure {
  const o = { ...DEFAULTS, height: barChartHeight(bars, options), ...options };
  if (bars.length > MOST_BARS) {
    throw new RangeError(
      `barChart: ${
        bars.length.toLocaleString("en")
      } bars cannot be read; give the largest ${MOST_BARS} or fewer, or ` +
        "draw a lineChart",
    );
  }
  const labels = bars.map((bar) => plotlyText(bar.label));
  const labelWidth = Math.max(0, ...bars.map((bar) => textWidth(shorten(bar.label), { size: 13 })));
  const layout = baseLayout({ title: o.title, height: o.height });
  // Positions, not labels, so that two bars may have the same label.
  const y = bars.map((_, i) => i);
  // A value that is not finite has no bar, but its name.
  const x = bars.map((bar) => finiteOrGap(bar.value));
  return {
    data: [
      {
        type: "bar",
        orientation: "h",
        x,
        y,
        customdata: labels,
        hovertemplate: `%{customdata}: %{x:${o.format}}<extra></extra>`,
        marker: { color: SERIES_COLOURS[0] },
      },
      // The numbers are a trace of their own: plotly places a bar's own text by measuring it, which needs a browser.
      {
        type: "scatter",
        mode: "text",
        x: x.map((value) => value ?? 0),
        y,
        texttemplate: x.map((value, i) => value === null ? ` ${bars[i].value}` : ` %{x:${o.format}}`),
        textposition: "middle right",
        cliponaxis: false,
        hoverinfo: "skip",
      },
    ],
    layout: {
      ...layout,
      margin: { ...layout.margin as object, l: 20 + Math.min(WIDEST_LABEL, labelWidth), r: 72 },
      bargap: 0.3,
      hovermode: "closest",
      xaxis: axis(o.valueLabel, { rangemode: "tozero" }),
      yaxis: axis("", {
        autorange: "reversed",
        tickvals: bars.map((_, i) => i),
        ticktext: labels,
        showgrid: false,
      }),
    },
  };
}

/**
 * Shows named amounts as bars.
 *
 * @throws {RangeError} for more than 100 bars.
 *
 * @example
 * ```ts
 * import { barChart } from "lib/notebook/plot";
 *
 * barChart([{ label: "eager", value: 1_600 }, { label: "compiled", value: 2_770 }], { valueLabel: "tokens/s" });
 * ```
 */
export function barChart(bars: readonly Bar[], options: BarChartOptions = {}): Displayable {
  const { width = DEFAULTS.width, height = barChartHeight(bars, options) } = options;
  const alt = options.alt ??
    `Bar chart${options.title ? `: ${options.title}` : ""}. ` +
      bars.map((bar) => `${shorten(bar.label)}: ${bar.value.toLocaleString("en")}`).join(", ") +
      `${options.valueLabel ? ` (${options.valueLabel})` : ""}.`;
  return plotlyFigure(barChartFigure(bars, options), { alt, width, height });
}

function barChartHeight(bars: readonly Bar[], options: BarChartOptions): number {
  return options.height ?? AROUND + (options.title ? 28 : 0) + ROW * bars.length;
}
