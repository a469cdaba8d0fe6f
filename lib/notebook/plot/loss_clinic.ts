/**
 * Cards with loss curves to diagnose: a small chart each, and the cause folded away below it.
 *
 * Grey is the healthy run on every card, so that one change can be seen. The cards are HTML without scripts (`<details>`):
 * they work in an untrusted clone, in exported pages and in previews.
 */
import { translate } from "../../language.ts";
import { type Displayable, displayable, escapeHtml } from "./displayable.ts";
import { fill } from "./fill.ts";
import { bodyTop, markup, svgPicture, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { COLOURS, FAINT_INK } from "./theme.ts";

/** Losses of a run: of training, and held out, each at a fixed distance in steps. */
export interface ClinicLosses {
  readonly train: readonly number[];
  readonly heldOut: readonly number[];
  /** The step at which the loss became NaN, where it did. */
  readonly nanAt?: number | null;
}

export interface ClinicCard {
  /** The curve's name: "A". */
  readonly name: string;
  readonly curve: ClinicLosses;
  /** Shown when the reader opens the card. */
  readonly cause: string;
  readonly why: string;
  readonly cure: string;
}

interface LossClinicOptions {
  /** Steps between two numbers of `train` and of `heldOut`. */
  readonly trainEvery: number;
  readonly heldOutEvery: number;
  /** The steps of a whole run. */
  readonly steps: number;
  /** The largest loss that the charts show. */
  readonly largestLoss: number;
}

const WIDTH = 340, HEIGHT = 270;
const PLOT = { left: 34, right: 12, bottom: 26 } as const;

/**
 * Shows one card for each curve.
 *
 * @throws {RangeError} when the options are not positive.
 *
 * @example
 * ```ts
 * const healthy = { train: [4, 3, 2], heldOut: [3, 2] };
 * const curve = { train: [4, 1, 0], heldOut: [3, 5] };
 * lossClinic(healthy, [{ name: "A", curve, cause: "overfitting", why: "The lines part.", cure: "More text." }], {
 *   trainEvery: 10,
 *   heldOutEvery: 15,
 *   steps: 30,
 *   largestLoss: 5,
 * });
 * ```
 */
export function lossClinic(
  healthy: ClinicLosses,
  givenCards: readonly ClinicCard[],
  options: LossClinicOptions,
): Displayable {
  for (const [name, value] of Object.entries(options)) {
    if (!(value > 0)) throw new RangeError(`lossClinic: ${name} is ${value}; expected a positive number`);
  }
  const cards = givenCards.map((card) => ({
    ...card,
    cause: translate(card.cause),
    why: translate(card.why),
    cure: translate(card.cure),
  }));
  const html = cards.map((card) =>
    `<div style="display: inline-block; vertical-align: top; width: ${WIDTH}px; max-width: 100%; margin: 0 14px 16px 0">` +
    chart(healthy, card, options) +
    `<details style="margin: 4px 0"><summary style="cursor: pointer">${
      escapeHtml(`${card.name}: ${translate("what is the cause?")}`)
    }</summary><div style="border-left: 4px solid ${COLOURS.green}; padding: 2px 10px; margin-top: 4px">` +
    `<strong>${escapeHtml(card.cause)}.</strong> ${escapeHtml(card.why)} <em>${
      translate("What helps:")
    }</em> ${escapeHtml(card.cure)}</div></details></div>`
  );
  const told = cards.map(({ name, cause, why }) => `${name}: ${cause}. ${why}`);
  return displayable({
    "text/html": `<div class="course-figure">${html.join("")}</div>`,
    "text/plain": `${translate(`${cards.length} loss curves`)}: ${
      cards.map((card) => describe(card)).join("; ")
    }\n\n${translate("Causes")}\n\n${told.join("\n")}`,
  });
}

/** The curve in words, without its cause. */
function describe({ name, curve: { train, heldOut, nanAt } }: ClinicCard): string {
  const from = (losses: readonly number[]) =>
    losses.length === 0 ? translate("none") : translate(
      `from ${losses[0].toFixed(2)} to ${losses[losses.length - 1].toFixed(2)}, lowest ${
        Math.min(...losses).toFixed(2)
      }`,
    );
  return `${name}: ${translate("training loss")} ${from(train)}; ${translate("held-out loss")} ${
    from(heldOut)
  }` +
    (nanAt ? translate(`; NaN at step ${nanAt}`) : "");
}

function chart(healthy: ClinicLosses, card: ClinicCard, o: LossClinicOptions): string {
  const title = fill(translate("Curve {0}"), shorten(card.name)), top = bodyTop(title) + 4;
  const right = WIDTH - PLOT.right, bottom = HEIGHT - PLOT.bottom;
  const atX = (step: number) => PLOT.left + (right - PLOT.left) * step / o.steps;
  const atY = (loss: number) => top + (bottom - top) * (1 - Math.min(loss, o.largestLoss) / o.largestLoss);
  const line = (losses: readonly number[], every: number, style: string) => {
    const points = losses.map((loss, i) => markup`${atX((i + 1) * every)},${atY(loss)}`);
    return `<polyline points="${points.join(" ")}" fill="none" ${style}/>`;
  };
  const ticks = Array.from({ length: Math.floor(o.largestLoss) + 1 }, (_, loss) => {
    const y = atY(loss);
    return markup`<line x1="${PLOT.left}" x2="${right}" y1="${y}" y2="${y}" stroke="currentColor"
      stroke-opacity="0.15"/><text x="${PLOT.left - 6}" y="${y + 4}" text-anchor="end">${loss}</text>`;
  });
  const steps = [0, o.steps / 2, o.steps].map((step) => {
    const [anchor, text] = step === o.steps ? ["end", translate(`step ${step}`)] : ["middle", `${step}`];
    return markup`<text x="${atX(step)}" y="${bottom + 16}" text-anchor="${anchor}">${text}</text>`;
  });
  const legend = [["healthy", FAINT_INK], ["training", COLOURS.vermilion], ["held out", COLOURS.blue]].map(
    ([name, colour], i) =>
      `<rect x="${120 + 72 * i}" y="17" width="10" height="10" fill="${colour}"/>` +
      `<text x="${134 + 72 * i}" y="26">${svgText(translate(name))}</text>`,
  );
  const body =
    `<g font-size="11" fill="currentColor">${ticks.join("")}${steps.join("")}${legend.join("")}</g>` +
    line(healthy.train, o.trainEvery, `stroke="${FAINT_INK}" stroke-width="1.2" stroke-opacity="0.8"`) +
    line(card.curve.train, o.trainEvery, `stroke="${COLOURS.vermilion}" stroke-width="1.5"`) +
    line(
      card.curve.heldOut,
      o.heldOutEvery,
      `stroke="${COLOURS.blue}" stroke-width="1.8" stroke-dasharray="5 3"`,
    );
  return svgPicture(body, { title, alt: describe(card), width: WIDTH, height: HEIGHT });
}
