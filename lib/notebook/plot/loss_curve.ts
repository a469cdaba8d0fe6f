/**
 * The loss curve of a training run, drawn while it trains.
 *
 * In a notebook there are two outputs: the figure, and below it a line of text with the latest numbers. Each update of
 * this text carries a script that redraws the figure. There are at most a few updates a second (Jupyter drops messages
 * beyond about 1,000 a second). The saved file must show the curve without scripts, so the figure and its static picture
 * are replaced when points stop coming and at `finish()`. Outside a notebook nothing is shown; the points are kept.
 */
import { translate } from "../../language.ts";
import { formatSeconds } from "../../statistics/mod.ts";
import { DISPLAY, type Displayable, escapeHtml, figureId, type MimeBundle } from "./displayable.ts";
import { liveScript } from "./live_figure.ts";
import {
  describeLoss,
  latestLoss,
  LOSS_CURVE_DEFAULTS,
  lossCurveFigure,
  type LossCurveFigureOptions,
  type LossPoint,
} from "./loss_curve_figure.ts";
import { plotlyBundle } from "./plotly_figure.ts";

interface LossCurveOptions extends LossCurveFigureOptions {
  /** Shortest time between two live updates, ms; 500 by default. */
  readonly updateEveryMs?: number;
}

const UPDATE_EVERY_MS = 500;

/** After this long without a new point, training has ended or was stopped, and the static picture is redrawn. */
const QUIET_MS = 3_000;

interface LossHistory {
  readonly train: readonly (readonly [step: number, loss: number])[];
  readonly heldOut: readonly (readonly [step: number, loss: number])[];
}

/** Sends a message to the notebook; `Deno.jupyter.broadcast` by default. */
export type Broadcast = (type: string, content: Record<string, unknown>) => Promise<void>;

interface LossCurve extends Displayable {
  readonly points: readonly LossPoint[];
  /** Displays the figure below the running cell. */
  show(): Promise<void>;
  /**
   * Adds a step's losses. Returns at once; drawing happens at most every `updateEveryMs`.
   * @throws {RangeError} when `step` is not a finite number, or is smaller than the one before it.
   */
  add(point: LossPoint): void;
  /** Adds a run's earlier losses, [step, loss] each: what a resumed run begins with. */
  addHistory(history: LossHistory): void;
  /** Draws the final state, static picture included. Call it when training ends, also after an error. */
  finish(): Promise<void>;
}

/**
 * A loss curve to add points to.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const curve = lossCurve({ tokensPerStep: 768, baselines: [{ name: "uniform guess, ln 65", value: Math.log(65) }] });
 * await curve.show();
 * for (let step = 1; step <= 100; step++) curve.add({ step, train: 4 / Math.sqrt(step) });
 * curve.add({ step: 100, heldOut: 0.5 });
 * await curve.finish();
 * assert.equal(curve.points.length, 101);
 * ```
 */
export function lossCurve(options: LossCurveOptions = {}, broadcast = notebookBroadcast()): LossCurve {
  const o = { ...LOSS_CURVE_DEFAULTS, updateEveryMs: UPDATE_EVERY_MS, ...options };
  const id = figureId();
  const points: LossPoint[] = [];
  let shown = false;
  let lastUpdate = -Infinity;
  let quiet: ReturnType<typeof setTimeout> | undefined;

  async function display(type: string, name: string, data: MimeBundle): Promise<void> {
    await broadcast!(type, { data, metadata: {}, transient: { display_id: name } });
  }
  const bundle = () => plotlyBundle(lossCurveFigure(points, o), { alt: describeLoss(points, o), id });
  let resumedAt: number | undefined;
  let first: { step: number; ms: number } | undefined;

  /** The latest losses; while the training runs, also the time left; where it was resumed, from which step. */
  function statusText(running: boolean): string {
    const parts = [latestLoss(points, o.totalSteps)];
    const step = points.at(-1)?.step ?? 0;
    if (running && o.totalSteps && first && step > first.step && step < o.totalSteps) {
      const msPerStep = (performance.now() - first.ms) / (step - first.step);
      parts.push(translate(`about ${formatSeconds(msPerStep * (o.totalSteps - step) / 1000)} left`));
    }
    if (resumedAt !== undefined) parts.push(translate(`resumed at step ${resumedAt.toLocaleString("en")}`));
    return parts.join(" · ");
  }

  const status = (script: string, running = false): MimeBundle => ({
    "text/html": `<p>${escapeHtml(statusText(running))}</p>${script}`,
    "text/plain": statusText(running),
  });

  async function redraw(): Promise<void> {
    clearTimeout(quiet);
    if (!shown) return;
    await display("update_display_data", id, await bundle());
    await display("update_display_data", `${id}-status`, status(""));
  }

  return {
    points,
    [DISPLAY]: bundle,

    async show() {
      if (!broadcast || shown) return;
      shown = true;
      await display("display_data", id, await bundle());
      await display("display_data", `${id}-status`, status(""));
    },

    add(point) {
      if (!Number.isFinite(point.step)) {
        throw new RangeError(`lossCurve.add: step is ${point.step}, expected the number of the step`);
      }
      const last = points.at(-1);
      if (last && point.step < last.step) {
        throw new RangeError(
          `lossCurve.add: step ${point.step} comes after step ${last.step}; add steps in order`,
        );
      }
      points.push(point);
      // The first new step includes compiling, so the time left is computed from its end.
      first ??= { step: point.step, ms: performance.now() };
      if (!shown) return;
      clearTimeout(quiet);
      // A failure to draw must not end a training run of hours; the next update tries again.
      quiet = setTimeout(() => redraw().catch(() => {}), QUIET_MS);
      Deno.unrefTimer(quiet);
      const now = performance.now();
      if (now - lastUpdate < o.updateEveryMs) return;
      lastUpdate = now;
      const script = liveScript(id, lossCurveFigure(points, o));
      display("update_display_data", `${id}-status`, status(script, true)).catch(() => {});
    },

    addHistory({ train, heldOut }) {
      const earlier = [
        ...train.map(([step, loss]) => ({ step, train: loss })),
        ...heldOut.map(([step, loss]) => ({ step, heldOut: loss })),
      ];
      for (const point of earlier.sort((a, b) => a.step - b.step)) this.add(point);
      resumedAt = points.at(-1)?.step;
      first = undefined;
    },

    finish: redraw,
  };
}

/** `Deno.jupyter.broadcast`, or undefined outside a notebook, where even reading `Deno.jupyter` throws. */
function notebookBroadcast(): Broadcast | undefined {
  try {
    const { broadcast } = Deno.jupyter;
    return (type, content) => broadcast(type, content);
  } catch {
    return undefined;
  }
}
