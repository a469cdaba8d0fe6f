/** A recurrent network, unrolled: one step for each token, each waiting for the state of the step before it. */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { arrow, box, DRAWING_WIDTH, label, note } from "./drawing.ts";
import { bodyTop, MARGIN, svgFigure } from "./svg_figure.ts";
import { COLOURS } from "./theme.ts";

/**
 * Draws the steps of an RNN over the tokens: token and old state in, new state out, a prediction from each state.
 *
 * @throws {RangeError} for no token, or for more than six, which do not fit.
 *
 * @example
 * ```ts
 * rnnDiagram(["the", "owl", "ate"]);
 * ```
 */
export function rnnDiagram(tokens: readonly string[]): Displayable {
  if (tokens.length < 1 || tokens.length > 6) {
    throw new RangeError(`rnnDiagram: expected 1 to 6 tokens, got ${tokens.length}`);
  }
  const title = translate("An RNN, unrolled: one step for each token");
  const gap = 26, left = MARGIN + 62;
  const width = Math.min(88, (DRAWING_WIDTH - left - MARGIN) / tokens.length - gap);
  const top = bodyTop(title) + 54, height = 44;
  const steps = tokens.map((token, i) => {
    const x = left + i * (width + gap), middle = x + width / 2, y = top + height / 2;
    return arrow([{ x: x - gap + 3, y }, { x: x - 3, y }], { colour: COLOURS.vermilion, width: 2.5 }) +
      box([translate(`state ${i + 1}`)], { x, y: top, width, height, colour: COLOURS.blue }) +
      arrow([{ x: middle, y: top + height + 36 }, { x: middle, y: top + height + 4 }]) +
      label(token, { x: middle, y: top + height + 48, isStrong: true }) +
      arrow([{ x: middle, y: top - 3 }, { x: middle, y: top - 30 }]) +
      label(translate("next?"), { x: middle, y: top - 42, isFaint: true });
  });
  const bottom = top + height + 82;
  return svgFigure(
    label(translate("start"), { x: left - gap, y: top + height / 2, size: 12.5, anchor: "end" }) +
      steps.join("") +
      note(translate("orange: the state, the only memory; a step waits for the one before it"), {
        ...{ x: MARGIN, y: bottom },
      }),
    {
      title,
      alt: `${title}. ` + translate(
        `Each of ${tokens.map((token) => `"${token}"`).join(", ")} goes with the state before it into ` +
          "the next state; the next token is predicted from each state. The steps are one after the other.",
      ),
      width: DRAWING_WIDTH,
      height: bottom + 20,
    },
  );
}
