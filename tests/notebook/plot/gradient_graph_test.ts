import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { gradientGraph } from "../../../lib/notebook/plot/gradient_graph.ts";
import { gradientsAfter, type GraphBox } from "../../../lib/notebook/plot/gradient_graph_live.ts";
import { backward, Value } from "../../../lib/training/autodiff.ts";
import { picture, show } from "./bundle.ts";

/** a · b + a at a = 2, b = 5. */
function expression() {
  const a = new Value(2, "a"), b = new Value(5, "b");
  return { a, b, result: a.times(b).plus(a) };
}
const box = (inputs: number[], slopes: number[]): GraphBox => ({
  op: "",
  value: 0,
  inputs,
  slopes,
  x: 0,
  y: 0,
});
const boxes = [box([], []), box([], []), box([0, 1], [5, 2]), box([2, 0], [1, 1])];

Deno.test("gradientsAfter() passes one box's gradient on in each step, and says which gradients are complete", () => {
  assert.deepEqual(gradientsAfter(boxes, 0), {
    gradients: [0, 0, 0, 1],
    current: -1,
    complete: [false, false, false, true],
  });
  assert.deepEqual(gradientsAfter(boxes, 1), {
    gradients: [1, 0, 1, 1],
    current: 3,
    complete: [false, false, true, true],
  });
  assert.deepEqual(gradientsAfter(boxes, 2).gradients, [6, 2, 1, 1]);
  assert.deepEqual(gradientsAfter(boxes, 2).complete, [true, true, true, true]);
  // x · x: one use with two slopes.
  assert.deepEqual(gradientsAfter([box([], []), box([0, 0], [3, 3])], 1), {
    gradients: [6, 1],
    current: 1,
    complete: [true, true],
  });
});

Deno.test("gradientGraph() ends with the gradients of backward(), as a picture too", async () => {
  const { a, b, result } = expression();
  const { html, plain } = await show(gradientGraph(result, { title: "a × b + a" }));
  backward(result);
  assert.equal(
    plain,
    `a × b + a: a is 2.00, gradient ${a.gradient.toFixed(2)}; b is 5.00, gradient ${
      b.gradient.toFixed(2)
    }; × is 10.0, gradient 1.00; + is 12.0, gradient 1.00.`,
  );
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
  for (const wanted of ["grad 6", "grad 2", "×5", "×2"]) assert.ok(texts.includes(wanted), `${texts}`);
});

Deno.test("gradientGraph() is a range input that steps backwards, for mouse and keyboard", async () => {
  const { html } = await show(gradientGraph(expression().result, { start: 1 }));
  const { window } = new JSDOM(`<body>${html}`, { runScripts: "dangerously" });
  const figure = window.document.querySelector(".course-figure")!;
  const slider = figure.querySelector("input")!;
  assert.deepEqual([slider.type, slider.min, slider.max, slider.value], ["range", "0", "2", "1"]);
  slider.focus();
  assert.ok(slider.hasAttribute("data-lm-suppress-shortcuts"));
  assert.match(
    figure.textContent!,
    /step 1 of 2: \+ passes its gradient 1 on: × gets 1 × 1 = 1; a gets 1 × 1 = 1/,
  );
  assert.match(figure.textContent!, /grad 1 …/, "a's gradient is not complete");
  slider.value = "2";
  slider.dispatchEvent(new window.Event("input"));
  assert.match(
    figure.textContent!,
    /step 2 of 2: × passes its gradient 1 on: a gets 1 × 5 = 5; b gets 1 × 2 = 2/,
  );
  assert.match(figure.textContent!, /grad 6/);
  slider.value = "0";
  slider.dispatchEvent(new window.Event("input"));
  assert.match(slider.getAttribute("aria-valuetext")!, /^before the first of 2 steps/);
});

Deno.test("gradientGraph() keeps markup in names as text, and refuses graphs that cannot be read", async () => {
  const evil = new Value(1, "<img src=x onerror=alert(1)>");
  const { html } = await show(gradientGraph(evil.exp(), { start: 1 }));
  const { window } = new JSDOM(`<body>${html}`, { runScripts: "dangerously" });
  assert.equal(window.document.querySelectorAll(".course-figure img").length, 0);
  assert.match(window.document.body.textContent!, /<img src=x/);
  let long = new Value(0, "w");
  for (let i = 0; i < 40; i++) long = long.exp().ln();
  assert.throws(() => gradientGraph(long), /the graph has 81 numbers; show at most 40/);
  for (let i = 0; i < 10_000; i++) long = long.exp().ln();
  assert.throws(() => gradientGraph(long), /the graph has 20081 numbers; show at most 40/);
  assert.throws(() => gradientGraph(expression().result, { start: 3 }), /start is 3; .*0 to 2/);
});
