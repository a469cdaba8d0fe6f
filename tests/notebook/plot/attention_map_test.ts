import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { attentionMap } from "../../../lib/notebook/plot/attention_map.ts";
import { picture, show } from "./bundle.ts";

const tokens = ["Harry", " looked", " up"];
const weights = [[1, 0, 0], [0.25, 0.75, 0], [0.1, 0.2, 0.7]];

Deno.test("attentionMap() draws the causal triangle, row by row", async () => {
  const { html, plain } = await show(attentionMap(weights, tokens));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const cells = [...document.querySelectorAll("rect:has(title)")];
  assert.deepEqual(cells.map((cell) => cell.textContent), [
    "Harry looks at Harry: 100.0 %",
    "·looked looks at Harry: 25.0 %",
    "·looked looks at ·looked: 75.0 %",
    "·up looks at Harry: 10.0 %",
    "·up looks at ·looked: 20.0 %",
    "·up looks at ·up: 70.0 %",
  ]);
  assert.deepEqual(cells.map((cell) => Number(cell.getAttribute("fill-opacity"))), [
    1,
    0.25,
    0.75,
    0.1,
    0.2,
    0.7,
  ]);
  assert.match(plain, /·looked looks most at ·looked \(75 %\)/);
});

Deno.test("attentionMap() draws the whole matrix of a model that may look ahead", async () => {
  const everywhere = tokens.map(() => [0.2, 0.3, 0.5]);
  const svg = picture((await show(attentionMap(everywhere, tokens, { causal: false }))).html);
  assert.equal(svg.match(/ looks at /g)!.length, 9);
});

Deno.test("attentionMap() names the shape it needs and the position that looks ahead", () => {
  assert.throws(() => attentionMap([[1]], tokens), {
    name: "RangeError",
    message: /3 tokens need weights of shape \(3, 3\), got \(1, 1\)/,
  });
  assert.throws(() => attentionMap([[0.5, 0.5, 0], ...weights.slice(1)], tokens), {
    name: "RangeError",
    message: /position 0 looks ahead at 1 \(weight 0\.5\); pass causal: false/,
  });
});

Deno.test("attentionMap() stays on the page with many tokens", async () => {
  const T = 64;
  const many = Array.from(
    { length: T },
    (_, i) => Array.from({ length: T }, (_, j) => j <= i ? 1 / (i + 1) : 0),
  );
  const { html } = await show(attentionMap(many, many.map((_, i) => ` t${i}`)));
  assert.ok(Number(/ width="(\d+)"/.exec(html)![1]) <= 800);
  assert.ok(html.length < 500_000, `${html.length} bytes`);
});

Deno.test("attentionMap() with the same fullColour gives equal weights equal colours, and labels the scale", async () => {
  const opacities = async (weights: number[][]) => {
    const svg = picture((await show(attentionMap(weights, tokens, { causal: false, fullColour: 1 }))).html);
    const { document } = new JSDOM(svg, { contentType: "image/svg+xml" }).window;
    const labels = [...document.querySelectorAll("text")].map((text) => text.textContent);
    assert.ok(["100 %", "0 %", "weight"].every((label) => labels.includes(label)));
    return [...document.querySelectorAll("rect:has(title)")].map((cell) =>
      Number(cell.getAttribute("fill-opacity"))
    );
  };
  assert.deepEqual(await opacities(weights), weights.flat());
  const even = tokens.map(() => [0.25, 0.25, 0.5]);
  assert.deepEqual(await opacities(even), even.flat());
  assert.throws(
    () => attentionMap(weights, tokens, { fullColour: 0.5 }),
    /largest weight is 1, fullColour is 0\.5/,
  );
});
