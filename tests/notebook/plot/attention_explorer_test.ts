import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { attentionExplorer } from "lib/notebook/plot";
import { unpackWeights } from "../../../lib/notebook/plot/attention_explorer_live.ts";
import { picture, show } from "./bundle.ts";

const tokens = ["Harry", " looked", " up"];
const previous = [[1, 0, 0], [1, 0, 0], [0.1, 0.9, 0]];
const spread = [[1, 0, 0], [0.5, 0.5, 0], [0.2, 0.3, 0.5]];
const heads = [[previous, spread], [spread, previous]];

Deno.test("attentionExplorer() keeps every weight to within half a 255th, triangle or square", async () => {
  const everywhere = [[[[0.25, 0.75], [1, 0]]]];
  for (
    const [attention, texts, causal] of [[heads, tokens, true], [everywhere, ["a", "b"], false]] as const
  ) {
    const { html } = await show(attentionExplorer(attention, texts, { causal }));
    const packed = /"packed":"([^"]+)"/.exec(html)![1];
    const found = unpackWeights(
      { tokens: texts, layers: attention.length, heads: attention[0].length, causal, packed },
    );
    const expected = attention.flat(3), got = found.flat(2);
    assert.equal(got.length, expected.length);
    expected.forEach((weight, i) => assert.ok(Math.abs(got[i] - weight) <= 0.5 / 255 + 1e-9));
  }
});

Deno.test("attentionExplorer() has a button for each token and a choice for each head", async () => {
  const { html } = await show(attentionExplorer(heads, tokens, { layer: 1, head: 0, query: 2 }));
  const window = new JSDOM(`<body>${html}`, { runScripts: "dangerously" }).window;
  const figure = window.document.querySelector(".course-figure")!;
  const says = () => figure.querySelector(".says")!.textContent;
  const radios = [...figure.querySelectorAll("input")];
  const buttons = [...figure.querySelectorAll<HTMLButtonElement>(".strip button")];
  const shares = () => buttons.map((button) => button.querySelector(".share")!.textContent!.trim());
  assert.deepEqual(radios.map((radio) => radio.getAttribute("aria-label")), [
    "layer 1, head 1",
    "layer 1, head 2",
    "layer 2, head 1",
    "layer 2, head 2",
  ]);
  assert.deepEqual(buttons.map((button) => button.querySelector(".token")!.textContent), [
    "Harry",
    "·looked",
    "·up",
  ]);
  assert.equal(says(), "layer 2, head 1: ·up (2) looks at ·up (2) 50 %, ·looked (1) 30 %, Harry (0) 20 %");
  assert.deepEqual(shares(), ["20 %", "30 %", "50 %"]);
  assert.deepEqual(buttons.map((button) => button.tabIndex), [-1, -1, 0], "one stop of the Tab key");

  radios[0].checked = true;
  radios[0].dispatchEvent(new window.Event("change"));
  assert.equal(says(), "layer 1, head 1: ·up (2) looks at ·looked (1) 90 %, Harry (0) 10 %");
  buttons[2].focus();
  buttons[2].dispatchEvent(new window.KeyboardEvent("keydown", { key: "ArrowLeft" }));
  assert.equal(says(), "layer 1, head 1: ·looked (1) looks at Harry (0) 100 %");
  assert.equal(window.document.activeElement, buttons[1]);
  assert.deepEqual(buttons.map((button) => button.getAttribute("aria-pressed")), ["false", "true", "false"]);
});

Deno.test("attentionExplorer() is a picture of all heads where no script runs, else words", async () => {
  const { html, plain } = await show(attentionExplorer(heads, tokens, { title: "Heads" }));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
  const captions = texts.filter((text) => text!.startsWith("layer"));
  assert.deepEqual(captions, ["layer 1, head 1", "layer 1, head 2", "layer 2, head 1", "layer 2, head 2"]);
  const strongest = [...document.querySelectorAll("path[stroke-opacity='1.00']")];
  assert.deepEqual(strongest.map((path) => path.getAttribute("d")), [
    "M0,0h1M0,1h1",
    "M0,0h1",
    "M0,0h1",
    "M0,0h1M0,1h1",
  ]);
  assert.match(plain, /^Heads\. From ·up \(position 2 of 3\), layer 1, head 1 looks most at ·looked /);
});

Deno.test("attentionExplorer() shows the heads of GPT-2 in less than 400 kB", async () => {
  const T = 24;
  const map = Array.from({ length: T }, (_, i) => {
    const row = Array.from({ length: T }, (_, j) => j > i ? 0 : Math.exp((7 * i + 5 * j) % 11));
    const total = row.reduce((a, b) => a + b);
    return row.map((weight) => weight / total);
  });
  const layers = Array.from({ length: 12 }, () => Array.from({ length: 12 }, () => map));
  const { html } = await show(attentionExplorer(layers, map.map((_, i) => ` t${i}`)));
  assert.ok(html.length < 400_000, `${html.length} bytes`);
  assert.ok(Number(/ width="(\d+)"/.exec(html)![1]) <= 720);
});

Deno.test("attentionExplorer() says which head has the wrong shape, looks ahead or is no weight", () => {
  const fails = (attention: number[][][][], message: RegExp, options = {}) =>
    assert.throws(() => attentionExplorer(attention, tokens, options), { name: "RangeError", message });
  fails([[previous, [[1]]]], /layer 0, head 1: 3 tokens need weights of shape \(3, 3\), got \(1, 1\)/);
  fails(
    [[previous], [previous, spread]],
    /same number of heads in each layer, got 3 tokens and layers of 1, 2/,
  );
  fails([], /at least one token and one head/);
  fails([[[[0.5, 0.5, 0], ...spread.slice(1)]]], /position 0 looks ahead at 1 \(weight 0\.5\); pass causal/);
  fails([[[[NaN, 0, 0], ...spread.slice(1)]]], /the weight from position 0 to 0 is NaN, expected 0 to 1/);
  fails(heads, /head is 2, expected a whole number from 0 to 1/, { head: 2 });
  fails(heads, /query is 3/, { query: 3 });
});
