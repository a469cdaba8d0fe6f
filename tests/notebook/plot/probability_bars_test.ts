import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { probabilityBars } from "../../../lib/notebook/plot/probability_bars.ts";
import { picture, show } from "./bundle.ts";

const candidates = [
  { text: " book", probability: 0.1, id: 3 },
  { text: " wand", probability: 0.5, id: 1 },
  { text: " broom", probability: 0.25, id: 2 },
  { text: " hat", probability: 0.15, id: 4 },
];

Deno.test("probabilityBars() sorts, marks the chosen token and sums up the rest", async () => {
  const { html, plain } = await show(probabilityBars(candidates, { chosen: 2, limit: 2 }));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const rows = [...document.querySelectorAll("g > g")];
  assert.deepEqual(rows.map((row) => [...row.querySelectorAll("text")].map((text) => text.textContent)), [
    ["·wand", "50.0 %"],
    ["·broom", "25.0 % ◂ chosen"],
    ["2 others", "25.0 %"],
  ]);
  const widths = rows.map((row) => Number(row.querySelector("rect")!.getAttribute("width")));
  assert.ok(Math.abs(widths[0] - 2 * widths[1]) <= 0.1, "lengths are proportional");
  assert.equal(rows[0].querySelector("title")!.textContent, `" wand", id 1: 50.0 %`);
  assert.equal(
    plain,
    "Candidates for the next token: ·wand 50.0 %, ·broom 25.0 % (chosen), 2 others 25.0 %",
  );
});

Deno.test("probabilityBars() refuses logits", () => {
  assert.throws(() => probabilityBars([{ text: "a", probability: 3.2 }]), {
    name: "RangeError",
    message: /"a" is 3\.2; give softmax\(logits\)/,
  });
  assert.throws(() => probabilityBars([{ text: "a", probability: NaN }]), { name: "RangeError" });
});
