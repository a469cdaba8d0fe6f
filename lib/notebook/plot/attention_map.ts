/**
 * The attention weights of one head as a matrix with the tokens on both axes.
 *
 * Row = query (the position that attends), column = key (the position attended to); each row sums to 1. In a causal
 * model the cells above the diagonal are left out.
 */
import { translate } from "../../language.ts";
import { checkWeights, mapOutline } from "./attention_weights.ts";
import type { Displayable } from "./displayable.ts";
import { bodyTop, MARGIN, markup, svgFigure, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, MONO } from "./theme.ts";
import { tokenLabel } from "./visible_whitespace.ts";

interface AttentionMapOptions {
  readonly title?: string;
  /** Weights above the diagonal are 0 and are left out; default true. */
  readonly causal?: boolean;
  /** The weight that has the full colour; default the map's largest. Maps with the same one can be compared by colour. */
  readonly fullColour?: number;
}

const FONT = 12;
const LARGEST_MAP = 560;
const MOST_TOKENS = 128;

/**
 * Shows one head's attention weights.
 *
 * @param weights (T, T): `weights[query][key]`, each from 0 to 1.
 * @param tokens T texts.
 * @throws {RangeError} when the matrix is not T by T, a weight is not in 0 … 1, a causal one looks ahead, T > 128, or a
 *   weight is larger than `fullColour`.
 *
 * @example
 * ```ts
 * attentionMap([[1, 0], [0.25, 0.75]], ["Harry", " looked"], { title: "Layer 1, head 1" });
 * ```
 */
export function attentionMap(
  weights: readonly (readonly number[])[],
  tokens: readonly string[],
  options: AttentionMapOptions = {},
): Displayable {
  const { causal = true } = options, title = translate(options.title);
  const T = tokens.length;
  if (T > MOST_TOKENS) {
    throw new RangeError(
      `attentionMap: a map of ${T} tokens has ${
        (T * T).toLocaleString("en")
      } cells; give at most ${MOST_TOKENS} tokens, ` +
        "such as the last ones",
    );
  }
  checkWeights("attentionMap", weights, { T, causal });
  const cell = Math.max(8, Math.min(32, Math.floor(LARGEST_MAP / Math.max(1, T))));
  const labels = tokens.map((token) => tokenLabel(token));
  const labelWidth = Math.max(0, ...labels.map((label) => textWidth(label, { size: FONT, monospace: true })));
  const left = MARGIN + 20 + labelWidth + 6;
  const top = bodyTop(title) + 20 + labelWidth + 6;
  const side = cell * T;
  const largest = Math.max(1e-9, ...weights.flat());
  const { fullColour = largest } = options;
  if (largest > fullColour + 1e-3) {
    throw new RangeError(
      `attentionMap: the largest weight is ${largest}, fullColour is ${fullColour}; give at least the largest weight of ` +
        "all maps that are to be compared",
    );
  }

  const cells = weights.flatMap((row, query) =>
    row.slice(0, causal ? query + 1 : T).map((weight, key) => {
      const hover = translate(`${labels[query]} looks at ${labels[key]}: ${(100 * weight).toFixed(1)} %`);
      return markup`<rect x="${left + key * cell}" y="${top + query * cell}" width="${cell}" height="${cell}"
        fill="${COLOURS.blue}" fill-opacity="${Math.min(1, weight / fullColour).toFixed(3)}">
        <title>${svgText(hover)}</title></rect>`;
    })
  );
  const middleOf = (i: number) => i * cell + cell / 2;
  const rowLabels = labels.map((label, i) =>
    markup`<text x="${left - 6}" y="${top + middleOf(i)}" text-anchor="end" dominant-baseline="central">
      ${svgText(label)}</text>`
  );
  const columnLabels = labels.map((label, i) =>
    markup`<text transform="translate(${left + middleOf(i)} ${top - 6}) rotate(-90)"
      dominant-baseline="central">${svgText(label)}</text>`
  );
  const outline = mapOutline(T, { causal, cell, x: left, y: top });
  const names = { key: svgText(translate("looked at (key)")), query: svgText(translate("looking (query)")) };
  return svgFigure(
    markup`<g>${cells}</g>
      <path d="${outline}" fill="none" stroke="currentColor" stroke-opacity="0.4"/>
      <g font-family="${MONO}" font-size="${Math.min(FONT, cell)}" fill="currentColor">
      ${rowLabels}${columnLabels}</g>
      <g font-size="12" fill="currentColor" text-anchor="middle">
      <text x="${left + side / 2}" y="${bodyTop(title) + 10}">${names.key}</text>
      <text transform="translate(${MARGIN + 10} ${top + side / 2}) rotate(-90)">${names.query}</text></g>
      ${colourBar(left + side + 24, top, fullColour)}`,
    {
      title,
      alt: `${title ?? translate("Attention map")}. ` +
        labels.map((label, query) => {
          const key = weights[query].indexOf(Math.max(...weights[query]));
          return translate(
            `${label} looks most at ${labels[key]} (${(100 * weights[query][key]).toFixed(0)} %)`,
          );
        }).join("; ") + ".",
      width: left + side + 24 + 70 + MARGIN,
      height: top + Math.max(side, COLOUR_BAR_HEIGHT) + MARGIN + 6,
    },
  );
}

const COLOUR_BAR_HEIGHT = 120;

/** The scale: which colour stands for which weight. */
function colourBar(x: number, y: number, fullColour: number): string {
  const bands = 12;
  const step = COLOUR_BAR_HEIGHT / bands;
  const rects = Array.from(
    { length: bands },
    (_, i) =>
      markup`<rect x="${x}" y="${y + i * step}" width="14" height="${step}" fill="${COLOURS.blue}"
      fill-opacity="${((bands - i - 0.5) / bands).toFixed(2)}"/>`,
  );
  return markup`<g font-size="12" fill="currentColor">${rects}
    <rect x="${x}" y="${y}" width="14" height="${COLOUR_BAR_HEIGHT}" fill="none" stroke="currentColor"
      stroke-opacity="0.4"/><text x="${x + 20}" y="${y + 10}">${(100 * fullColour).toFixed(0)} %</text>
    <text x="${x}" y="${y - 8}">${svgText(translate("weight"))}</text>
    <text x="${x + 20}" y="${y + COLOUR_BAR_HEIGHT}">0 %</text></g>`;
}
