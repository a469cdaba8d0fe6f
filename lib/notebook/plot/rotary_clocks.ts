/** Rotary positions as clocks: one row for each pair of features, one column for each position, a hand for the angle. */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { label } from "./drawing.ts";
import { bodyTop, MARGIN, markup, svgFigure } from "./svg_figure.ts";
import { COLOURS, FAINT_INK } from "./theme.ts";

const RADIUS = 14, CELL = 34, LEFT = 150, HEADER = 22;
const MOST_PAIRS = 12, MOST_POSITIONS = 16;

/**
 * Draws the angle of each pair of features at each position: 0 points to the right, angles grow clockwise.
 *
 * @param frequencies radians for each token, one for each pair, at most 12
 * @param o `positions`: at most 16
 * @throws {RangeError} for more, or where one of the numbers is not finite
 *
 * @example
 * ```ts
 * rotaryClocks([1, 0.1], { positions: [0, 1, 2, 3] });
 * ```
 */
export function rotaryClocks(
  frequencies: readonly number[],
  { positions, ...o }: { readonly positions: readonly number[]; readonly title?: string },
): Displayable {
  const title = translate(o.title);
  if (frequencies.length > MOST_PAIRS || positions.length > MOST_POSITIONS) {
    throw new RangeError(
      `rotaryClocks: expected at most ${MOST_PAIRS} pairs and ${MOST_POSITIONS} positions, got ` +
        `${frequencies.length} and ${positions.length}`,
    );
  }
  const odd = [...frequencies, ...positions].find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new RangeError(`rotaryClocks: expected finite numbers, got ${odd}`);
  const top = bodyTop(title), left = MARGIN + LEFT;
  const centreOf = (column: number) => left + (column + 0.5) * CELL;
  const header = [
    label(translate("position"), { x: left - 12, y: top + HEADER / 2, anchor: "end", isFaint: true }),
    ...positions.map((position, column) =>
      label(`${position}`, { x: centreOf(column), y: top + HEADER / 2, isFaint: true })
    ),
  ];
  const rows = frequencies.map((frequency, row) => {
    const y = top + HEADER + (row + 0.5) * CELL;
    const name = translate(`pair ${row}: ${inDegrees(frequency)} a token`);
    return label(name, { x: left - 12, y, size: 13, anchor: "end" }) +
      positions.map((position, column) => clock({ x: centreOf(column), y, angle: position * frequency }))
        .join("");
  });
  const described = frequencies.map((frequency, row) =>
    translate(`pair ${row} ${inDegrees(frequency)} a token`)
  ).join(", ");
  return svgFigure(header.join("") + rows.join(""), {
    title,
    width: left + positions.length * CELL + MARGIN,
    height: top + HEADER + frequencies.length * CELL + MARGIN,
    alt: `${translate("Clocks of rotary positions")}${title ? `: ${title}` : ""}. ${described}.`,
  });
}

function clock({ x, y, angle }: { readonly x: number; readonly y: number; readonly angle: number }): string {
  const tip = { x: x + (RADIUS - 2) * Math.cos(angle), y: y + (RADIUS - 2) * Math.sin(angle) };
  return markup`<circle cx="${x}" cy="${y}" r="${RADIUS}" fill="none" stroke="${FAINT_INK}"/>
    <path d="M${x},${y}L${tip.x},${tip.y}" stroke="${COLOURS.blue}" stroke-width="2.5"/>
    <circle cx="${tip.x}" cy="${tip.y}" r="2.5" fill="${COLOURS.blue}"/>`;
}

function inDegrees(radians: number): string {
  return `${Number((radians * 180 / Math.PI).toPrecision(2))}°`;
}
