/** The candidates for the next token: one bar per token, the most probable first. */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { horizontalBars } from "./horizontal_bars.ts";
import { shorten } from "./shorten.ts";
import { svgFigure } from "./svg_figure.ts";
import { COLOURS } from "./theme.ts";
import { tokenLabel } from "./visible_whitespace.ts";

export interface Candidate {
  readonly text: string;
  /** From 0 to 1. */
  readonly probability: number;
  readonly id?: number;
}

interface ProbabilityBarsOptions {
  readonly title?: string;
  /** Index in `candidates` of the token that was sampled; it has another colour. */
  readonly chosen?: number;
}

/** @throws {RangeError} when `probability` is not from 0 to 1. */
export function checkProbability(where: string, text: string, probability: number): void {
  if (probability >= 0 && probability <= 1 + 1e-6) return;
  throw new RangeError(
    `${where}: the probability of ${
      JSON.stringify(shorten(text))
    } is ${probability}; give softmax(logits), in [0, 1]`,
  );
}

/** Candidates shown; the last bar is the sum of the others. */
const MOST_BARS = 10;
const WIDTH = 480;

/**
 * Shows the most probable candidates.
 *
 * @param candidates in any order; their probabilities need not sum to 1.
 * @throws {RangeError} when a probability is outside [0, 1].
 *
 * @example
 * ```ts
 * probabilityBars([{ text: " wand", probability: 0.41 }, { text: " hat", probability: 0.03 }], { chosen: 0 });
 * ```
 */
export function probabilityBars(
  candidates: readonly Candidate[],
  options: ProbabilityBarsOptions = {},
): Displayable {
  const { chosen } = options, title = translate(options.title), taken = translate("◂ chosen");
  for (const { text, probability } of candidates) checkProbability("probabilityBars", text, probability);
  const row = (
    label: string,
    probability: number,
    o: { hover: string; chosen: boolean; opacity: number },
  ) => {
    const percent = `${(100 * probability).toFixed(1)} %`;
    return {
      label,
      value: probability,
      text: o.chosen ? `${percent} ${taken}` : percent,
      hover: `${o.hover}: ${percent}`,
      colour: o.chosen ? COLOURS.vermilion : COLOURS.blue,
      opacity: o.opacity,
    };
  };
  const sorted = candidates.map((candidate, i) => ({ ...candidate, chosen: i === chosen }))
    .toSorted((a, b) => b.probability - a.probability);
  const rows = sorted.slice(0, MOST_BARS).map(({ text, probability, id, chosen }) => {
    const hover = JSON.stringify(shorten(text)) + (id === undefined ? "" : `, id ${id}`);
    return row(tokenLabel(text), probability, { hover, chosen, opacity: 0.9 });
  });
  const rest = sorted.slice(MOST_BARS);
  if (rest.length > 0) {
    rows.push(row(
      translate(`${rest.length.toLocaleString("en")} others`),
      rest.reduce((sum, { probability }) => sum + probability, 0),
      {
        hover: translate("all other candidates together"),
        chosen: rest.some(({ chosen }) => chosen),
        opacity: 0.35,
      },
    ));
  }
  const { body, ...size } = horizontalBars(rows, { title, width: WIDTH, monospace: true });
  return svgFigure(body, {
    title,
    alt: `${title ?? translate("Candidates for the next token")}: ` +
      rows.map(({ label, text }) => `${label} ${text.replace(taken, translate("(chosen)"))}`).join(", "),
    ...size,
  });
}
