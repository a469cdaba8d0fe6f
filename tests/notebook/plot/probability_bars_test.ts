import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { probabilityBars } from "../../../lib/notebook/plot/probability_bars.ts";
import { picture, show } from "./bundle.ts";

/** Ten are named. */
const candidates = [
  ...Array.from({ length: 10 }, (_, i) => ({ text: `t${i}`, probability: (10 - i) / 1000, id: 10 + i })),
  { text: " wand", probability: 0.5, id: 1 },
  { text: " broom", probability: 0.25, id: 2 },
];

Deno.test("probabilityBars() sorts, marks the chosen token and sums up the rest", async () => {
  const { html, plain } = await show(probabilityBars(candidates, { chosen: 11 }));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const rows = [...document.querySelectorAll("g > g")];
  const texts = rows.map((row) => [...row.querySelectorAll("text")].map((text) => text.textContent));
  assert.equal(texts.length, 11);
  assert.deepEqual(texts.slice(0, 2), [["·wand", "50.0 %"], ["·broom", "25.0 % ◂ chosen"]]);
  assert.deepEqual(texts[10], ["2 others", "0.3 %"]);
  const widths = rows.map((row) => Number(row.querySelector("rect")!.getAttribute("width")));
  assert.ok(Math.abs(widths[0] - 2 * widths[1]) <= 0.1, "lengths are proportional");
  assert.equal(rows[0].querySelector("title")!.textContent, `" wand", id 1: 50.0 %`);
  assert.match(
    plain,
    /^Candidates for the next token: ·wand 50\.0 %, ·broom 25\.0 % \(chosen\), t0 1\.0 %.*, 2 others 0\.3 %$/,
  );
});

Deno.test("probabilityBars() refuses logits", () => {
  assert.throws(() => probabilityBars([{ text: "a", probability: 3.2 }]), {
    name: "RangeError",
    message: /"a" is 3\.2; give softmax\(logits\)/,
  });
  assert.throws(() => probabilityBars([{ text: "a", probability: NaN }]), { name: "RangeError" });
});
