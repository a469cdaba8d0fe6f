/**
 * Places boxes in lines as a browser places words: from left to right, and on a new line when the line is full.
 */
interface FlowOptions {
  readonly width: number;
  readonly lineHeight: number;
  /** Between two boxes of a line. */
  readonly gap: number;
}

interface FlowBox {
  readonly width: number;
  /** Ends its line. */
  readonly breakAfter?: boolean;
  /** Stays on one line with the next box: two parts of a word. */
  readonly joinNext?: boolean;
}

interface Flow {
  /** The top left corner of each box. */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
  /** The size of all boxes, without the gap after the last one of a line. */
  readonly width: number;
  readonly height: number;
}

/** Places every box; one that is wider than a line gets a line of its own. */
export function flow(boxes: readonly FlowBox[], { width, lineHeight, gap }: FlowOptions): Flow {
  let x = 0, y = 0, used = 0;
  const corners = boxes.map((box, i) => {
    const joined = i > 0 && boxes[i - 1].joinNext;
    if (x > 0 && !joined && x + joinedWidth(boxes, i) > width || x === Infinity) {
      x = 0;
      y += lineHeight;
    }
    const corner = { x, y };
    used = Math.max(used, x + box.width);
    x += box.width + gap;
    if (box.breakAfter) x = Infinity;
    return corner;
  });
  return { corners, width: used, height: boxes.length === 0 ? 0 : y + lineHeight };
}

/** The width of a box and of the boxes joined to it, without gaps. */
function joinedWidth(boxes: readonly FlowBox[], first: number): number {
  let total = boxes[first].width;
  for (let i = first; boxes[i].joinNext && i + 1 < boxes.length; i++) total += boxes[i + 1].width;
  return total;
}
