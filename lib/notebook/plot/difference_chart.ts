/**
 * Differences with their intervals, one row each, beside a line at 0: an interval that crosses the line shows no effect.
 */
import { translate } from "../../language.ts";
// @ts-types="npm:@types/d3@7.4.3"
import { scaleLinear } from "d3";
import type { Displayable } from "./displayable.ts";
import { shorten } from "./shorten.ts";
import { bodyTop, MARGIN, markup, svgFigure, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FAINT_INK, FIGURE_WIDTH } from "./theme.ts";

interface DifferenceRow {
  readonly label: string;
  /** Null where it is not measured. */
  readonly value: { readonly difference: number; readonly low: number; readonly high: number } | null;
  /** Shown at the end of the row. */
  readonly text: string;
}

/** Characters of a label and of a text. */
const LONGEST_TEXT = 100;
const FONT = 12;
const ROW = 25;
const LEAST_RANGE = 120;

/**
 * Shows differences with their intervals.
 *
 * @throws {RangeError} when a number is not finite
 *
 * @example
 * ```ts
 * differenceChart([{ label: "prizes", value: { difference: 0.1, low: 0.05, high: 0.15 }, text: "+10 points" }]);
 * ```
 */
export function differenceChart(
  givenRows: readonly DifferenceRow[],
  options: { readonly title?: string } = {},
): Displayable {
  const title = translate(options.title);
  const rows = givenRows.map(({ label, text, value }) => ({
    label: translate(label),
    text: translate(text),
    value,
  }));
  for (const { label, value } of rows) {
    const odd = Object.entries(value ?? {}).find(([, number]) => !Number.isFinite(number));
    if (!odd) continue;
    throw new RangeError(
      `differenceChart: the ${odd[0]} of "${shorten(label)}" is ${
        odd[1]
      }; give finite numbers, or null where ` +
        "nothing is measured",
    );
  }
  const widest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => textWidth(shorten(text, LONGEST_TEXT), { size: FONT })));
  const left = MARGIN + 12 + widest(rows.map(({ label }) => label));
  const textRoom = 14 + 1.1 * widest(rows.map(({ text }) => text)) + MARGIN;
  const right = Math.max(left + LEAST_RANGE, FIGURE_WIDTH - textRoom);
  const ends = rows.flatMap(({ value }) => value ? [value.low, value.high] : []);
  const x = scaleLinear([Math.min(-0.02, ...ends), Math.max(0.02, ...ends)], [left, right]);
  const top = bodyTop(title), bottom = top + rows.length * ROW;
  const drawn = rows.map(({ label, value, text }, i) => {
    const y = top + (i + 0.5) * ROW;
    const [name, said] = [label, text].map((text) => svgText(shorten(text, LONGEST_TEXT)));
    const bar = ({ low, high, difference }: { low: number; high: number; difference: number }) =>
      markup`<path d="M${x(low)},${y}H${x(high)}M${x(low)},${y - 4}v8M${x(high)},${y - 4}v8"
        stroke="${COLOURS.blue}" stroke-width="2"/>
        <circle cx="${x(difference)}" cy="${y}" r="4.5" fill="${COLOURS.blue}"/>`;
    return markup`<g><text x="${left - 12}" y="${y + 4}" text-anchor="end">${name}</text>
      ${value ? bar(value) : ""}
      <text x="${right + 14}" y="${y + 4}"${value ? "" : ' opacity="0.7"'}>${said}</text></g>`;
  });
  const zero = markup`<path d="M${x(0)},${top}V${bottom}" stroke="${FAINT_INK}" stroke-dasharray="3 3"/>
    <text x="${x(0)}" y="${bottom + 14}" text-anchor="middle" font-size="11">0</text>`;
  const alt = `${title ? `${title}. ` : ""}${rows.map(({ label, text }) => `${label}: ${text}`).join("; ")}.`;
  return svgFigure(`<g font-size="${FONT}" fill="currentColor">${drawn.join("")}${zero}</g>`, {
    ...{ title, alt, width: right + textRoom },
    height: bottom + 18 + MARGIN,
  });
}
