/** Encoder, decoder, or both: which stacks a transformer has, and who looks at whom in them. */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { arrow, box, DRAWING_WIDTH, label } from "./drawing.ts";
import { bodyTop, MARGIN, svgFigure } from "./svg_figure.ts";
import { COLOURS } from "./theme.ts";

const WIDTH = 126, HEIGHT = 74, ROW = 172;

/**
 * Draws the three families of transformers, each with an example of what goes in and what comes out.
 */
export function familiesDiagram(): Displayable {
  const title = translate("Encoder, decoder, or both");
  const top = bodyTop(title) + 8, left = MARGIN + 8, right = DRAWING_WIDTH - MARGIN - WIDTH - 60;
  const parts: string[] = [];
  /** A stack with its input below and its output above it. */
  const stack = (
    o: { name: string; sees: string; colour: string; x: number; row: number; into: string; out?: string },
  ) => {
    const y = top + o.row * ROW + 58, middle = o.x + WIDTH / 2;
    parts.push(
      box([translate(o.name), ...translate(o.sees).split(" / ")], {
        x: o.x,
        y,
        width: WIDTH,
        height: HEIGHT,
        colour: o.colour,
      }),
      arrow([{ x: middle, y: y + HEIGHT + 18 }, { x: middle, y: y + HEIGHT + 3 }]),
      label(o.into, { x: middle, y: y + HEIGHT + 28, size: 12.5 }),
    );
    if (o.out) {
      parts.push(
        arrow([{ x: middle, y: y - 3 }, { x: middle, y: y - 18 }]),
        label(o.out, { x: middle, y: y - 28, size: 12.5, isStrong: true }),
      );
    }
  };
  const encoder = { name: "encoder", sees: "each token / looks at all", colour: COLOURS.blue };
  const decoder = { name: "decoder", sees: "each token looks / at earlier ones", colour: COLOURS.vermilion };
  stack({ ...encoder, x: left, row: 0, into: "the owl [MASK] a mouse", out: "ate" });
  parts.push(label("BERT", { x: left + WIDTH / 2, y: top + 2, size: 15, isStrong: true }));
  stack({ ...decoder, x: right, row: 0, into: "the owl ate", out: "owl ate a" });
  parts.push(label("GPT", { x: right + WIDTH / 2, y: top + 2, size: 15, isStrong: true }));
  const low = top + 20;
  parts.push(
    label("Transformer (2017), T5", { x: DRAWING_WIDTH / 2, y: low + ROW + 2, size: 15, isStrong: true }),
  );
  const y = top + ROW + 20;
  const shifted = 1 + 20 / ROW;
  stack({ ...encoder, x: left, row: shifted, into: "부엉이가 쥐를 먹었다" });
  stack({ ...decoder, x: right, row: shifted, into: "the owl ate", out: "owl ate a" });
  parts.push(
    arrow([{ x: left + WIDTH + 4, y: y + 58 + HEIGHT / 2 }, { x: right - 4, y: y + 58 + HEIGHT / 2 }], {
      ...{ colour: COLOURS.blue, width: 2.5 },
    }),
    label(translate("cross-attention"), {
      x: (left + WIDTH + right) / 2,
      y: y + 44 + HEIGHT / 2,
      size: 12.5,
    }),
  );
  return svgFigure(parts.join(""), {
    title,
    alt: `${title}. ` + translate(
      "BERT is an encoder: each token looks at all, and it guesses hidden tokens. GPT is a decoder: each " +
        "token looks at earlier ones, and it guesses the next token at each position. The Transformer of 2017 has both: the decoder " +
        "writes a translation and looks at the encoder's result by cross-attention.",
    ),
    width: DRAWING_WIDTH,
    height: y + ROW + 4,
  });
}
