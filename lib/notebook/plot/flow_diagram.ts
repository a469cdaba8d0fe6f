/**
 * A diagram of operations that depend on one another: boxes on a grid, and an arrow from each box to those that use its
 * result.
 *
 * An arrow first goes up or down in its own column, then sideways into the box. So place a box that several others use
 * above an empty part of its column. `stageDiagram` is simpler, for steps that follow one another.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { shorten } from "./shorten.ts";
import { bodyTop, MARGIN, markup, svgFigure, svgText } from "./svg_figure.ts";
import { textWidth } from "./text_width.ts";
import { seriesColour } from "./theme.ts";
import { wrapText } from "./wrap_text.ts";

interface Operation {
  /** Unique; `from` refers to it. */
  readonly name: string;
  /** A few words; wrapped to the width of the box. */
  readonly text: string;
  /** Boxes of a group have a colour, which the legend below the diagram names. */
  readonly group: string;
  /** From 0, from top to bottom and from left to right. */
  readonly row: number;
  readonly column: number;
  /** Names of the boxes whose results it uses. */
  readonly from?: readonly string[];
}

/** CSS pixels; it can be read on a phone. */
const WIDTH = 460;
const LONGEST_TEXT = 200;
const MOST_COLUMNS = 6;
const FONT = 12;
const LINE = 16;
const PADDING = 8;
/** Between two columns and between two rows, CSS pixels. */
const GAP = 30;
const LEGEND = 26;

interface Box {
  readonly operation: Operation;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: readonly string[];
  readonly lines: readonly string[];
}

/**
 * Shows operations and what each of them uses.
 *
 * @throws {RangeError} when two boxes have the same name or place, a place is not in the grid, or `from` names no box.
 *
 * @example
 * ```ts
 * flowDiagram([
 *   { name: "Amount", text: "8000", group: "typed in", row: 0, column: 0 },
 *   { name: "Tickets", text: "8000 / 1000", group: "computed", row: 1, column: 0, from: ["Amount"] },
 * ]);
 * ```
 */
export function flowDiagram(
  operations: readonly Operation[],
  options: { readonly title?: string } = {},
): Displayable {
  const title = translate(options.title);
  checkOperations(operations);
  const groups = [...new Set(operations.map(({ group }) => group))];
  const colours = new Map(groups.map((group, i) => [group, seriesColour(i)]));
  const boxes = placeBoxes(operations, { top: bodyTop(title), colours });
  const byName = new Map(boxes.map((box) => [box.operation.name, box]));
  const bottom = Math.max(MARGIN, ...boxes.map(({ y, height }) => y + height));
  const arrows = boxes.flatMap((to) => (to.operation.from ?? []).map((name) => arrow(byName.get(name)!, to)));
  const legend = drawLegend(colours, bottom + LEGEND);
  const body = markup`<g font-size="${FONT}" fill="currentColor">${boxes.map(drawBox)}${legend}</g>
    <g fill="none" stroke="currentColor" stroke-width="1.5">${arrows}</g>`;
  const alt = `${title ? `${title}. ` : ""}${
    operations.map(({ name, text, from = [] }) => {
      const box = `${translate(name)} (${translate(text)})`;
      return from.length === 0
        ? box
        : translate(`${box} from ${from.map((other) => translate(other)).join(", ")}`);
    }).join("; ")
  }.`;
  return svgFigure(body, { title, alt, width: WIDTH, height: bottom + LEGEND + MARGIN });
}

function checkOperations(operations: readonly Operation[]): void {
  const names = new Set<string>(), places = new Set<string>();
  for (const { name, row, column } of operations) {
    if (names.has(name)) throw new RangeError(`flowDiagram: two boxes are named "${shorten(name)}"`);
    const place = `row ${row}, column ${column}`;
    if (![row, column].every((n) => Number.isInteger(n) && n >= 0) || column >= MOST_COLUMNS) {
      throw new RangeError(
        `flowDiagram: "${
          shorten(name)
        }" is in ${place}; expected whole numbers from 0, and at most ${MOST_COLUMNS} ` +
          "columns",
      );
    }
    if (places.has(place)) throw new RangeError(`flowDiagram: two boxes are in ${place}`);
    names.add(name);
    places.add(place);
  }
  for (const { name, from = [] } of operations) {
    const unknown = from.find((other) => !names.has(other));
    if (unknown !== undefined) {
      throw new RangeError(`flowDiagram: "${shorten(name)}" uses "${shorten(unknown)}", which is no box`);
    }
  }
}

function placeBoxes(
  operations: readonly Operation[],
  o: { readonly top: number; readonly colours: ReadonlyMap<string, string> },
): Box[] {
  const columns = 1 + Math.max(0, ...operations.map(({ column }) => column));
  const width = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) / columns;
  const inner = { width: 0.88 * (width - 2 * PADDING) }; // widths are estimates, and some fonts are wider
  const drafts = operations.map((operation) => ({
    operation,
    colour: o.colours.get(operation.group)!,
    title: wrapText(shorten(translate(operation.name)), { ...inner, size: FONT + 1 }),
    lines: wrapText(shorten(translate(operation.text), LONGEST_TEXT), { ...inner, size: FONT }),
  }));
  const rows = 1 + Math.max(-1, ...operations.map(({ row }) => row));
  let y = o.top;
  const tops: { y: number; height: number }[] = [];
  for (let row = 0; row < rows; row++) {
    const inRow = drafts.filter(({ operation }) => operation.row === row);
    const most = Math.max(0, ...inRow.map(({ title, lines }) => title.length + lines.length));
    const height = 2 * PADDING + LINE * most;
    tops.push({ y, height });
    y += height + GAP;
  }
  return drafts.map((draft) => ({
    ...draft,
    ...tops[draft.operation.row],
    x: MARGIN + draft.operation.column * (width + GAP),
    width,
  }));
}

function drawBox({ x, y, width, height, colour, title, lines }: Box): string {
  const text = (line: string, i: number, style = "") =>
    markup`<text x="${x + PADDING}" y="${y + PADDING + LINE * (i + 0.75)}"${style}>${svgText(line)}</text>`;
  return markup`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${colour}"
    fill-opacity="0.14" stroke="${colour}"/>
    ${title.map((line, i) => text(line, i, ` font-weight="600" font-size="${FONT + 1}"`))}
    ${lines.map((line, i) => text(line, title.length + i))}`;
}

/** Down (or up) from the middle of a box to the height of the other, then sideways to its edge. */
function arrow(from: Box, to: Box): string {
  const x = from.x + from.width / 2, toX = to.x + to.width / 2;
  const down = to.y > from.y;
  if (from.operation.column === to.operation.column) {
    const [start, end] = down ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
    return markup`<path d="M${x},${start}V${end}${head(x, end, down ? "down" : "up")}"/>`;
  }
  const right = toX > x;
  const end = right ? to.x : to.x + to.width;
  const y = to.y + to.height / 2;
  const start = from.operation.row === to.operation.row
    ? markup`M${right ? from.x + from.width : from.x},${y}`
    : markup`M${x},${down ? from.y + from.height : from.y}V${y}`;
  return markup`<path d="${start}H${end}${head(end, y, right ? "right" : "left")}"/>`;
}

function head(x: number, y: number, direction: "up" | "down" | "left" | "right"): string {
  const [dx, dy] = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] }[direction];
  const corner = (side: number) => markup`${x - 6 * dx - 4 * side * dy},${y - 6 * dy - 4 * side * dx}`;
  return markup`M${corner(1)}L${x},${y}L${corner(-1)}`;
}

function drawLegend(colours: ReadonlyMap<string, string>, y: number): string {
  let x = MARGIN;
  return [...colours].map(([name, colour]) => {
    const group = translate(name);
    const start = x;
    x += 18 + textWidth(shorten(group), { size: FONT }) + 18;
    return markup`<rect x="${start}" y="${y - 10}" width="12" height="12" rx="2" fill="${colour}"
      fill-opacity="0.14" stroke="${colour}"/><text x="${start + 18}" y="${y}">${svgText(group)}</text>`;
  }).join("");
}
