/**
 * A text cut into its tokens, each in the colour of the expert that took it.
 *
 * Buttons choose the layer and one expert, whose tokens stay while the others fade. Where no script runs: the first layer.
 */
import { translate, translateWords } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { draw, expertColour, type ExpertStripData, WORDS } from "./expert_strip_live.ts";
import { fill } from "./fill.ts";
import { flow } from "./flow_layout.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { LIVE_TOOLS } from "./live_elements.ts";
import { shorten } from "./shorten.ts";
import { bodyTop, MARGIN, markup, svgPicture, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { FIGURE_WIDTH, MONO } from "./theme.ts";
import { tokenLabel } from "./visible_whitespace.ts";

interface RoutedToken {
  readonly text: string;
  /** For each layer the number of the token's first expert, from 0. */
  readonly experts: readonly number[];
}

const FONT = 13;

/**
 * Shows which expert took which token.
 *
 * @param o `count`: the number of experts in a layer; `layers`: a name for each layer
 * @throws {RangeError} when there are no tokens or no layers, or an expert does not exist
 * @example
 * ```ts
 * expertStrip([{ text: "the", experts: [0] }, { text: " bell", experts: [1] }], { count: 2, layers: ["layer 0"] });
 * ```
 */
export function expertStrip(
  tokens: readonly RoutedToken[],
  o: { readonly title?: string; readonly count: number; readonly layers: readonly string[] },
): Displayable {
  const { count, layers } = o, title = translate(o.title ?? "");
  if (tokens.length === 0 || layers.length === 0) {
    throw new RangeError(
      `expertStrip: expected at least one token and one layer, got ${tokens.length} and ${layers.length}`,
    );
  }
  tokens.forEach(({ experts }, at) => {
    const isRight = experts.length === layers.length &&
      experts.every((e) => Number.isInteger(e) && e >= 0 && e < count);
    if (isRight) return;
    throw new RangeError(
      `expertStrip: token ${at} has the experts ${experts}; expected one from 0 to ${
        count - 1
      } for each of ` +
        `${layers.length} layers`,
    );
  });
  const data: ExpertStripData = {
    tokens: tokens.map(({ text, experts }) => ({ text: tokenLabel(shorten(text)), experts })),
    count,
    layers: layers.map((name) => shorten(translate(name))),
    title: shorten(title),
    font: MONO,
    words: translateWords(WORDS),
  };
  const shares = Array.from(
    { length: count },
    (_, e) => tokens.filter(({ experts }) => experts[0] === e).length,
  );
  const alt = `${title ? `${title}: ` : ""}${translate(`${tokens.length} tokens`)}. ${data.layers[0]}: ${
    shares.map((n, e) => translate(`expert ${e} took ${n}`)).join(", ")
  }.`;
  return interactiveFigure({
    picture: picture(data, alt),
    alt,
    data,
    draw,
    tools: { ...LIVE_TOOLS, expertColour },
  });
}

/** The first layer's tokens in colours, with a legend. */
function picture({ tokens, count, title, words }: ExpertStripData, alt: string): string {
  const boxOf = (text: string) => ({
    width: textWidth(text, { size: FONT, monospace: true }) + 6,
    breakAfter: false,
  });
  const legend = Array.from({ length: count }, (_, e) => ({ text: fill(words.expert, e), expert: e }));
  const shown = [...legend, ...tokens.map(({ text, experts }) => ({ text, expert: experts[0] }))];
  const boxes = shown.map(({ text }, i) => ({ ...boxOf(text), breakAfter: i === legend.length - 1 }));
  const { corners, height } = flow(boxes, { width: FIGURE_WIDTH - 2 * MARGIN, lineHeight: 26, gap: 2 });
  const top = bodyTop(title);
  const drawn = shown.map(({ text, expert }, i) => {
    const x = MARGIN + corners[i].x, y = top + corners[i].y;
    const { width } = boxes[i];
    return markup`<rect x="${x}" y="${y}" width="${width}" height="22" rx="3"
      fill="${expertColour(expert, count)}"/><text x="${x + width / 2}" y="${y + 16}">${
      svgText(text)
    }</text>`;
  });
  return svgPicture(
    markup`<g font-family="${MONO}" font-size="${FONT}" text-anchor="middle" fill="currentColor">${drawn}</g>`,
    { title, alt, width: FIGURE_WIDTH, height: top + height + MARGIN },
  );
}
