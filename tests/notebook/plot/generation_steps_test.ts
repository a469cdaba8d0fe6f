import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { type GenerationStep, generationSteps } from "../../../lib/notebook/plot/generation_steps.ts";
import { picture, show } from "./bundle.ts";

const step = (chosen: number): GenerationStep => ({
  candidates: [
    { text: " hat", probability: 0.2 },
    { text: " wand", probability: 0.5 },
    { text: "<b>", probability: 0.2 },
    { text: "rare", probability: 0.1 },
  ],
  chosen,
});

function dataOf(html: string): { steps: { others: number; othersProbability: number }[] } {
  const found = /\)\("figure-\w+", (\{.*?\}), \{ "fill": function/s.exec(html);
  assert.ok(found, "the data stands in the script");
  return JSON.parse(found[1]);
}

Deno.test("generationSteps() draws the text so far, the token taken and what its candidates have", async () => {
  const { html, plain } = await show(generationSteps(["The", " old"], [step(1), step(0)], { title: "Loop" }));
  const svg = picture(html);
  assert.ok(svg.includes("The ·old<tspan"), "the prompt of step 1");
  assert.ok(svg.includes("The ·old ·wand<tspan"), "the text of step 2");
  assert.ok(svg.includes("·wand 50 %"));
  assert.ok(svg.includes("&lt;b&gt; 20 %"));
  assert.equal(plain, 'Loop: after "The ·old" the loop takes ·wand (50 %), ·hat (20 %).');
  assert.ok(!html.includes("<b>"), "nothing from outside becomes markup");
});

Deno.test("generationSteps() names the most probable candidates, sums up the rest and always names the chosen", async () => {
  // Seven are named.
  const candidates = Array.from({ length: 9 }, (_, i) => ({ text: `t${i}`, probability: (9 - i) / 45 }));
  const steps = [{ candidates, chosen: 1 }, { candidates, chosen: 8 }];
  const { html, plain } = await show(generationSteps(["a"], steps));
  const [first, second] = dataOf(html).steps;
  assert.equal(first.others, 2);
  assert.ok(Math.abs(first.othersProbability - 3 / 45) < 1e-9);
  assert.equal(second.others, 1, "the chosen one is none of the others");
  assert.ok(plain.includes("t8 (2 %)"));
});

Deno.test("generationSteps() marks one token where several have the same name: bytes that are parts of characters", async () => {
  const candidates = [0.5, 0.3, 0.1].map((probability) => ({ text: "\ufffd", probability }));
  const { html } = await show(generationSteps(["a"], [{ candidates, chosen: 1 }]));
  const orange = [...picture(html).matchAll(/fill="#e69f00"/g)];
  assert.equal(orange.length, 1);
  const { window } = new JSDOM(`<body>${html}`, { runScripts: "dangerously" });
  const shares = [...window.document.querySelectorAll(".course-figure span")].map((span) => span.textContent)
    .filter((text) => text!.includes("%"));
  assert.deepEqual(shares, ["50.0 %", "30.0 % ◂ chosen", "10.0 %"]);
});

Deno.test("generationSteps() refuses no steps, and a chosen token that is no candidate", () => {
  assert.throws(() => generationSteps(["a"], []), /RangeError: generationSteps: no steps/);
  assert.throws(() => generationSteps(["a"], [step(0), step(9)]), /step 1 takes candidate 9 of 4/);
});
