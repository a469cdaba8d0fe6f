/**
 * A chart of one or several lines over a common x axis.
 *
 * `lineChartFigure` turns data into plotly's JSON, which the tests read; `lineChart` shows it. A line with more points
 * than a screen has pixels is thinned out; its extremes are kept.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import type { PlotlyFigure } from "./live_figure.ts";
import { axis, baseLayout, plotlyFigure, plotlyText } from "./plotly_figure.ts";
import { FIGURE_HEIGHT, SERIES_COLOURS } from "./theme.ts";
import { shorten } from "./shorten.ts";
import { thinOut } from "./thin_out.ts";

interface Series {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Also draws the points, for few measurements. */
  readonly markers?: boolean;
  /** The ends of each y's interval, drawn as bars; for few measurements, which are not thinned out. */
  readonly intervals?: readonly { readonly low: number; readonly high: number }[];
  readonly colour?: string;
}

interface LineChartOptions {
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  readonly logX?: boolean;
  readonly logY?: boolean;
  readonly height?: number;
}

const MOST_LINES = 100;
/** Most points of all lines together, but each line may have at least so many. */
const MOST_POINTS = 10_000;
const LEAST_POINTS_OF_A_LINE = 100;

/** For more lines than colours. */
const DASHES = ["solid", "dash", "dot"] as const;

/** Plotly's bars from low to high. */
function bars(y: readonly number[], intervals: NonNullable<Series["intervals"]>) {
  return {
    ...{ type: "data", symmetric: false, thickness: 1, width: 3 },
    array: intervals.map(({ high }, i) => high - y[i]),
    arrayminus: intervals.map(({ low }, i) => y[i] - low),
  };
}

export function lineChartFigure(series: readonly Series[], options: LineChartOptions = {}): PlotlyFigure {
  const { xLabel = "", yLabel = "", logX = false, logY = false, height = FIGURE_HEIGHT } = options;
  const title = translate(options.title);
  for (const { name, x, y, intervals } of series) {
    if (x.length !== y.length) {
      throw new RangeError(`lineChart: "${shorten(name)}" has ${x.length} x values and ${y.length} y values`);
    }
    if (intervals && intervals.length !== y.length) {
      throw new RangeError(
        `lineChart: "${shorten(name)}" has ${y.length} y values and ${intervals.length} intervals`,
      );
    }
  }
  if (series.length > MOST_LINES) {
    throw new RangeError(
      `lineChart: ${series.length.toLocaleString("en")} lines cannot be read; give at most ${MOST_LINES}`,
    );
  }
  const limit = Math.max(LEAST_POINTS_OF_A_LINE, Math.floor(MOST_POINTS / Math.max(1, series.length)));
  const drawn = series.map((s) => {
    const points = s.y.map((y, i) => ({ x: s.x[i], y }));
    return { ...s, points: s.intervals ? points : thinOut(points, limit) };
  });
  return {
    data: drawn.map((s, i) => ({
      type: "scatter",
      mode: s.markers ? "lines+markers" : "lines",
      name: plotlyText(translate(s.name)),
      x: s.points.map(({ x }) => finiteOrGap(x)),
      y: s.points.map(({ y }) => finiteOrGap(y)),
      line: {
        color: s.colour ?? SERIES_COLOURS[i % SERIES_COLOURS.length],
        dash: DASHES[Math.floor(i / SERIES_COLOURS.length) % DASHES.length],
        width: 2,
      },
      marker: { size: 6 },
      ...(s.intervals && { error_y: bars(s.y, s.intervals) }),
    })),
    layout: {
      ...baseLayout({ title, legend: series.length > 1, height }),
      xaxis: axis(translate(xLabel), logX ? logAxis(series.flatMap(({ x }) => x)) : { type: "linear" }),
      yaxis: axis(translate(yLabel), logY ? logAxis(series.flatMap(({ y }) => y)) : { type: "linear" }),
    },
  };
}

/**
 * Shows lines over a common x axis.
 *
 * @throws {RangeError} when a line has not as many x as y values, or there are more than 100 lines.
 *
 * @example
 * ```ts
 * lineChart([
 *   { name: "train", x: [1, 2, 3], y: [4.385, 2.220, 0.796] },
 *   { name: "held out", x: [1, 2, 3], y: [4.5, 3.1, 2.9], markers: true },
 * ], { title: "Loss by epoch", xLabel: "epoch", yLabel: "loss (nats per token)" });
 * ```
 */
export function lineChart(series: readonly Series[], options: LineChartOptions = {}): Displayable {
  const { height = FIGURE_HEIGHT } = options;
  const title = translate(options.title);
  const alt = `${translate("Line chart")}${title ? `: ${title}` : ""}. ${translate("Lines:")} ${
    series.map((s) => shorten(translate(s.name))).join(", ")
  }.`;
  return plotlyFigure(lineChartFigure(series, options), { alt, height });
}

/**
 * A logarithmic axis with ticks at powers of ten, or at 1, 2, 5 ("D2") where fewer than two powers would be seen. Left to
 * itself, plotly labels every digit and puts the powers in a second row, on top of the axis title.
 */
function logAxis(values: readonly number[]): { type: "log"; dtick: "D2" | 1 } {
  const logs = values.filter((value) => value > 0 && value < Infinity).map(Math.log10);
  const [least, most] = [Math.min, Math.max].map((pick) => logs.reduce((a, b) => pick(a, b), logs[0] ?? 0));
  return { type: "log", dtick: Math.floor(most) > Math.ceil(least) ? 1 : "D2" };
}

/** JSON has no NaN: a value that is not finite becomes a gap in the line. */
export function finiteOrGap(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
