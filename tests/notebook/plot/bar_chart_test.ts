import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { barChart } from "../../../lib/notebook/plot/bar_chart.ts";
import { picture, show } from "./bundle.ts";

const bars = [{ label: "CUDA", value: 142_156 }, { label: "plain <b>JavaScript</b>", value: 120 }];

Deno.test("barChart() draws the first bar on top, from 0, in proportion, and labels may repeat", async () => {
  const values = [2, -1, NaN, 0, 2];
  const { html } = await show(barChart(values.map((value) => ({ label: "same", value }))));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const rows = [...document.querySelectorAll("g > g")];
  const numbers = rows.map((row) => [...row.querySelectorAll("text")].map((text) => text.textContent)[1]);
  assert.deepEqual(numbers, ["2", "-1", "NaN", "0", "2"]);
  const bars = rows.map((row) => {
    const [x, width] = ["x", "width"].map((name) => Number(row.querySelector("rect")!.getAttribute(name)));
    return { x, width };
  });
  assert.ok(Math.abs(bars[0].width - 2 * bars[1].width) <= 0.2);
  assert.ok(Math.abs(bars[1].x + bars[1].width - bars[0].x) <= 0.2, "a negative bar ends at 0");
  assert.deepEqual([bars[2].width, bars[3].width], [0, 0]);
});

Deno.test("barChart() writes labels and numbers into the picture and grows with its bars", async () => {
  const options = { valueLabel: "tokens/s", format: ",d" };
  const { html, plain } = await show(barChart(bars, options));
  const svg = picture(html);
  for (const text of ["CUDA", "142,156", "120", "tokens/s"]) assert.ok(svg.includes(`${text}<`), text);
  assert.equal(plain, "Bar chart. CUDA: 142,156, plain <b>JavaScript</b>: 120 (tokens/s).");
  const height = (html: string) => Number(/height="(\d+)"/.exec(html)![1]);
  assert.equal(height((await show(barChart([...bars, ...bars], options))).html) - height(html), 48);
});

Deno.test("barChart() writes numbers in full: 1,600, not 1.6e+3", async () => {
  const { plain } = await show(barChart([{ label: "a", value: 1600 }, { label: "b", value: 0.7961 }]));
  assert.equal(plain, "Bar chart. a: 1,600, b: 0.796.");
});
