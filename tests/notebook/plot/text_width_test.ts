import assert from "node:assert/strict";
import { textColumns, textWidth } from "../../../lib/notebook/plot/text_width.ts";

Deno.test("textWidth() counts Korean as full width and combining marks as nothing", () => {
  assert.equal(textWidth("해리", { size: 10 }), 20);
  assert.equal(textWidth("e\u0301", { size: 10 }), textWidth("e", { size: 10 }));
  assert.equal(textWidth("🧙", { size: 10 }), 10);
});

Deno.test("textWidth() is 0.6 em for each Latin character of a monospaced font", () => {
  assert.ok(Math.abs(textWidth("iW. ", { size: 10, monospace: true }) - 24) < 1e-9);
});

Deno.test("textWidth() is nearer to a proportional font than a count of characters", () => {
  const width = (text: string) => textWidth(text, { size: 13 });
  assert.ok(width("illicit") < width("WOMBATS") / 1.5);
});

Deno.test("textColumns() counts as a terminal does", () => {
  assert.deepEqual(["ab", "해리", "e\u0301", "🧙", ""].map(textColumns), [2, 4, 1, 2, 0]);
});
