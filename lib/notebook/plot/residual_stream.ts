/** The residual stream: a token's vector runs through all blocks; each part reads it and adds its result to it. */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { arrow, box, DRAWING_WIDTH, label } from "./drawing.ts";
import { fill } from "./fill.ts";
import { bodyTop, MARGIN, svgFigure } from "./svg_figure.ts";
import { COLOURS } from "./theme.ts";

const MOST_BLOCKS = 4;
const SUBSCRIPTS = ["₁", "₂", "₃", "₄"];
const STREAM = MARGIN + 162, PART = STREAM + 106, PART_WIDTH = 150, PART_HEIGHT = 34, STEP = 76;

/**
 * Draws the stream of one token from top to bottom, with the sum that it carries after each part.
 *
 * @throws {RangeError} unless `nLayer` is an integer from 1 to 4.
 *
 * @example
 * ```ts
 * residualStream({ nLayer: 2 });
 * ```
 */
export function residualStream({ nLayer }: { readonly nLayer: number }): Displayable {
  if (!Number.isInteger(nLayer) || nLayer < 1 || nLayer > MOST_BLOCKS) {
    throw new RangeError(
      `residualStream: expected from 1 to ${MOST_BLOCKS} blocks, got ${nLayer}; more do not fit a drawing`,
    );
  }
  const title = translate("The residual stream of one token");
  const top = bodyTop(title) + 10;
  const parts = [label("x", { x: STREAM, y: top, isStrong: true })];
  const sum = ["x"];
  let y = top + 12;
  for (let layer = 0; layer < nLayer; layer++) {
    for (
      const { name, letter, colour } of [
        { name: "attention", letter: "a", colour: COLOURS.orange },
        { name: "MLP", letter: "m", colour: COLOURS.green },
      ]
    ) {
      const reads = y + 16, adds = reads + PART_HEIGHT + 4, middle = (reads + adds) / 2;
      sum.push(letter + SUBSCRIPTS[layer]);
      parts.push(
        box([translate(`${name} ${layer + 1}`)], {
          ...{ x: PART, y: middle - PART_HEIGHT / 2, width: PART_WIDTH, height: PART_HEIGHT, colour },
        }),
        arrow([{ x: STREAM + 2, y: reads }, { x: PART - 2, y: middle - 9 }]),
        label(translate("reads"), { x: STREAM + 52, y: reads - 7, size: 12, isFaint: true }),
        arrow([{ x: PART - 2, y: middle + 9 }, { x: STREAM + 12, y: adds }]),
        label(fill(translate("adds {0}"), sum.at(-1)!), {
          x: STREAM + 58,
          y: adds + 9,
          size: 12,
          isFaint: true,
        }),
        label(sum.join(" + "), { x: STREAM - 16, y: adds + 14, size: 13, anchor: "end" }),
        `<circle cx="${STREAM}" cy="${adds}" r="9" fill="${COLOURS.vermilion}"/>`,
        `<path d="M${STREAM - 5},${adds}h10M${STREAM},${adds - 5}v10" stroke="#ffffff" stroke-width="2"/>`,
      );
      y += STEP;
    }
  }
  const end = y + 14;
  parts.unshift( // below the circles
    arrow([{ x: STREAM, y: top + 12 }, { x: STREAM, y: end }], { colour: COLOURS.vermilion, width: 3 }),
  );
  parts.push(
    label(translate("to the output layer"), { x: STREAM, y: end + 14, isStrong: true }),
  );
  return svgFigure(parts.join(""), {
    title,
    alt: `${title}. ` + translate(
      `The token's vector x runs through ${nLayer} blocks. Each part reads the sum so far and adds ` +
        `its result; at the end the stream holds ${sum.join(" + ")}.`,
    ),
    width: DRAWING_WIDTH,
    height: end + 34,
  });
}
