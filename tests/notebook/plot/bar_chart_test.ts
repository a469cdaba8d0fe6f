import assert from "node:assert/strict";
import { barChart, barChartFigure } from "../../../lib/notebook/plot/bar_chart.ts";
import { picture, show } from "./bundle.ts";

const bars = [{ label: "CUDA", value: 142_156 }, { label: "plain <b>JavaScript</b>", value: 120 }];

Deno.test("barChartFigure() draws the first bar on top, by position, so that labels may repeat", () => {
  const { data, layout } = barChartFigure([...bars, bars[0]]);
  assert.deepEqual(data[0].x, [142_156, 120, 142_156]);
  assert.deepEqual(data[0].y, [0, 1, 2]);
  const yaxis = layout.yaxis as { autorange: string; ticktext: string[] };
  assert.equal(yaxis.autorange, "reversed");
  assert.deepEqual(yaxis.ticktext, ["CUDA", "plain &lt;b&gt;JavaScript&lt;/b&gt;", "CUDA"]);
});

Deno.test("barChart() writes labels and numbers into the picture and grows with its bars", async () => {
  const { html, plain } = await show(barChart(bars, { valueLabel: "tokens/s", format: ",d" }));
  const svg = picture(html);
  for (const text of ["CUDA", "142,156", "120", "tokens/s"]) assert.ok(svg.includes(`${text}<`), text);
  assert.equal(plain, "Bar chart. CUDA: 142,156, plain <b>JavaScript</b>: 120 (tokens/s).");
  const height = (html: string) => Number(/height="(\d+)"/.exec(html)![1]);
  assert.equal(height((await show(barChart([...bars, ...bars]))).html) - height(html), 60);
});
