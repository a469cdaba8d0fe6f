import assert from "node:assert/strict";
import { printable, visibleWhitespace } from "../../../lib/notebook/plot/visible_whitespace.ts";

Deno.test("visibleWhitespace() marks spaces, newlines, tabs and control characters", () => {
  assert.equal(visibleWhitespace(" Harry\n\t\r\u00a0"), "·Harry⏎→␍⍽");
  assert.equal(visibleWhitespace("\u0000\u001b\u007f"), "␀␛␡");
  assert.equal(visibleWhitespace("해리"), "해리");
});

Deno.test("printable() leaves white space and repairs what XML forbids", () => {
  assert.equal(printable("a b\n\tc"), "a b\n\tc");
  assert.equal(printable("\ud83d"), "\ufffd");
  assert.equal(printable("\ud83e\uddd9"), "🧙");
  assert.equal(printable("\uffff\u0008"), "\ufffd␈");
});
