/**
 * The loss curve as plotly's JSON and in words: train loss, raw and smoothed, held-out loss, baselines, an axis in steps
 * and one in tokens. `loss_curve.ts` shows it while training runs.
 */
import { translate } from "../../language.ts";
// @ts-types="npm:@types/d3@7.4.3"
import { format, ticks } from "d3";
import { fill } from "./fill.ts";
import { finiteOrGap } from "./line_chart.ts";
import type { PlotlyFigure } from "./live_figure.ts";
import { axis, baseLayout, plotlyText } from "./plotly_figure.ts";
import { smooth } from "./smoothing.ts";
import { COLOURS, FAINT_INK, FIGURE_HEIGHT } from "./theme.ts";
import { thinOut } from "./thin_out.ts";

export interface LossPoint {
  /** The step, counted from 1. */
  readonly step: number;
  /** Loss of this step's batch, nats per token. */
  readonly train?: number;
  /** Loss on text that the model does not train on, nats per token. */
  readonly heldOut?: number;
}

/** A loss to compare with, drawn as a horizontal line. */
interface Baseline {
  readonly name: string;
  /** Nats per token. */
  readonly value: number;
}

export interface LossCurveFigureOptions {
  readonly title?: string;
  /** B·T times the number of accumulated batches; adds an axis that counts tokens. */
  readonly tokensPerStep?: number;
  readonly baselines?: readonly Baseline[];
  /** Steps of the whole training: the axis has its final length from the start. By default it grows with the points. */
  readonly totalSteps?: number;
}

export const LOSS_CURVE_DEFAULTS = { title: "Loss", baselines: [] as readonly Baseline[] };

/** Weight of the train curve's moving average. */
const SMOOTHING = 0.9;

/** Most points drawn per curve. */
const MOST_POINTS = 500;

/** Most baselines drawn; more would hide the curve. */
const MOST_BASELINES = 20;

/** Room for the labels of the token axis, CSS pixels. */
const TOKEN_AXIS = 20;

export function lossCurveFigure(
  points: readonly LossPoint[],
  options: LossCurveFigureOptions = {},
): PlotlyFigure {
  const o = { ...LOSS_CURVE_DEFAULTS, ...options };
  const title = translate(o.title);
  const train = curvePoints(points, "train");
  const heldOut = curvePoints(points, "heldOut");
  const averages = smooth(train.map((p) => p.y), SMOOTHING);
  const smoothed = thinOut(train.map((p, i) => ({ x: p.x, y: averages[i] })), MOST_POINTS);
  const drawnHeldOut = thinOut(heldOut, MOST_POINTS);
  const lastStep = Math.max(1, o.totalSteps ?? 1, points.at(-1)?.step ?? 1);
  const hover = "%{y:.4f}";
  const data: Record<string, unknown>[] = [
    {
      ...trace(translate("train, each step"), thinOut(train, MOST_POINTS)),
      line: { color: COLOURS.sky, width: 1 },
      opacity: 0.55,
      hoverinfo: "skip",
    },
    {
      ...trace(translate("train, smoothed"), smoothed),
      line: { color: COLOURS.blue, width: 2.5 },
      hovertemplate: hover,
    },
  ];
  if (drawnHeldOut.length > 0) {
    data.push({
      ...trace(translate("held out"), drawnHeldOut),
      mode: "lines+markers",
      line: { color: COLOURS.vermilion, width: 2.5 },
      marker: { size: heldOut.length > 50 ? 3 : 7, symbol: "diamond" },
      hovertemplate: hover,
      cliponaxis: false,
    });
  }
  // If the curve stays above this loss, its name stands below the line, where no curve is. The held-out loss decides: the
  // train loss is of one batch, which may be easy by chance.
  const lowestDrawn = Math.min(...(drawnHeldOut.length > 0 ? drawnHeldOut : smoothed).map(({ y }) => y));
  const isFloor = (value: number) => lowestDrawn > value;
  for (const { value, ...baseline } of o.baselines.slice(0, MOST_BASELINES)) {
    const name = translate(baseline.name);
    data.push({
      type: "scatter",
      mode: "lines+text",
      name: plotlyText(name),
      x: [0, lastStep],
      y: [finiteOrGap(value), finiteOrGap(value)],
      text: ["", `${plotlyText(name)}: ${value.toFixed(2)}`],
      textposition: isFloor(value) ? "bottom left" : "top left",
      textfont: { size: 12, color: FAINT_INK },
      line: { color: FAINT_INK, width: 1.5, dash: "dash" },
      hoverinfo: "skip",
      showlegend: false,
    });
  }

  const layout: Record<string, unknown> = {
    ...baseLayout({
      title,
      legend: true,
      height: FIGURE_HEIGHT,
      top: o.tokensPerStep ? TOKEN_AXIS : 0,
    }),
    xaxis: axis(translate("step"), {
      range: [0, lastStep],
      tickformat: ",d",
      unifiedhovertitle: { text: hoverTitle(o.tokensPerStep) },
    }),
    yaxis: axis(translate("loss (nats per token)"), { type: "linear" }),
  };
  if (o.tokensPerStep) addTokenAxis(data, layout, lastStep, o.tokensPerStep);
  return { data, layout };
}

interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

function curvePoints(points: readonly LossPoint[], curve: "train" | "heldOut"): CurvePoint[] {
  return points
    .filter((point) => point[curve] !== undefined && Number.isFinite(point[curve]))
    .map((point) => ({ x: point.step, y: point[curve]! }));
}

function trace(name: string, points: readonly CurvePoint[]): Record<string, unknown> {
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: points.map((p) => p.x),
    y: points.map((p) => finiteOrGap(Number(p.y.toPrecision(5)))),
  };
}

/** Above the losses of the step under the pointer. */
function hoverTitle(tokensPerStep: number | undefined): string {
  return `${translate("step")} %{x:,d}` +
    (tokensPerStep ? ` (${translate(`${tokensPerStep.toLocaleString("en")} tokens each`)})` : "");
}

/** A second x axis on top that counts tokens. */
function addTokenAxis(
  data: Record<string, unknown>[],
  layout: Record<string, unknown>,
  lastStep: number,
  tokensPerStep: number,
): void {
  const tokens = ticks(0, lastStep * tokensPerStep, 3); // more would touch in a narrow figure
  layout.xaxis2 = axis("", {
    overlaying: "x",
    matches: "x",
    side: "top",
    showgrid: false,
    tickvals: tokens.map((n) => n / tokensPerStep),
    ticktext: tokens.map((n) => n === 0 ? "" : fill(translate("{0} tokens"), format("~s")(n))),
  });
  // plotly draws an axis only when a trace uses it.
  data.push({ type: "scatter", x: [null], y: [null], xaxis: "x2", showlegend: false, hoverinfo: "skip" });
}

function lowest(points: readonly LossPoint[]): CurvePoint | undefined {
  return curvePoints(points, "heldOut").reduce<CurvePoint | undefined>(
    (best, point) => best && best.y <= point.y ? best : point,
    undefined,
  );
}

/** @param totalSteps steps of the whole training, if known */
export function latestLoss(points: readonly LossPoint[], totalSteps?: number): string {
  if (points.length === 0) {
    return translate(
      `waiting for the first step${totalSteps ? ` of ${totalSteps.toLocaleString("en")}` : ""}`,
    );
  }
  const { step } = points.at(-1)!;
  const train = points.findLast((p) => p.train !== undefined)?.train;
  const heldOut = points.findLast((p) => p.heldOut !== undefined)?.heldOut;
  const best = lowest(points);
  return [
    `step ${step.toLocaleString("en")}` +
    (totalSteps ? ` of ${totalSteps.toLocaleString("en")} (${Math.floor(100 * step / totalSteps)} %)` : ""),
    ...(train === undefined ? [] : [`train loss ${train.toFixed(3)}`]),
    ...(heldOut === undefined ? [] : [`held-out loss ${heldOut.toFixed(3)}`]),
    ...(best ? [`lowest held-out ${best.y.toFixed(3)} at step ${best.x.toLocaleString("en")}`] : []),
  ].map((part) => translate(part)).join(" · ");
}

export function describeLoss(
  points: readonly LossPoint[],
  o: { title: string; baselines: readonly Baseline[]; totalSteps?: number },
): string {
  const lines = o.baselines.map((b) =>
    ` ${translate("Dashed line:")} ${translate(b.name)}, ${b.value.toFixed(3)}.`
  ).join("");
  return `${translate("Loss curve:")} ${translate(o.title)}. ${translate("Nats per token against steps;")} ${
    latestLoss(points, o.totalSteps)
  }.${lines}`;
}
