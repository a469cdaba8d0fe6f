/** The charts of notebook 07's experiments: staircase, grid of bars, differences. */
import assert from "node:assert/strict";
import { barGrid } from "../../../lib/notebook/plot/bar_grid.ts";
import { differenceChart } from "../../../lib/notebook/plot/difference_chart.ts";
import { staircaseChart, staircaseFigure } from "../../../lib/notebook/plot/staircase_chart.ts";
import { picture, show } from "./bundle.ts";

const half = { share: 0.5, low: 0.4, high: 0.7 };

Deno.test("staircaseFigure() has a point with its interval for each measured step, and a note for each other", () => {
  const { data, layout } = staircaseFigure(["a", "b"], [{
    name: "natural",
    shares: [half, null],
    baseline: 0.78,
  }], {
    marks: [{ name: "the blog", step: "b", share: 0.46 }],
  });
  const [points, baseline, star] = data as {
    y: unknown[];
    error_y?: Record<string, unknown[]>;
    x: number[];
  }[];
  assert.deepEqual(baseline.y, [78, 78]);
  assert.deepEqual(points.y, [50, null]);
  const rounded = (values: unknown[]) => values.map((value) => Math.round(value as number));
  assert.deepEqual([rounded(points.error_y!.array), rounded(points.error_y!.arrayminus)], [[20, 0], [10, 0]]);
  assert.deepEqual([star.x, star.y], [[1], [46]]);
  const notes = layout.annotations as { x: number; text: string }[];
  assert.deepEqual(notes.map(({ x, text }) => [x, text]), [[1, "not recorded yet"]]);
});

Deno.test("staircaseChart() is a picture with words for those who cannot see it", async () => {
  const { html, plain } = await show(
    staircaseChart(["a", "b"], [{ name: "natural", shares: [half, null] }], { title: "T" }),
  );
  assert.ok(picture(html).includes("not recorded yet"));
  assert.equal(plain, "T. natural: a 50.0 %, b not recorded yet.");
});

Deno.test("staircaseChart() refuses what it cannot draw", () => {
  const one = { name: "x", shares: [half] };
  assert.throws(() => staircaseFigure(["a", "b"], [one]), /RangeError: .*"x" has 1 shares for 2 steps/);
  const marks = [{ name: "m", step: "z", share: 0.1 }];
  assert.throws(() => staircaseFigure(["a"], [one], { marks }), /RangeError: .*"m" is at no step/);
});

Deno.test("barGrid() draws a bar for each share, and no bar where nothing is measured", async () => {
  const rows = [{ label: "a", shares: [0.25, 0.004] }, { label: "b", shares: null }];
  const { html, plain } = await show(barGrid(rows, ["right", "cut off"], { title: "Errors" }));
  const svg = picture(html);
  assert.equal(svg.match(/<rect [^>]*fill-opacity="0.75"/g)?.length, 2);
  assert.ok(svg.includes(">0.4 %<") && svg.includes(">25 %<") && svg.includes(">not recorded yet<"));
  assert.equal(plain, "Errors. a: right 25 %, cut off 0.4 %; b: not recorded yet.");
  assert.throws(
    () => barGrid([{ label: "a", shares: [1] }], ["x", "y"]),
    /RangeError: .*"a" has 1 shares for 2 columns/,
  );
});

Deno.test("differenceChart() draws an interval for each difference beside the line at 0", async () => {
  const value = { difference: 0.1, low: -0.1, high: 0.3 };
  const rows = [{ label: "a", value, text: "no effect" }, {
    label: "b",
    value: null,
    text: "not recorded yet",
  }];
  const { html, plain } = await show(differenceChart(rows, { title: "Worth" }));
  const svg = picture(html);
  assert.equal(svg.match(/<circle /g)?.length, 1);
  const [from, to] = /d="M([\d.]+),[\d.]+H([\d.]+)M/.exec(svg)!.slice(1).map(Number);
  const zero = Number(/d="M([\d.]+),[\d.]+V/.exec(svg)![1]), dot = Number(/cx="([\d.]+)"/.exec(svg)![1]);
  assert.ok(Math.abs((zero - from) / (to - from) - 0.25) < 0.01, "0 is at a quarter of the interval");
  assert.ok(Math.abs((dot - from) / (to - from) - 0.5) < 0.01, "the point is in its middle");
  assert.equal(plain, "Worth. a: no effect; b: not recorded yet.");
});
