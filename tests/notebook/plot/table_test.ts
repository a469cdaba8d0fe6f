import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { table } from "../../../lib/notebook/plot/table.ts";
import { show } from "./bundle.ts";

const rows = [
  { run: "small", steps: 2000, loss: 1.8812 },
  { run: "해리", steps: null, loss: 12 },
];

Deno.test("table() aligns numbers to the right, with the same decimals", async () => {
  const { html } = await show(table(rows, { caption: "Runs" }));
  const { document } = new JSDOM(html).window;
  const cells = (selector: string) =>
    [...document.querySelectorAll(selector)].map((cell) => cell.textContent);
  assert.deepEqual(cells("th"), ["run", "steps", "loss"]);
  assert.deepEqual(cells("td"), ["small", "2,000", "1.881", "해리", "–", "12.000"]);
  assert.deepEqual(
    [...document.querySelectorAll("tbody tr:first-child td")].map((td) => td.getAttribute("align")),
    [
      "left",
      "right",
      "right",
    ],
  );
  assert.equal(document.querySelector("caption")!.textContent, "Runs");
});

Deno.test("table() aligns amounts that come as text to the right too", async () => {
  const { html } = await show(table([{ n: "4 tokens", share: "3.2 %" }, { n: "8 tokens", share: "12.5 %" }]));
  assert.match(
    html,
    /<td align="left" style="text-align: left">4 tokens<\/td><td align="right" [^>]*>3\.2 %<\/td>/,
  );
});

Deno.test("table() reads as aligned text without HTML, Korean counted as two columns", async () => {
  assert.equal(
    (await show(table(rows))).plain,
    [
      "run    steps    loss",
      "─────  ─────  ──────",
      "small  2,000   1.881",
      "해리       –  12.000",
    ].join("\n"),
  );
});

Deno.test("table() takes columns and decimals as told, and shows markup as text", async () => {
  const { html, plain } = await show(
    table([{ a: "<script>alert(1)</script>", b: 0.123456, c: true }], {
      columns: ["b", "a"],
      decimals: { b: 5 },
    }),
  );
  assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  assert.doesNotMatch(html, /<script/);
  assert.match(plain, /0\.12346/);
  assert.doesNotMatch(html, />c</);
});

Deno.test("table() shows numbers that are not finite, and tables without rows", async () => {
  const { html } = await show(table([{ loss: NaN }, { loss: Infinity }]));
  assert.match(html, /<td align="right" [^>]*>NaN<\/td>.*<td align="right" [^>]*>Infinity<\/td>/);
  assert.equal((await show(table([], { columns: ["a"] }))).plain, "a\n─");
});

Deno.test("table() of no rows is its caption", async () => {
  const { html, plain } = await show(table([], { caption: "Nothing is <recorded> yet" }));
  assert.equal(html, "<p>Nothing is &lt;recorded&gt; yet</p>");
  assert.match(plain, /^Nothing is <recorded> yet/);
});

Deno.test("a folded table is shown under its summary, and as text without it", async () => {
  const { html, plain } = await show(table([{ a: 1 }], { folded: "All <rows>" }));
  assert.match(html, /^<details><summary>All &lt;rows&gt;<\/summary><table>.*<\/table><\/details>$/);
  assert.equal(plain, (await show(table([{ a: 1 }]))).plain);
});

Deno.test("table() breaks no line inside an interval, and leaves other brackets alone", async () => {
  const row = {
    share: "45.9 % (44.6–47.3 %), 459 of 1000",
    difference: "+1.0 (−5.2 to 6.4)",
    mean: "0.61 ± 0.02",
  };
  const { html } = await show(table([{ ...row, other: "f(3) and 12 (one seed)" }]));
  const kept = [...html.matchAll(/<span style="white-space: nowrap">(.*?)<\/span>/g)].map(([, text]) => text);
  assert.deepEqual(kept, ["(44.6–47.3 %)", "(−5.2 to 6.4)", "± 0.02"]);
});
