import assert from "node:assert/strict";
import { flow } from "../../../lib/notebook/plot/flow_layout.ts";

const options = { width: 100, lineHeight: 20, gap: 5 };

Deno.test("flow() fills a line before it starts the next", () => {
  assert.deepEqual(flow([{ width: 40 }, { width: 50 }, { width: 30 }], options), {
    corners: [{ x: 0, y: 0 }, { x: 45, y: 0 }, { x: 0, y: 20 }],
    width: 95,
    height: 40,
  });
});

Deno.test("flow() starts a new line after a break and gives a box that is too wide its own", () => {
  assert.deepEqual(flow([{ width: 10, breakAfter: true }, { width: 300 }, { width: 10 }], options).corners, [
    { x: 0, y: 0 },
    { x: 0, y: 20 },
    { x: 0, y: 40 },
  ]);
});

Deno.test("flow() keeps joined boxes on one line, unless one line cannot hold them", () => {
  const corners = (widths: number[]) =>
    flow(widths.map((width, i) => ({ width, joinNext: i > 0 })), { ...options, gap: 0 }).corners.map((
      { y },
    ) => y);
  assert.deepEqual(corners([60, 30, 30]), [0, 20, 20]);
  assert.deepEqual(corners([60, 10, 20]), [0, 0, 0]);
  assert.deepEqual(corners([60, 90, 90]), [0, 20, 20]);
});

Deno.test("flow() of nothing takes no room", () => {
  assert.deepEqual(flow([], options), { corners: [], width: 0, height: 0 });
});
