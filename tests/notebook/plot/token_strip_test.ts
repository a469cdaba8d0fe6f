import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { tokenStrip } from "../../../lib/notebook/plot/token_strip.ts";
import { picture, show } from "./bundle.ts";

async function draw(...args: Parameters<typeof tokenStrip>): Promise<Document> {
  return new JSDOM(picture((await show(tokenStrip(...args))).html), { contentType: "image/svg+xml" }).window
    .document;
}

Deno.test("tokenStrip() draws one box per token with its id and its text on hover", async () => {
  const document = await draw([{ text: "Harry", id: 18308 }, { text: " looked", id: 3114 }]);
  assert.deepEqual([...document.querySelectorAll("text")].map((text) => text.textContent), [
    "Harry",
    "18308",
    "·looked",
    "3114",
  ]);
  assert.deepEqual([...document.querySelectorAll("title")].map((title) => title.textContent), [
    `token 0: "Harry", id 18308`,
    `token 1: " looked", id 3114`,
  ]);
});

Deno.test("tokenStrip() breaks lines at its width and after newlines", async () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ text: ` word${i}` }));
  const document = await draw([{ text: "\n" }, ...many]);
  const boxes = [...document.querySelectorAll("g > rect")];
  const rights = boxes.map((box) => Number(box.getAttribute("x")) + Number(box.getAttribute("width")));
  assert.ok(Math.max(...rights) <= 720);
  assert.notEqual(boxes[0].getAttribute("y"), boxes[1].getAttribute("y"));
});

Deno.test("tokenStrip() shows markup, control characters and empty tokens as text", async () => {
  const { html, plain } = await show(tokenStrip([{ text: "<script>" }, { text: "\u0000" }, { text: "" }]));
  assert.match(picture(html), /&lt;script&gt;/);
  assert.equal(plain, "3 tokens: <script> | ␀ | ∅");
  assert.equal(html.match(/<script/g)!.length, 1);
});
