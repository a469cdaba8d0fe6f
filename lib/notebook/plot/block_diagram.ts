/** A transformer block: norm, attention, add; norm, MLP, add; the two residual paths beside it. */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { arrow, box, DRAWING_WIDTH, label, note } from "./drawing.ts";
import { bodyTop, MARGIN, svgFigure } from "./svg_figure.ts";
import { COLOURS } from "./theme.ts";

interface Layer {
  readonly name: string;
  /** Which tokens it works on. */
  readonly effect: string;
  readonly colour: string;
}

const HALVES: readonly (readonly Layer[])[] = [
  [
    { name: "layer norm", effect: "each token by itself", colour: COLOURS.sky },
    { name: "attention", effect: "the only layer that mixes tokens", colour: COLOURS.orange },
  ],
  [
    { name: "layer norm", effect: "each token by itself", colour: COLOURS.sky },
    { name: "MLP", effect: "each token by itself: C → 4C → C", colour: COLOURS.green },
  ],
];
const WIDTH = 124, HEIGHT = 36, GAP = 24;

/**
 * Draws GPT-2's block from top to bottom. Every arrow carries (B, T, C).
 */
export function blockDiagram(): Displayable {
  const title = translate("A transformer block");
  const x = MARGIN + 66, middle = x + WIDTH / 2, side = MARGIN + 24;
  let y = bodyTop(title) + 8;
  const parts = [label("x (B, T, C)", { x: middle, y, isStrong: true })];
  y += 12;
  for (const layers of HALVES) {
    const branch = y + 8;
    for (const { name, effect, colour } of layers) {
      parts.push(
        arrow([{ x: middle, y }, { x: middle, y: y + GAP - 2 }]),
        box([translate(name)], { x, y: y + GAP, width: WIDTH, height: HEIGHT, colour }),
        note(translate(effect), { x: x + WIDTH + 12, y: y + GAP + HEIGHT / 2, size: 13 }),
      );
      y += GAP + HEIGHT;
    }
    const add = y + GAP + 9;
    parts.push(
      arrow([{ x: middle, y }, { x: middle, y: add - 12 }]),
      arrow(
        [{ x: middle, y: branch }, { x: side, y: branch }, { x: side, y: add }, { x: middle - 12, y: add }],
        { colour: COLOURS.vermilion, width: 2.5 },
      ),
      `<circle cx="${middle}" cy="${add}" r="10" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
      label("+", { x: middle, y: add - 1, size: 17 }),
      note(translate("add, do not replace"), { x: x + WIDTH + 12, y: add, size: 13 }),
    );
    y = add + 10;
  }
  parts.push(
    arrow([{ x: middle, y }, { x: middle, y: y + GAP - 2 }]),
    label(translate("(B, T, C), to the next block"), { x: middle, y: y + GAP + 10, isStrong: true }),
    note(translate("orange lines: the residual path, on which nothing is lost"), {
      x: MARGIN,
      y: y + GAP + 40,
    }),
  );
  return svgFigure(parts.join(""), {
    title,
    alt: `${title}. ` + translate(
      `x goes through ${
        HALVES.map((layers) => `${layers.map(({ name }) => name).join(" and ")}, and is added to the result`)
          .join("; then ")
      }.`,
    ),
    width: DRAWING_WIDTH,
    height: y + GAP + 58,
  });
}
