/**
 * A text cut into its tokens: one coloured box per token, with its id below and white space made visible.
 *
 * The colours have no meaning; they only separate neighbours.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { flow } from "./flow_layout.ts";
import { bodyTop, MARGIN, markup, moreNote, svgFigure, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FIGURE_WIDTH, MONO } from "./theme.ts";
import { tokenLabel } from "./visible_whitespace.ts";

export interface Token {
  readonly text: string;
  readonly id?: number;
}

const BOX_COLOURS = [COLOURS.sky, COLOURS.orange, COLOURS.green, COLOURS.purple];
const FONT = 14;
const ID_FONT = 10;
const PADDING = 5;
/** Tokens that a strip shows; a last line counts the others. */
const MOST_TOKENS = 2000;

/**
 * Shows tokens in their order.
 *
 * @param tokens as a tokenizer's `encode` and `token` give them.
 *
 * @example
 * ```ts
 * tokenStrip([{ text: "Harry", id: 18308 }, { text: " looked", id: 3114 }], { title: "GPT-2's tokens" });
 * ```
 */
export function tokenStrip(tokens: readonly Token[], options: { readonly title?: string } = {}): Displayable {
  const title = translate(options.title);
  const left = tokens.length - MOST_TOKENS;
  const boxes = tokens.slice(0, MOST_TOKENS).map(({ text, id }, i) => {
    const shown = tokenLabel(text);
    const textPixels = textWidth(shown, { size: FONT, monospace: true });
    const idPixels = id === undefined ? 0 : textWidth(String(id), { size: ID_FONT, monospace: true });
    return {
      shown,
      id,
      text,
      textPixels,
      colour: BOX_COLOURS[i % BOX_COLOURS.length],
      width: Math.max(textPixels, idPixels) + 2 * PADDING,
      breakAfter: text.endsWith("\n"),
    };
  });
  const withIds = tokens.some((token) => token.id !== undefined);
  const boxHeight = withIds ? 38 : 24;
  const top = bodyTop(title);
  const { corners, width: used, height } = flow(boxes, {
    width: FIGURE_WIDTH - 2 * MARGIN,
    lineHeight: boxHeight + 6,
    gap: 3,
  });

  const titleWidth = textWidth(shorten(title ?? ""), { size: 15 });

  const drawn = boxes.map((box, i) => {
    const x = MARGIN + corners[i].x, y = top + corners[i].y;
    const middle = x + box.width / 2;
    const { colour, textPixels, id } = box;
    const [hoverId, shownId] = id === undefined ? ["", ""] : [
      `, id ${id}`,
      markup`<text x="${middle}" y="${y + 32}" font-size="${ID_FONT}" opacity="0.75">${String(id)}</text>`,
    ];
    const hover = `${translate(`token ${i}`)}: ${JSON.stringify(shorten(box.text))}${hoverId}`;
    return markup`<g><title>${svgText(hover)}</title>
      <rect x="${x}" y="${y}" width="${box.width}" height="${boxHeight}" rx="4" fill="${colour}"
        fill-opacity="0.28" stroke="${colour}"/>
      <text x="${middle}" y="${y + 17}" textLength="${textPixels}">${
      svgText(box.shown)
    }</text>${shownId}</g>`;
  });
  const more = moreNote(left, { what: "tokens", y: top + height + 16 });
  return svgFigure(
    markup`<g font-family="${MONO}" font-size="${FONT}" text-anchor="middle" fill="currentColor">${drawn}</g>
      ${more}`,
    {
      title,
      alt: `${title ? `${title}: ` : ""}${
        translate(`${tokens.length} token${tokens.length === 1 ? "" : "s"}`)
      }: ${boxes.map((box) => box.shown).join(" | ")}`,
      width: Math.max(used, titleWidth) + 2 * MARGIN,
      height: top + height + (more ? 22 : 0) + MARGIN,
    },
  );
}
