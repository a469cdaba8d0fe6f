/**
 * A card to share: what a model wrote, with its loss and its machine, as one picture that a button saves as a PNG.
 *
 * The card keeps its light colours on a dark page, because it is made to be sent to others.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { interactiveFigure } from "./interactive_figure.ts";
import { drawShareCard } from "./share_card_live.ts";
import { LONGEST_DESCRIPTION, shorten } from "./shorten.ts";
import { bodyTop, MARGIN, markup, svgPicture, svgText } from "./svg_figure.ts";
import { COLOURS, FAINT_INK } from "./theme.ts";
import { wrapText } from "./wrap_text.ts";

export interface ShareCard {
  /** "A GPT that read one book". */
  readonly title: string;
  /** What the model was given; bold on the card. */
  readonly prompt: string;
  /** What it wrote after the prompt. */
  readonly text: string;
  /** Short lines below the text: the loss, the size, the machine. */
  readonly facts: readonly string[];
}

const WIDTH = 560;
const SIZE = 15;
const LINE = 22;
/** Lines of the text; the rest is left out. */
const MOST_LINES = 14;

/**
 * Shows a card.
 *
 * @example
 * ```ts
 * shareCard({ title: "My first GPT", prompt: "Once", text: " upon a time", facts: ["loss 1.62", "on two cores"] });
 * ```
 */
export function shareCard({ prompt, text, ...o }: ShareCard): Displayable {
  const title = translate(o.title), facts = o.facts.map((fact) => translate(fact));
  const lines = cardLines(prompt, text);
  const top = bodyTop(title) + LINE;
  const body = lines.map((line, i) => lineMarkup(line, top + i * LINE)).join("");
  const under = top + lines.length * LINE;
  const notes = facts.flatMap((fact) => wrapText(shorten(fact), { width: WIDTH - 2 * MARGIN, size: 12 }));
  const small = notes.map((note, i) =>
    markup`<text x="${MARGIN}" y="${under + 10 + i * 17}" font-size="12" fill="${FAINT_INK}">
      ${svgText(note)}</text>`
  ).join("");
  const alt = shorten(`${title}. ${prompt}${text} (${facts.join("; ")})`, LONGEST_DESCRIPTION);
  const height = under + notes.length * 17 + MARGIN;
  const picture = svgPicture(body + small, { title, alt, width: WIDTH, height });
  return interactiveFigure({
    ...{ picture, alt, tools: {} },
    data: {
      svg: picture.match(/base64,([^"]+)/)![1],
      ...{ alt, width: WIDTH, button: translate("Save as PNG"), file: "my-model.png" },
    },
    draw: drawShareCard,
  });
}

interface CardLine {
  readonly prompt: string;
  readonly text: string;
}

/** The text, wrapped; each line is cut where the prompt ends. */
function cardLines(prompt: string, text: string): CardLine[] {
  const whole = shorten(prompt + text, MOST_LINES * WIDTH).replaceAll("\r\n", "\n");
  const all = whole.split("\n").flatMap((line) => wrapText(line, { width: WIDTH - 2 * MARGIN, size: SIZE }));
  let left = prompt.replaceAll("\r\n", "\n").length;
  return all.slice(0, MOST_LINES).map((line, i) => {
    const shown = i === MOST_LINES - 1 && all.length > MOST_LINES ? `${line} …` : line;
    const own = Math.max(0, Math.min(left, line.length));
    left -= line.length + 1; // the space or line break that ended it
    return { prompt: shown.slice(0, own), text: shown.slice(own) };
  });
}

function lineMarkup({ prompt, text }: CardLine, y: number): string {
  const part = (words: string, style: string) => words && `<tspan${style}>${svgText(words)}</tspan>`;
  return markup`<text x="${MARGIN}" y="${y}" font-size="${SIZE}" fill="currentColor" xml:space="preserve">
    ${part(prompt, ` font-weight="700" fill="${COLOURS.blue}"`)}${part(text, "")}</text>`;
}
