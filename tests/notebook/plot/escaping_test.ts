/** Text from corpora and models is text in every HTML output, whatever it says. */
import assert from "node:assert/strict";
import { JSDOM, VirtualConsole } from "jsdom";
import * as plot from "lib/notebook/plot";
import type { Displayable } from "../../../lib/notebook/plot/displayable.ts";
import { picture, show } from "./bundle.ts";
import { outputs } from "./every_output.ts";

const texts = [
  `<script>document.title = "broken out"</script>`,
  `</script><script>document.title = "broken out"</script>`,
  `"><img src="x:" onerror="document.title = 'broken out'">`,
  `</svg></text><svg onload="document.title = 'broken out'">`,
  `<!--<script>`,
  `]]></style><script>document.title = "broken out"</script>`,
  `&lt;b&gt; \u2028 \u0000 \ud800 <b>bold</b> <a href="javascript:alert(1)">x</a>`,
];

Deno.test("every function of lib/notebook/plot that draws is among the outputs tested here", () => {
  const others = ["plotlyFolder", "smooth", "descentPath"];
  const withoutTexts = ["blockDiagram", "familiesDiagram", "headSplit", "residualStream"]; // they draw what is always the same
  const drawing = Object.entries(plot).filter(([, value]) => typeof value === "function").map(([name]) =>
    name
  );
  assert.deepEqual(
    drawing.filter((name) => ![...others, ...withoutTexts].includes(name)).sort(),
    Object.keys(outputs).sort(),
  );
});

for (const [name, draw] of Object.entries(outputs)) {
  Deno.test(`${name}() shows markup as text: no element, attribute or script comes of it`, async () => {
    const harmless = await elements(await htmlOf(draw("harmless")));
    for (const text of texts) {
      const html = await htmlOf(draw(text));
      assert.deepEqual(await elements(html), harmless, text);
    }
  });
}

async function htmlOf(figure: Displayable): Promise<{ html: string; svg: string }> {
  const { html } = await show(figure);
  return { html, svg: html.includes("data:image/svg+xml;base64,") ? picture(html) : "" };
}

/** What a browser makes of it: the elements with their attributes' names, scripts run. */
async function elements({ html, svg }: { html: string; svg: string }) {
  const page = new JSDOM(`<title>untouched</title><body>${html}<p id="end"></p>`, {
    runScripts: "dangerously",
    virtualConsole: new VirtualConsole(), // what figures say where plotly cannot be loaded
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  const { document } = page.window;
  assert.equal(document.title, "untouched");
  assert.ok(document.querySelector("#end"), "nothing swallowed the rest of the page");
  const inert = new JSDOM(`<body>${html}`).window.document; // before scripts add theirs
  const found = [inert, ...(svg ? [new JSDOM(svg, { contentType: "image/svg+xml" }).window.document] : [])]
    .flatMap((document) => [...document.querySelectorAll("*")])
    .map((element) => `${element.localName} ${element.getAttributeNames().sort()}`);
  page.window.close();
  return [...new Set(found)].sort();
}
