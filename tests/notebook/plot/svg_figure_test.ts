import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { bodyTop, MARGIN, markup, px, svgFigure, svgText } from "../../../lib/notebook/plot/svg_figure.ts";
import { picture, show } from "./bundle.ts";

Deno.test("svgFigure() stands on a white card, in whole pixels", async () => {
  const { html, plain } = await show(svgFigure("<circle r='1'/>", { alt: "a dot", width: 99.2, height: 50 }));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  assert.equal(document.documentElement.getAttribute("viewBox"), "0 0 100 50");
  assert.equal(document.querySelector(".card")!.getAttribute("fill"), "#ffffff");
  assert.equal(document.querySelectorAll("circle").length, 1);
  assert.match(html, /alt="a dot"/);
  assert.equal(plain, "a dot");
});

Deno.test("svgText() makes any text valid XML", () => {
  const text = `<script>alert("&")</script> \u0000 \ud800`;
  const { document } =
    new JSDOM(`<svg xmlns="http://www.w3.org/2000/svg"><text>${svgText(text)}</text></svg>`, {
      contentType: "image/svg+xml",
    }).window;
  assert.equal(document.querySelector("text")!.textContent, `<script>alert("&")</script> ␀ \ufffd`);
});

Deno.test("px() rounds to a tenth, and a heading takes room only where there is one", async () => {
  assert.deepEqual([px(1.26), px(3), px(-0.04)], ["1.3", "3", "0"]);
  assert.equal(bodyTop(undefined), MARGIN);
  assert.ok(bodyTop("Title") > MARGIN);
  const drawing = async (title?: string) =>
    picture((await show(svgFigure("", { title, alt: "", width: 9, height: 9 }))).html);
  assert.match(await drawing("a < b"), />a &lt; b</);
  assert.doesNotMatch(await drawing(), /<text/);
});

Deno.test("markup`` rounds numbers, joins lists, and leaves out line breaks between tags", () => {
  const items = [1, 2].map((x) => markup`<i x="${x / 3}"/>`);
  assert.equal(
    markup`
      <g a="${0.25}"
        b="${"0.25"}">${items}
        ${"text"} <b>c</b>
      </g>`,
    '<g a="0.3" b="0.25"><i x="0.3"/><i x="0.7"/>text <b>c</b></g>',
  );
});
