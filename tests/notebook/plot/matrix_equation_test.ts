import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { matrixEquation } from "../../../lib/notebook/plot/matrix_equation.ts";
import { picture, show } from "./bundle.ts";

const terms = [
  { name: "A", rows: [[1, 2], [3, 4]], mark: { rows: [0] } },
  "×",
  { name: "b", rows: [[5], [-6.12345]], mark: { columns: [0] }, rowNames: ["the", "<b>"] },
  "=",
  { name: "c", rows: [[-7], [-9]], mark: { rows: [0], columns: [0] }, pale: true },
];

Deno.test("matrixEquation() draws every number, marks rows, columns and single cells, and names the shapes", async () => {
  const { html, plain } = await show(matrixEquation(terms, { title: "A b" }));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
  for (const wanted of ["A (2, 2)", "b (2, 1)", "c (2, 1)", "×", "=", "4", "−6.123", "−9", "<b>"]) {
    assert.ok(texts.includes(wanted), `${wanted} is not among ${texts}`);
  }
  assert.equal(document.querySelectorAll('rect[fill="#e69f00"]').length, 2 + 2 + 1);
  assert.match(plain, /^A b: A \(2, 2\) \[\[1,2\],\[3,4\]\] × b/);
});

Deno.test("matrixEquation() refuses rows of different lengths, and more numbers than can be read", () => {
  assert.throws(
    () => matrixEquation([{ name: "A", rows: [[1, 2], [3]] }]),
    /"A" has rows of 2 and 1 numbers/,
  );
  assert.throws(() => matrixEquation([{ name: "A", rows: [] }]), /rows of no numbers/);
  const large = Array.from({ length: 21 }, () => Array(20).fill(0));
  assert.throws(() => matrixEquation([{ name: "A", rows: large }]), /420 numbers cannot be read/);
});
