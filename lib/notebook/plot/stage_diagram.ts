/**
 * A flow diagram: lanes of stages, each lane from left to right, with arrows between neighbours. On a phone the stages of
 * a lane stand below each other.
 */
import { translate } from "../../language.ts";
import type { Displayable } from "./displayable.ts";
import { arrow } from "./drawing.ts";
import { bodyTop, MARGIN, markup, svgFigure, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { wrapText } from "./wrap_text.ts";
import { FIGURE_WIDTH, seriesColour } from "./theme.ts";

export interface Stage {
  readonly name: string;
  /** A sentence; wrapped to the width of the box. */
  readonly text: string;
}

export interface Lane {
  readonly name: string;
  readonly stages: readonly Stage[];
}

/** Characters of a stage's text. */
const LONGEST_TEXT = 1000;
const MOST_STAGES = 20;
const MOST_LANES = 100;
const FONT = 12;
const LINE = 16;
const PADDING = 8;
const ARROW = 22;
/** Width of the form for a phone, CSS pixels. */
const NARROW_WIDTH = 340;

/**
 * Shows lanes of stages.
 *
 * @throws {RangeError} when a lane has no stages, or there are more than can be read.
 *
 * @example
 * ```ts
 * stageDiagram([{ name: "Use", stages: [{ name: "Prompt", text: "A text." }, { name: "Token", text: "The next." }] }]);
 * ```
 */
export function stageDiagram(
  givenLanes: readonly Lane[],
  options: { readonly title?: string } = {},
): Displayable {
  const title = translate(options.title), width = FIGURE_WIDTH;
  const lanes = givenLanes.map(({ name, stages }) => ({
    name: translate(name),
    stages: stages.map((stage) => ({ name: translate(stage.name), text: translate(stage.text) })),
  }));
  const empty = lanes.find(({ stages }) => stages.length === 0);
  if (empty) throw new RangeError(`stageDiagram: the lane "${shorten(empty.name)}" has no stages`);
  const long = lanes.find(({ stages }) => stages.length > MOST_STAGES);
  if (long || lanes.length > MOST_LANES) {
    throw new RangeError(
      `stageDiagram: expected at most ${MOST_LANES} lanes of at most ${MOST_STAGES} stages, got ${lanes.length} lanes` +
        (long ? `, one of ${long.stages.length} stages` : ""),
    );
  }
  const drawn = drawLanes(lanes, { y: bodyTop(title), width, draw: drawLane });
  const narrow = drawLanes(lanes, { y: bodyTop(title), width: NARROW_WIDTH, draw: drawNarrowLane });
  return svgFigure(drawn.body, {
    title,
    alt: `${title ? `${title}. ` : ""}${
      lanes.map(({ name, stages }) =>
        `${name}: ${stages.map((stage) => `${stage.name} (${stage.text})`).join(" → ")}`
      ).join(". ")
    }`,
    width,
    height: drawn.height,
    narrow: { ...narrow, width: NARROW_WIDTH },
  });
}

type LanePlace = { readonly y: number; readonly width: number; readonly colour: string };
type DrawnLane = { readonly drawn: string; readonly height: number };

/** The lanes below each other, each in a colour of its own. */
function drawLanes(
  lanes: readonly Lane[],
  { y, width, draw }: { y: number; width: number; draw: (lane: Lane, at: LanePlace) => DrawnLane },
): { body: string; height: number } {
  const drawn = lanes.map((lane, i) => {
    const { drawn, height } = draw(lane, { y, width, colour: seriesColour(i) });
    y += height + 14;
    return drawn;
  });
  return { body: drawn.join(""), height: Math.ceil(y - 14 + MARGIN) };
}

function drawLane({ name, stages }: Lane, { y, width, colour }: LanePlace): DrawnLane {
  const boxWidth = (width - 2 * MARGIN - ARROW * (stages.length - 1)) / stages.length;
  const texts = stages.map((stage) => linesOf(stage, boxWidth));
  const height = boxHeight(Math.max(...texts.map((lines) => lines.length)));
  const top = y + 22;
  const boxes = stages.map((stage, i) => {
    const x = MARGIN + i * (boxWidth + ARROW), middle = top + height / 2;
    return stageBox(stage, { x, y: top, width: boxWidth, height, colour, lines: texts[i] }) +
      (i === 0 ? "" : arrow([{ x: x - ARROW + 4, y: middle }, { x: x - 4, y: middle }]));
  });
  return { drawn: laneMarkup([name], { y, boxes }), height: 22 + height };
}

/** A lane from top to bottom, each box as wide as the drawing. */
function drawNarrowLane({ name, stages }: Lane, { y, width, colour }: LanePlace): DrawnLane {
  const boxWidth = width - 2 * MARGIN;
  const names = wrapText(shorten(name), { width: boxWidth, size: 13 });
  let top = y + 22 + LINE * (names.length - 1);
  const boxes = stages.map((stage, i) => {
    const lines = linesOf(stage, boxWidth), height = boxHeight(lines.length);
    const box = stageBox(stage, { x: MARGIN, y: top, width: boxWidth, height, colour, lines }) +
      (i === 0 ? "" : arrow([{ x: width / 2, y: top - ARROW + 4 }, { x: width / 2, y: top - 4 }]));
    top += height + ARROW;
    return box;
  });
  return { drawn: laneMarkup(names, { y, boxes }), height: top - ARROW - y };
}

function linesOf({ text }: Stage, boxWidth: number): string[] {
  return [...wrapText(shorten(text, LONGEST_TEXT), { width: boxWidth - 2 * PADDING, size: FONT })];
}

function boxHeight(lines: number): number {
  return 2 * PADDING + LINE * (1.25 + lines);
}

function stageBox(
  { name }: Stage,
  { x, y, width, height, colour, lines }: {
    x: number;
    y: number;
    width: number;
    height: number;
    colour: string;
    lines: readonly string[];
  },
): string {
  const left = x + PADDING, top = y + PADDING;
  return markup`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${colour}"
    fill-opacity="0.14" stroke="${colour}"/>
    <text x="${left}" y="${top + 12}" font-weight="600" font-size="13">${svgText(name)}</text>
    ${
    lines.map((line, j) => markup`<text x="${left}" y="${top + LINE * (2.1 + j)}">${svgText(line)}</text>`)
  }`;
}

function laneMarkup(
  names: readonly string[],
  { y, boxes }: { y: number; boxes: readonly string[] },
): string {
  const heading = names.map((line, i) =>
    markup`<text x="${MARGIN}" y="${y + 14 + LINE * i}" font-size="13" opacity="0.75">${svgText(line)}</text>`
  );
  return markup`<g font-size="${FONT}" fill="currentColor">${heading}${boxes}</g>`;
}
