import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { stackedBars } from "../../../lib/notebook/plot/stacked_bars.ts";
import { picture, show } from "./bundle.ts";

const bars = [{ label: "small <b>", values: [1, 3] }, { label: "large", values: [6, 2] }];
const parts = ["weights", "activations"];

/** x and width of every piece, bar by bar. */
async function pieces(options: { shares?: boolean } = {}): Promise<{ x: number; width: number }[]> {
  const { html } = await show(stackedBars(bars, { parts, ...options }));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  return [...document.querySelectorAll("g > g > rect")].map((rect) => {
    const [x, width] = ["x", "width"].map((name) => Number(rect.getAttribute(name)));
    return { x, width };
  });
}

Deno.test("stackedBars() puts the parts of a bar end to end, in proportion", async () => {
  const [a, b, c, d] = await pieces();
  assert.ok(Math.abs(a.x + a.width - b.x) <= 0.2);
  assert.ok(Math.abs(b.width - 3 * a.width) <= 0.4);
  assert.ok(Math.abs(c.width - 6 * a.width) <= 0.7);
  assert.ok(Math.abs(c.x - a.x) <= 0.2, "all bars begin at the same place");
  assert.ok(Math.abs(d.x + d.width - (c.x + 8 * a.width)) <= 1);
});

Deno.test("stackedBars() with shares gives every bar the same length", async () => {
  const [a, b, c, d] = await pieces({ shares: true });
  assert.ok(Math.abs((b.x + b.width - a.x) - (d.x + d.width - c.x)) <= 0.3);
  assert.ok(Math.abs(c.width - 3 * d.width) <= 0.5);
});

Deno.test("stackedBars() says everything in words, escaped in the picture", async () => {
  const inWords = (value: number) => `${value} MB`;
  const { html, plain } = await show(stackedBars(bars, { parts, title: "Memory", inWords }));
  assert.equal(
    plain,
    "Stacked bars: Memory. small <b>: weights 1 MB, activations 3 MB, in all 4 MB. " +
      "large: weights 6 MB, activations 2 MB, in all 8 MB.",
  );
  const svg = picture(html);
  for (const text of ["small &lt;b&gt;", "weights<", "4 MB<", "activations: 3 MB (75 %)<"]) {
    assert.ok(svg.includes(text), text);
  }
});

Deno.test("stackedBars() refuses bars that do not fit the parts", () => {
  assert.throws(
    () => stackedBars([{ label: "a", values: [1] }], { parts }),
    /"a" needs 2 values of 0 or more/,
  );
  assert.throws(() => stackedBars([{ label: "a", values: [1, -2] }], { parts }), /found \[1,-2\]/);
  assert.throws(() => stackedBars([], { parts: Array(7).fill("x") }), /7 parts, but there are 6 colours/);
});
