import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { liveScript } from "../../../lib/notebook/plot/live_figure.ts";

// What the script does in a browser is tested in browser_charts_test.ts.
Deno.test("liveScript() is one script element whatever the figure's texts", () => {
  const evil = "</script><img src=x onerror=alert(1)><!--<script>";
  const html = liveScript("figure-1", { data: [{ name: evil, y: [1] }], layout: { title: { text: evil } } });
  const { document } = new JSDOM(html).window;
  assert.equal(document.querySelectorAll("script").length, 1);
  assert.equal(document.querySelectorAll("img").length, 0);
  assert.equal(document.body.textContent, "");
});

Deno.test("liveScript() parses as JavaScript and stays small", () => {
  const html = liveScript("figure-1", { data: [], layout: {} });
  assert.doesNotThrow(() => new Function(html.replace(/^<script>|<\/script>$/g, "")));
  assert.ok(html.length < 4_000, `${html.length} characters in every figure of a notebook`);
});
