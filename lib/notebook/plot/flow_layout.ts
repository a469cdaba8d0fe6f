/**
 * Sets boxes in lines, as a browser sets words: from left to right, and down when the line is full.
 */
interface FlowOptions {
  /** CSS pixels. */
  readonly width: number;
  readonly lineHeight: number;
  /** Between two boxes of a line. */
  readonly gap: number;
}

/** What is to be placed. */
interface FlowBox {
  /** CSS pixels. */
  readonly width: number;
  /** Ends its line. */
  readonly breakAfter?: boolean;
  /** Stays on one line with the next box: two parts of a word. */
  readonly joinNext?: boolean;
}

interface Flow {
  /** Where each box stands: its left edge and the top of its line, from 0. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  /** What the boxes take, without the gap after the last of a line. */
  readonly width: number;
  readonly height: number;
}

/** Places every box; one that is wider than a line gets a line of its own. */
export function flow(boxes: readonly FlowBox[], { width, lineHeight, gap }: FlowOptions): Flow {
  let x = 0, y = 0, used = 0;
  const places = boxes.map((box, i) => {
    const joined = i > 0 && boxes[i - 1].joinNext;
    if (x > 0 && !joined && x + joinedWidth(boxes, i) > width || x === Infinity) {
      x = 0;
      y += lineHeight;
    }
    const place = { x, y };
    used = Math.max(used, x + box.width);
    x += box.width + gap;
    if (box.breakAfter) x = Infinity;
    return place;
  });
  return { places, width: used, height: boxes.length === 0 ? 0 : y + lineHeight };
}

/** The width of a box with all that must stand on its line after it; gaps, which joined boxes rarely have, left out. */
function joinedWidth(boxes: readonly FlowBox[], first: number): number {
  let total = boxes[first].width;
  for (let i = first; boxes[i].joinNext && i + 1 < boxes.length; i++) total += boxes[i + 1].width;
  return total;
}
