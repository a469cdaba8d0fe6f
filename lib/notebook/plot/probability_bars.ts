/**
 * The candidates for the next token: one bar per token, the most probable first.
 */
// @ts-types="npm:@types/d3@7.4.3"
import { scaleLinear } from "d3";
import type { Displayable } from "./displayable.ts";
import { heading, headingHeight, MARGIN, px, svgFigure, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, MONO } from "./theme.ts";
import { tokenLabel } from "./visible_whitespace.ts";

export interface Candidate {
  readonly text: string;
  /** From 0 to 1. */
  readonly probability: number;
  readonly id?: number;
}

interface ProbabilityBarsOptions {
  readonly title?: string;
  /** Index in `candidates` of the token that was drawn, marked in another colour. */
  readonly chosen?: number;
  /** Candidates shown; the others are summed up in a last bar. */
  readonly limit?: number;
  /** CSS pixels. */
  readonly width?: number;
}

/** @throws {RangeError} when `limit` is no number of bars that can be read. */
export function checkLimit(where: string, limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_BARS) return;
  throw new RangeError(`${where}: limit must be a whole number from 1 to ${MOST_BARS}, got ${limit}`);
}

/** @throws {RangeError} when `probability` is none. */
export function checkProbability(where: string, text: string, probability: number): void {
  if (probability >= 0 && probability <= 1 + 1e-6) return;
  throw new RangeError(
    `${where}: the probability of ${
      JSON.stringify(shorten(text))
    } is ${probability}; give softmax(logits), in [0, 1]`,
  );
}

const DEFAULTS = { limit: 10, width: 480 };
const MOST_BARS = 500;
const FONT = 13;
const ROW = 24;

/**
 * Shows the most probable candidates.
 *
 * @param candidates in any order; their probabilities need not sum to 1.
 * @throws {RangeError} when a probability is outside [0, 1].
 *
 * @example
 * ```ts
 * import { probabilityBars } from "lib/notebook/plot";
 *
 * probabilityBars([{ text: " wand", probability: 0.41 }, { text: " hat", probability: 0.03 }], { chosen: 0 });
 * ```
 */
export function probabilityBars(
  candidates: readonly Candidate[],
  options: ProbabilityBarsOptions = {},
): Displayable {
  const { title, chosen, limit, width } = { ...DEFAULTS, ...options };
  for (const { text, probability } of candidates) checkProbability("probabilityBars", text, probability);
  checkLimit("probabilityBars", limit);
  const sorted = candidates
    .map((candidate, i) => ({
      label: tokenLabel(candidate.text),
      probability: candidate.probability,
      hover: `${JSON.stringify(shorten(candidate.text))}${
        candidate.id === undefined ? "" : `, id ${candidate.id}`
      }`,
      chosen: i === chosen,
    }))
    .toSorted((a, b) => b.probability - a.probability);
  const rows = sorted.slice(0, limit);
  const rest = sorted.slice(limit);
  if (rest.length > 0) {
    rows.push({
      label: `${rest.length.toLocaleString("en")} others`,
      probability: rest.reduce((sum, row) => sum + row.probability, 0),
      hover: "all other candidates together",
      chosen: rest.some((row) => row.chosen),
    });
  }
  const labelWidth = Math.max(0, ...rows.map((row) => textWidth(row.label, { size: FONT, monospace: true })));
  const left = MARGIN + labelWidth + 10;
  const top = MARGIN + headingHeight(title);
  const length = scaleLinear(
    [0, Math.max(1e-9, ...rows.map((row) => row.probability))],
    [0, Math.max(60, width - left - 64 - MARGIN)],
  );
  const drawn = rows.map((row, i) => {
    const y = top + i * ROW;
    const bar = length(row.probability);
    const percent = `${(100 * row.probability).toFixed(1)} %`;
    return `<g><title>${svgText(`${row.hover}: ${percent}`)}</title>` +
      `<text x="${px(left - 10)}" y="${px(y + 16)}" text-anchor="end" font-family="${MONO}">${
        svgText(row.label)
      }</text>` +
      `<rect x="${px(left)}" y="${px(y + 3)}" width="${px(bar)}" height="${ROW - 7}" rx="2" ` +
      `fill="${row.chosen ? COLOURS.vermilion : COLOURS.blue}" fill-opacity="${i < limit ? 0.9 : 0.35}"/>` +
      `<text x="${px(left + bar + 6)}" y="${px(y + 16)}" font-size="12">${percent}${
        row.chosen ? " ◂ chosen" : ""
      }` +
      `</text></g>`;
  });
  return svgFigure(
    heading(title) +
      `<g font-size="${FONT}" fill="currentColor">${drawn.join("")}</g>`,
    {
      alt: `${title ?? "Candidates for the next token"}: ` +
        rows.map((row) =>
          `${row.label} ${(100 * row.probability).toFixed(1)} %${row.chosen ? " (chosen)" : ""}`
        )
          .join(", "),
      width: Math.max(width, left + 160),
      height: top + rows.length * ROW + MARGIN,
    },
  );
}
