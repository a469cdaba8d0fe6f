import assert from "node:assert/strict";
import { flowDiagram } from "../../../lib/notebook/plot/flow_diagram.ts";
import { picture, show } from "./bundle.ts";

const box = (name: string, row: number, column: number, from: string[] = []) => ({
  ...{ name, text: `text of ${name}`, group: row === 0 ? "typed in" : "computed" },
  ...{ row, column, from },
});

Deno.test("flowDiagram() draws a box for each operation, an arrow for each use, and the legend", async () => {
  const boxes = [box("a", 0, 0), box("b", 1, 1, ["a"]), box("c", 2, 1, ["b", "a"])];
  const { html, plain } = await show(flowDiagram(boxes, { title: "How" }));
  const svg = picture(html);
  assert.equal(svg.match(/rx="6"/g)?.length, 3);
  assert.equal(svg.match(/<path /g)?.length, 3);
  for (const word of ["a", "b", "c", "text of a", "typed in", "computed", "How"]) {
    assert.ok(svg.includes(`>${word}<`), word);
  }
  assert.equal(plain, "How. a (text of a); b (text of b) from a; c (text of c) from b, a.");
});

Deno.test("flowDiagram()'s arrows begin and end at their boxes", async () => {
  const boxes = [box("a", 0, 0), box("b", 1, 1, ["a"]), box("c", 1, 0, ["a", "b"])];
  const svg = picture((await show(flowDiagram(boxes))).html); // columns at 14 and 245, 201 wide
  const [toB, fromAbove, fromRight] = [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, d]) => d);
  assert.match(toB, /^M114.5,62V\d+H245M/); // out of a's bottom, into b's left edge
  assert.match(fromAbove, /^M114.5,62V92M/); // straight down into c
  assert.match(fromRight, /^M245,\d+H215M/); // from b's left edge to c's right one
});

Deno.test("flowDiagram() refuses what it cannot draw", () => {
  assert.throws(() => flowDiagram([box("a", 0, 0), box("a", 1, 0)]), /RangeError: .*two boxes are named "a"/);
  assert.throws(() => flowDiagram([box("a", 0, 0), box("b", 0, 0)]), /RangeError: .*row 0, column 0/);
  assert.throws(() => flowDiagram([box("a", 0, 0, ["x"])]), /RangeError: .*"a" uses "x", which is no box/);
});
