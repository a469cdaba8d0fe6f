import assert from "node:assert/strict";
import { koreanAnchor, pairHeadings } from "../../../lib/tools/korean/anchors.ts";
import { composeNotebook, rewriteLinks } from "../../../lib/tools/korean/compose.ts";
import { joinText } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { code, ENGLISH, KOREAN, notebookOf, text } from "./sample.ts";

const name = "03-attention.ipynb";
const headings = new Map([[name, pairHeadings(ENGLISH, KOREAN)]]);
const compose = (earlier?: ReturnType<typeof notebookOf>) =>
  composeNotebook(ENGLISH, { texts: KOREAN, name, headings, earlier });
const sourceOf = (id: string, notebook = compose()) =>
  joinText(notebook.cells.find((cell) => cell.id === id)!.source);

Deno.test("a composed notebook has the English cells, ids and code, and Korean texts", () => {
  assert.deepEqual(compose().cells.map(({ id }) => id), ["title", "run", "why"]);
  assert.equal(sourceOf("run"), "console.log(1);");
  assert.match(sourceOf("title"), /^# 03 · 어텐션\n\n\*\*시간\*\* 90분/);
});

Deno.test("links fit the deeper folder, and lead to Korean headings and notebooks where there are any", () => {
  assert.match(sourceOf("title"), /\[코드\]\(\.\.\/\.\.\/lib\/nn\/attention\.ts\)/);
  assert.match(sourceOf("why"), /\[제목\]\(#03-·-어텐션\).*\[GPT\]\(\.\.\/04-gpt\.ipynb\)/);
  const both = new Map([...headings, ["04-gpt.ipynb", [{ english: "A GPT", korean: "GPT 하나" }]]]);
  const links = (markdown: string) => rewriteLinks(markdown, { name, headings: both });
  assert.equal(links("[a](04-gpt.ipynb#a-gpt)"), "[a](04-gpt.ipynb#gpt-하나)");
  assert.equal(links("[a](05-x.ipynb#b) https://a.b"), "[a](../05-x.ipynb#b) https://a.b");
  assert.equal(links('![p](../a.png) <img src="../a.png">'), '![p](../../a.png) <img src="../../a.png">');
  assert.equal(
    links("![p](attachment:a.png) [w](https://a.b/c)"),
    "![p](attachment:a.png) [w](https://a.b/c)",
  );
});

Deno.test("code keeps what looks like a link", () => {
  const markdown = "`[a](b.md)` and\n\n```ts\n// [a](b.md)\n```\n\n[a](b.md)";
  assert.equal(rewriteLinks(markdown, { name, headings }), markdown.replace(/\(b\.md\)$/, "(../b.md)"));
});

Deno.test("a link to a heading that is not there is an error that names both", () => {
  assert.throws(
    () => rewriteLinks("[a](#nowhere)", { name, headings }),
    /03-attention\.ipynb links to "#nowhere", but no heading/,
  );
});

Deno.test("a heading's address has JupyterLab's form or GitHub's, as the link had it", () => {
  const pairs = [{ english: "Why x is 2", korean: "왜 x가 2일까 (1)" }];
  assert.equal(koreanAnchor("Why-x-is-2", pairs), "왜-x가-2일까-%281%29");
  assert.equal(koreanAnchor("why-x-is-2", pairs), "왜-x가-2일까-1");
  assert.equal(koreanAnchor("other", pairs), undefined);
});

Deno.test("outputs of an earlier run stay where the code is the same; English ones are not taken over", () => {
  const outputs = (notebook: ReturnType<typeof compose>) => notebook.cells[1].outputs;
  assert.deepEqual(outputs(compose()), []);
  const ran = [{ output_type: "stream", name: "stdout", text: ["하나\n"] }];
  assert.deepEqual(outputs(compose(notebookOf(code("run", "console.log(1);", "하나\n")))), ran);
  assert.deepEqual(outputs(compose(notebookOf(code("run", "console.log(2);", "둘\n")))), []);
  assert.deepEqual(outputs(compose(notebookOf(text("run", "console.log(1);")))), []);
});

Deno.test("attachments and metadata of a cell stay", () => {
  const english = notebookOf({ ...text("a", "![p](attachment:p.png)"), metadata: { tags: ["plan"] } });
  const cell = { ...english.cells[0], attachments: { "p.png": { "image/png": "AAAA" } } };
  const composed = composeNotebook({ ...english, cells: [cell] }, {
    texts: new Map([["a", "![그림](attachment:p.png)"]]),
    name,
    headings,
  });
  assert.deepEqual(composed.cells[0], { ...cell, source: ["![그림](attachment:p.png)"] });
});
