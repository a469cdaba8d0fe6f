/**
 * The generation loop, one token at a time: the text so far, the candidates for the next token with their
 * probabilities, and the token that was chosen.
 *
 * In the live figure the reader steps through it. The static picture has one bar for each of the first steps, divided
 * among the candidates.
 */
import { translate, translateWords } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { draw, isSame, type ShownStep, type StepsData, WORDS } from "./generation_steps_live.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { LIVE_TOOLS } from "./live_elements.ts";
import { type Candidate, checkProbability } from "./probability_bars.ts";
import { bodyTop, MARGIN, markup, svgPicture, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FIGURE_WIDTH, MONO } from "./theme.ts";
import { shorten } from "./shorten.ts";
import { tokenLabel, visibleWhitespace } from "./visible_whitespace.ts";

export interface GenerationStep {
  /** All of them, or the most probable; probabilities of the full distribution. */
  readonly candidates: readonly Candidate[];
  /** Index in `candidates` of the token that was taken. */
  readonly chosen: number;
}

/** Candidates shown by name at each step. */
const CANDIDATES = 7;
const PICTURE_STEPS = 6;

/**
 * Shows how a text is generated.
 *
 * @param prompt the tokens that the loop began with.
 * @throws {RangeError} when there are no steps, or a step's `chosen` is none of its candidates.
 *
 * @example
 * ```ts
 * const candidates = [{ text: " wand", probability: 0.6 }, { text: " hat", probability: 0.4 }];
 * generationSteps(["Harry", " has", " a"], [{ candidates, chosen: 0 }]);
 * ```
 */
export function generationSteps(
  prompt: readonly string[],
  steps: readonly GenerationStep[],
  options: { readonly title?: string } = {},
): Displayable {
  const title = translate(options.title ?? "");
  if (steps.length === 0) throw new RangeError("generationSteps: no steps to show");
  const data: StepsData = {
    prompt: prompt.map((token) => visibleWhitespace(shorten(token))),
    steps: steps.map((step, i) => shownStep(step, i)),
    title: shorten(title),
    colours: { bar: COLOURS.sky, chosen: COLOURS.orange },
    font: MONO,
    words: translateWords(WORDS),
  };
  const said = translate(
    `after "${data.prompt.join(" ")}" the loop takes ${
      data.steps.map(({ chosen }) => `${chosen.label} (${percent(chosen.probability)})`).join(", ")
    }.`,
  );
  const alt = `${title ? `${title}: ` : ""}${said}`;
  return interactiveFigure({
    picture: picture(data, alt),
    alt,
    data,
    draw,
    tools: { ...LIVE_TOOLS, isSame },
  });
}

const percent = (probability: number) => `${(100 * probability).toFixed(0)} %`;

function shownStep({ candidates, chosen }: GenerationStep, i: number): ShownStep {
  for (const { text, probability } of candidates) checkProbability("generationSteps", text, probability);
  const label = ({ text, probability }: Candidate) => ({
    label: tokenLabel(text),
    probability: Number(probability.toFixed(5)),
  });
  if (!candidates[chosen]) {
    throw new RangeError(
      `generationSteps: step ${i} takes candidate ${chosen} of ${candidates.length}; expected an index of them`,
    );
  }
  const sorted = candidates.toSorted((a, b) => b.probability - a.probability);
  const rest = sorted.slice(CANDIDATES).filter((candidate) => candidate !== candidates[chosen]);
  return {
    candidates: sorted.slice(0, CANDIDATES).map(label),
    others: rest.length,
    othersProbability: rest.reduce((sum, { probability }) => sum + probability, 0),
    chosen: label(candidates[chosen]),
  };
}

const FONT = 13;
const BAR = 24;

/** One step under the other: the text so far, and below it a bar that the candidates share. */
function picture({ prompt, steps, title }: StepsData, alt: string): string {
  const width = FIGURE_WIDTH, length = width - 2 * MARGIN;
  const top = bodyTop(title);
  const shown = steps.slice(0, PICTURE_STEPS);
  const rows = shown.map(({ candidates, chosen }, i) => {
    const y = top + i * (BAR + 34);
    const before = [...prompt, ...steps.slice(0, i).map((step) => step.chosen.label)].join(" ");
    const bars = candidates.some((one) => isSame(one, chosen))
      ? candidates
      : [...candidates.slice(0, -1), chosen];
    let x = MARGIN;
    const drawn = bars.map((one) => {
      const { label, probability } = one, w = length * probability;
      const taken = isSame(one, chosen);
      const words = `${label} ${percent(probability)}`;
      const fits = textWidth(words, { size: 12, monospace: true }) + 8 <= w;
      const bar = markup`<rect x="${x}" y="${y + 20}" width="${w}" height="${BAR}"
        fill="${taken ? COLOURS.orange : COLOURS.sky}" fill-opacity="0.4" stroke="#ffffff"/>`;
      const named = fits
        ? markup`<text x="${x + 5}" y="${y + 36}" font-size="12">${svgText(words)}</text>`
        : "";
      x += w;
      return bar + named;
    });
    return markup`<text x="${MARGIN}" y="${y + 13}">${svgText(tail(before, length - 130))}
      <tspan fill="${COLOURS.vermilion}" font-weight="600"> ${svgText(chosen.label)}</tspan></text>
      <rect x="${MARGIN}" y="${y + 20}" width="${length}" height="${BAR}" fill="none"
        stroke="currentColor" stroke-opacity="0.3"/>${drawn}`;
  });
  const size = { width, height: top + shown.length * (BAR + 34) + MARGIN };
  const body = `<g font-family="${MONO}" font-size="${FONT}" fill="currentColor">${rows.join("")}</g>`;
  return svgPicture(body, { title, alt, ...size });
}

/** The end of a text that fits into `width` CSS pixels. */
function tail(text: string, width: number): string {
  const characters = [...text];
  const fits = Math.floor(width / (0.6 * FONT));
  return characters.length <= fits ? text : `… ${characters.slice(-fits + 2).join("")}`;
}
