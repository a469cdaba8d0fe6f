import assert from "node:assert/strict";
import { lineChart, lineChartFigure } from "../../../lib/notebook/plot/line_chart.ts";
import { picture, show } from "./bundle.ts";

Deno.test("lineChartFigure() gives each series a line of its own colour", () => {
  const { data, layout } = lineChartFigure([
    { name: "a", x: [1, 2], y: [3, 4] },
    { name: "b", x: [1, 2], y: [5, NaN], markers: true },
  ], { logY: true });
  assert.deepEqual(data.map((trace) => [trace.name, trace.y, trace.mode]), [
    ["a", [3, 4], "lines"],
    ["b", [5, null], "lines+markers"],
  ]);
  assert.equal(new Set(data.map((trace) => (trace.line as { color: string }).color)).size, 2);
  assert.equal((layout.yaxis as { type: string }).type, "log");
  assert.equal(layout.showlegend, true);
});

Deno.test("lineChartFigure() draws each point's interval from low to high", () => {
  const intervals = [{ low: 0.25, high: 0.75 }, { low: 0.5, high: 0.625 }];
  const { data } = lineChartFigure([{ name: "a", x: [1, 2], y: [0.5, 0.625], intervals }]);
  const { array, arrayminus, symmetric } = data[0].error_y as Record<string, unknown>;
  assert.deepEqual([array, arrayminus, symmetric], [[0.25, 0], [0.25, 0.125], false]);
  assert.throws(
    () => lineChartFigure([{ name: "a", x: [1], y: [0.5], intervals }]),
    /"a" has 1 y values and 2 intervals/,
  );
});

Deno.test("lineChart() travels as picture, live figure, plotly JSON and plain text", async () => {
  const { html, plain, plotly } = await show(
    lineChart([{ name: "train", x: [1, 2, 3], y: [3, 2, 1] }], { title: "Loss" }),
  );
  assert.match(picture(html), /^<svg /);
  assert.match(html, /alt="Line chart: Loss. Lines: train."/);
  assert.match(html, /<script>\(function drawLiveFigure/);
  assert.equal(plain, "Line chart: Loss. Lines: train.");
  assert.deepEqual(plotly!.data[0].y, [3, 2, 1]);
});

Deno.test("lineChart() shows markup in names and titles as text", async () => {
  const evil = `</script><script>alert("x")</script>`;
  const { html } = await show(lineChart([{ name: evil, x: [1], y: [1] }], { title: evil }));
  assert.equal(html.match(/<script/g)!.length, 1);
  assert.equal(html.match(/<\/script/g)!.length, 1);
});

Deno.test("lineChart() names the series whose x and y differ in length", () => {
  assert.throws(() => lineChart([{ name: "val", x: [1, 2], y: [1] }]), {
    name: "RangeError",
    message: /"val" has 2 x values and 1 y values/,
  });
});

Deno.test("lineChart() labels powers of ten on a logarithmic axis, and 1, 2, 5 where fewer than two powers are seen", () => {
  const ticks = (values: number[], o: { logX?: boolean; logY?: boolean }) => {
    const { layout } = lineChartFigure([{ name: "loss", x: values, y: values }], o);
    const { xaxis, yaxis } = layout as Record<"xaxis" | "yaxis", { dtick?: unknown }>;
    return [xaxis.dtick, yaxis.dtick];
  };
  assert.deepEqual(ticks([0, 250, 12_000], { logX: true }), [1, undefined]);
  assert.deepEqual(ticks([0, 250, 2000], { logX: true, logY: true }), ["D2", "D2"]);
  assert.deepEqual(ticks([1e-3, 1e-2], { logY: true }), [undefined, 1]);
  assert.deepEqual(ticks([0, -1], { logX: true }), ["D2", undefined]);
  assert.deepEqual(ticks([250, 12_000], {}), [undefined, undefined]);
});
