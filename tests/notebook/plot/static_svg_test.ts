import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { lineChartFigure } from "../../../lib/notebook/plot/line_chart.ts";
import { staticSvg } from "../../../lib/notebook/plot/static_svg.ts";

const figure = lineChartFigure([
  { name: "train", x: [0, 1, 2], y: [4.385, 2.22, 0.796] },
  { name: "held out", x: [0, 1, 2], y: [4.5, 3, 2.5], markers: true },
], { title: "Loss <b> & more", xLabel: "step", yLabel: "nats" });

Deno.test("staticSvg() draws a well-formed document of the asked size on a white card", async () => {
  const svg = await staticSvg(figure, { width: 500, height: 300 });
  const { document } = new JSDOM(svg, { contentType: "image/svg+xml" }).window;
  assert.equal(document.documentElement.getAttribute("width"), "500");
  assert.equal(document.documentElement.getAttribute("height"), "300");
  assert.match(document.querySelector("rect")!.getAttribute("style")!, /fill: rgb\(255, 255, 255\)/);
  assert.equal(document.querySelectorAll(".scatterlayer .trace").length, 2);
  const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
  for (const text of ["train", "held out", "step", "nats", "Loss <b> & more"]) {
    assert.ok(texts.includes(text), text);
  }
});

Deno.test("staticSvg() gives the same file for the same figure", async () => {
  assert.ok(await staticSvg(figure) === await staticSvg(figure));
});

Deno.test("staticSvg() leaves the figure as it was", async () => {
  const before = structuredClone(figure);
  await staticSvg(figure);
  assert.deepEqual(figure, before);
});

Deno.test("staticSvg() rounds coordinates, not the texts", async () => {
  const svg = await staticSvg({
    data: [{
      type: "scatter",
      x: [1, 2, 3],
      y: [1.23456, 2.34567, 7.1],
      mode: "lines+text",
      text: ["4.38512", "", ""],
    }],
    layout: {},
  });
  assert.match(svg, />4\.38512</);
  assert.doesNotMatch(svg, / d="[^"]*\d\.\d\d/);
});
