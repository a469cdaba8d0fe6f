import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import {
  DISPLAY,
  displayable,
  escapeHtml,
  scriptJson,
  svgImage,
} from "../../../lib/notebook/plot/displayable.ts";
import { picture } from "./bundle.ts";

Deno.test("displayable() answers to the symbol that the Deno kernel looks for", async () => {
  assert.equal(DISPLAY, Symbol.for("Jupyter.display"));
  assert.deepEqual(await displayable({ "text/plain": "a" })[DISPLAY](), { "text/plain": "a" });
  assert.deepEqual(await displayable(() => ({ "text/plain": "later" }))[DISPLAY](), {
    "text/plain": "later",
  });
});

Deno.test("scriptJson() keeps its value and never ends the script element it stands in", () => {
  const value = { text: '</script><script>alert(1)</script><!-- \u2028 \u2029 " \\ 마법' };
  const source = scriptJson(value);
  assert.deepEqual(JSON.parse(source), value);
  const { window } = new JSDOM(`<script id=s>${source}</script><p>after</p>`);
  assert.equal(window.document.querySelectorAll("script").length, 1);
  assert.equal(window.document.getElementById("s")!.textContent, source);
  assert.equal(window.document.querySelector("p")!.textContent, "after");
});

Deno.test("svgImage() holds any document whole and escapes its alternative text", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><text>${"해리 포터 ".repeat(20_000)}</text></svg>`;
  const html = svgImage(svg, { alt: `a "quoted" <b>text</b>`, width: 10, height: 20 });
  assert.equal(picture(html), svg);
  assert.match(html, /alt="a &quot;quoted&quot; &lt;b&gt;text&lt;\/b&gt;" width="10" height="20"/);
});

Deno.test("escapeHtml() makes markup into text", () => {
  const text = `<script>alert("1")</script> & 'x'`;
  assert.equal(new JSDOM(`<p>${escapeHtml(text)}</p>`).window.document.querySelector("p")!.textContent, text);
});
