/**
 * A chart of shares along a chain of changes: for each step and each kind of test the share with its interval, and for
 * each kind the score of a baseline as a line. A step that is not measured says so; it is no zero.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import type { PlotlyFigure } from "./live_figure.ts";
import { axis, baseLayout, plotlyFigure, plotlyText } from "./plotly_figure.ts";
import { shorten } from "./shorten.ts";
import { FAINT_INK, SERIES_COLOURS } from "./theme.ts";

interface MeasuredShare {
  /** From 0 to 1, as are the ends of its interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

interface ShareSeries {
  readonly name: string;
  /** One for each step; null where it is not measured. */
  readonly shares: readonly (MeasuredShare | null)[];
  /** A share that any model must beat in this test. */
  readonly baseline?: number;
}

/** A single value from elsewhere, at one step. */
interface Mark {
  readonly name: string;
  readonly step: string;
  readonly share: number;
}

interface StaircaseOptions {
  readonly title?: string;
  readonly marks?: readonly Mark[];
}

const HEIGHT = 480;
const NOT_MEASURED = "not recorded yet";

/** The chart as plotly's JSON. */
export function staircaseFigure(
  steps: readonly string[],
  series: readonly ShareSeries[],
  options: StaircaseOptions = {},
): PlotlyFigure {
  checkSteps(steps, series, options.marks ?? []);
  const { marks = [] } = options, title = translate(options.title);
  const notMeasured = translate(NOT_MEASURED);
  const positions = steps.map((_, i) => i);
  // Beside one another, so that the intervals of a step do not cover one another.
  const shift = (s: number) => 0.16 * (s - (series.length - 1) / 2);
  const percent = (share: number | undefined) => share === undefined ? null : 100 * share;
  const points = series.map(({ name, shares }, s) => ({
    type: "scatter",
    mode: "lines+markers",
    name: plotlyText(translate(name)),
    x: positions.map((i) => i + shift(s)),
    y: shares.map((one) => percent(one?.share)),
    connectgaps: false,
    line: { color: SERIES_COLOURS[s], width: 1.2, dash: "dot" },
    marker: { size: 7 },
    error_y: {
      type: "data",
      symmetric: false,
      array: shares.map((one) => one ? 100 * (one.high - one.share) : 0),
      arrayminus: shares.map((one) => one ? 100 * (one.share - one.low) : 0),
      color: SERIES_COLOURS[s],
      thickness: 2,
      width: 3,
    },
  }));
  const baselines = series.flatMap(({ name, baseline }, s) =>
    baseline === undefined ? [] : [{
      type: "scatter",
      mode: "lines",
      name: plotlyText(translate(`always zeros, ${translate(name)}`)),
      x: [-0.5, steps.length - 0.5],
      y: [100 * baseline, 100 * baseline],
      line: { color: SERIES_COLOURS[s], width: 1.5, dash: "dash" },
      opacity: 0.7,
      hoverinfo: "name+y",
    }]
  );
  const stars = marks.map(({ name, step, share }) => ({
    type: "scatter",
    mode: "markers",
    name: plotlyText(translate(name)),
    x: [steps.indexOf(step)],
    y: [100 * share],
    marker: { symbol: "star", size: 15, color: FAINT_INK },
  }));
  const missing = positions.filter((i) => series.every(({ shares }) => shares[i] === null));
  const rows = Math.ceil((points.length + baselines.length + stars.length) / 3);
  const top = 22 * (rows - 1); // the legend takes several rows
  return {
    data: [...points, ...baselines, ...stars],
    layout: {
      ...baseLayout({ title, legend: true, height: HEIGHT, top }),
      margin: { l: 58, r: 18, t: 70 + top, b: 116 },
      hovermode: "closest",
      xaxis: axis("", {
        tickvals: positions,
        ticktext: steps.map((step) => plotlyText(translate(step))),
        tickangle: -45,
        range: [-0.6, steps.length - 0.4],
      }),
      yaxis: axis(translate("% right"), { range: [-3, 103] }),
      annotations: missing.map((i) => ({
        x: i,
        y: 50,
        text: notMeasured,
        textangle: -90,
        showarrow: false,
        font: { size: 11, color: FAINT_INK },
      })),
    },
  };
}

function checkSteps(steps: readonly string[], series: readonly ShareSeries[], marks: readonly Mark[]): void {
  const uneven = series.find(({ shares }) => shares.length !== steps.length);
  if (uneven) {
    throw new RangeError(
      `staircaseChart: "${
        shorten(uneven.name)
      }" has ${uneven.shares.length} shares for ${steps.length} steps`,
    );
  }
  const lost = marks.find(({ step }) => !steps.includes(step));
  if (lost) {
    throw new RangeError(`staircaseChart: the mark "${shorten(lost.name)}" is at no step of the chart`);
  }
}

/**
 * Shows shares along a chain of changes.
 *
 * @throws {RangeError} when a series has not one share for each step, or a mark is at no step.
 *
 * @example
 * ```ts
 * const half = { share: 0.5, low: 0.4, high: 0.6 };
 * staircaseChart(["start", "+ end token"], [{ name: "natural", shares: [half, null], baseline: 0.784 }]);
 * ```
 */
export function staircaseChart(
  steps: readonly string[],
  series: readonly ShareSeries[],
  options: StaircaseOptions = {},
): Displayable {
  const figure = staircaseFigure(steps, series, options);
  const share = (one: MeasuredShare | null) =>
    one ? `${(100 * one.share).toFixed(1)} %` : translate(NOT_MEASURED);
  const title = translate(options.title);
  const alt = `${title ? `${title}. ` : ""}${
    series.map(({ name, shares }) =>
      `${shorten(translate(name))}: ${
        steps.map((step, i) => `${shorten(translate(step))} ${share(shares[i])}`).join(", ")
      }`
    ).join(". ")
  }.`;
  return plotlyFigure(figure, { alt, height: HEIGHT });
}
