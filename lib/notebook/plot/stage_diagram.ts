/** A flow diagram: lanes of stages, each lane from left to right, with arrows between neighbours. */
import type { Displayable } from "./displayable.ts";
import { bodyTop, MARGIN, px, svgFigure, svgText } from "./svg_figure.ts";
import { shorten } from "./shorten.ts";
import { wrapText } from "./wrap_text.ts";
import { FIGURE_WIDTH, SERIES_COLOURS } from "./theme.ts";

export interface Stage {
  readonly name: string;
  /** A sentence; wrapped to the width of the box. */
  readonly text: string;
}

export interface Lane {
  readonly name: string;
  readonly stages: readonly Stage[];
}

interface StageDiagramOptions {
  readonly title?: string;
  readonly width?: number;
}

/** Characters of a stage's text. */
const LONGEST_TEXT = 1000;
const MOST_STAGES = 20;
const MOST_LANES = 100;
const FONT = 12;
const LINE = 16;
const PADDING = 8;
const ARROW = 22;

/**
 * Shows lanes of stages.
 *
 * @throws {RangeError} when a lane has no stages, or there are more than can be read.
 *
 * @example
 * ```ts
 * import { stageDiagram } from "lib/notebook/plot";
 *
 * stageDiagram([{ name: "Use", stages: [{ name: "Prompt", text: "A text." }, { name: "Token", text: "The next." }] }]);
 * ```
 */
export function stageDiagram(lanes: readonly Lane[], options: StageDiagramOptions = {}): Displayable {
  const { title, width = FIGURE_WIDTH } = options;
  const empty = lanes.find(({ stages }) => stages.length === 0);
  if (empty) throw new RangeError(`stageDiagram: the lane "${shorten(empty.name)}" has no stages`);
  const long = lanes.find(({ stages }) => stages.length > MOST_STAGES);
  if (long || lanes.length > MOST_LANES) {
    throw new RangeError(
      `stageDiagram: expected at most ${MOST_LANES} lanes of at most ${MOST_STAGES} stages, got ${lanes.length} lanes` +
        (long ? `, one of ${long.stages.length} stages` : ""),
    );
  }
  let y = bodyTop(title);
  const drawn = lanes.map((lane, i) => {
    const { markup, height } = drawLane(lane, {
      y,
      width,
      colour: SERIES_COLOURS[i % SERIES_COLOURS.length],
    });
    y += height + 14;
    return markup;
  });
  return svgFigure(drawn.join(""), {
    title,
    alt: `${title ? `${title}. ` : ""}${
      lanes.map(({ name, stages }) =>
        `${name}: ${stages.map((stage) => `${stage.name} (${stage.text})`).join(" → ")}`
      ).join(". ")
    }`,
    width,
    height: y - 14 + MARGIN,
  });
}

function drawLane(
  { name, stages }: Lane,
  { y, width, colour }: { y: number; width: number; colour: string },
): { markup: string; height: number } {
  const boxWidth = (width - 2 * MARGIN - ARROW * (stages.length - 1)) / stages.length;
  const texts = stages.map(({ text }) =>
    wrapText(shorten(text, LONGEST_TEXT), { width: boxWidth - 2 * PADDING, size: FONT })
  );
  const boxHeight = 2 * PADDING + LINE * (1.25 + Math.max(...texts.map((lines) => lines.length)));
  const top = y + 22;
  const boxes = stages.map((stage, i) => {
    const x = MARGIN + i * (boxWidth + ARROW);
    const lines = texts[i].map((line, j) =>
      `<text x="${px(x + PADDING)}" y="${px(top + PADDING + LINE * (2.1 + j))}">${svgText(line)}</text>`
    );
    return `<rect x="${px(x)}" y="${px(top)}" width="${px(boxWidth)}" height="${px(boxHeight)}" rx="6" ` +
      `fill="${colour}" fill-opacity="0.14" stroke="${colour}"/>` +
      `<text x="${px(x + PADDING)}" y="${px(top + PADDING + 12)}" font-weight="600" font-size="13">${
        svgText(stage.name)
      }</text>${lines.join("")}` +
      (i === 0 ? "" : arrow(x - ARROW + 4, { x: x - 4, y: top + boxHeight / 2 }));
  });
  return {
    markup: `<g font-size="${FONT}" fill="currentColor"><text x="${MARGIN}" y="${px(y + 14)}" ` +
      `font-size="13" opacity="0.75">${svgText(name)}</text>${boxes.join("")}</g>`,
    height: 22 + boxHeight,
  };
}

function arrow(from: number, { x, y }: { x: number; y: number }): string {
  return `<path d="M${px(from)},${px(y)}H${px(x)}M${px(x - 5)},${px(y - 4)}L${px(x)},${px(y)}L${px(x - 5)},${
    px(y + 4)
  }" fill="none" stroke="currentColor" stroke-width="1.5"/>`;
}
