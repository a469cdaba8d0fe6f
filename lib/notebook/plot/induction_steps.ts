/** How two layers repeat a text: layer 1 writes what came before, layer 2 looks for it (an induction head). */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { arrow, box, DRAWING_WIDTH, label } from "./drawing.ts";
import { fill } from "./fill.ts";
import { bodyTop, MARGIN, svgFigure } from "./svg_figure.ts";
import { COLOURS } from "./theme.ts";

const MOST_TOKENS = 6;
const WIDTH = 60, HEIGHT = 40;

/**
 * Draws both steps for a text whose last token occurred before.
 *
 * @param tokens at most 6 short tokens
 * @throws {RangeError} when there are more, or the last token is new: then there is nothing to repeat.
 *
 * @example
 * ```ts
 * inductionSteps(["h", "q", "c", "h"]); // layer 2 looks at "q", which came after "h"
 * ```
 */
export function inductionSteps(tokens: readonly string[]): Displayable {
  const last = tokens.length - 1, earlier = tokens.lastIndexOf(tokens[last], last - 1);
  if (tokens.length > MOST_TOKENS || last < 1 || earlier < 0) {
    throw new RangeError(
      `inductionSteps: expected at most ${MOST_TOKENS} tokens, the last of which occurred before, got ${
        JSON.stringify(tokens.slice(0, MOST_TOKENS + 1))
      }`,
    );
  }
  const title = translate("Two steps of an induction head");
  const gap = (DRAWING_WIDTH - 2 * MARGIN - WIDTH) / last;
  const x = (i: number) => MARGIN + i * gap, middle = (i: number) => x(i) + WIDTH / 2;
  const found = earlier + 1, next = tokens[found];
  const first = bodyTop(title) + 34, second = first + HEIGHT + 92, below = second + HEIGHT + 14;
  const parts = [
    label(translate("1. Layer 1: each token looks at the one before it"), {
      ...{ x: MARGIN, y: first - 22, size: 13, anchor: "start", isStrong: true },
    }),
    label(translate(`2. Layer 2: "${tokens[last]}" looks for the token that came after "${tokens[last]}"`), {
      ...{ x: MARGIN, y: second - 22, size: 13, anchor: "start", isStrong: true },
    }),
  ];
  tokens.forEach((token, i) => {
    parts.push(box([token], { x: x(i), y: first, width: WIDTH, height: HEIGHT, colour: COLOURS.sky }));
    if (i > 0) {
      parts.push(
        arrow([{ x: x(i) - 2, y: first + HEIGHT / 2 }, { x: x(i - 1) + WIDTH + 3, y: first + HEIGHT / 2 }], {
          ...{ colour: COLOURS.blue, width: 2 },
        }),
      );
    }
    const lines = i === 0 ? [token] : [token, fill(translate("after {0}"), tokens[i - 1])];
    parts.push(box(lines, {
      ...{ x: x(i), y: second, width: WIDTH, height: HEIGHT },
      colour: i === found ? COLOURS.vermilion : COLOURS.sky,
      size: 13,
    }));
  });
  parts.push(
    arrow([
      { x: middle(last), y: second + HEIGHT },
      { x: middle(last), y: below },
      { x: middle(found), y: below },
      { x: middle(found), y: second + HEIGHT + 3 },
    ], { colour: COLOURS.vermilion, width: 2 }),
    label(translate(`It finds "${next}" and copies it: the next token is "${next}".`), {
      ...{ x: MARGIN, y: below + 20, size: 13, anchor: "start" },
    }),
  );
  return svgFigure(parts.join(""), {
    title,
    alt: translate(
      `${title} for the text ${
        tokens.join(" ")
      }. Layer 1: each token looks at the one before it and writes it ` +
        `down. Layer 2: the last token, ${tokens[last]}, looks for the token that came after ${
          tokens[last]
        }; ` +
        `it finds ${next}, so the next token is ${next}.`,
    ),
    width: DRAWING_WIDTH,
    height: below + 40,
  });
}
