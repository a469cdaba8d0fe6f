import assert from "node:assert/strict";
import { anchorOf, GlossaryLinker, readGlossary, type Term } from "../../../lib/tools/site/glossary.ts";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import MiniSearch from "minisearch";
import { layout } from "../../../lib/tools/layout.ts";
import type { Output } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { glossaryPage } from "../../../lib/tools/site/glossary_page.ts";
import { indexPage } from "../../../lib/tools/site/index_page.ts";
import { type Lesson, readLesson } from "../../../lib/tools/site/lesson.ts";
import { lessonPage } from "../../../lib/tools/site/lesson_page.ts";
import { markdownPage } from "../../../lib/tools/site/markdown.ts";
import { renderOutputs } from "../../../lib/tools/site/outputs.ts";
import { inKorean } from "../../korean.ts";
import { licencesPage, readLicences } from "../../../lib/tools/site/licences_page.ts";
import { namesakesFirst, SEARCH_OPTIONS } from "../../../lib/tools/site/search_options.ts";
import { searchEntries, searchScript } from "../../../lib/tools/site/search_index.ts";
import { slidesPage } from "../../../lib/tools/site/slides.ts";
import { versionOf, VERSIONS } from "../../../lib/tools/site/version.ts";
import { notebook, SOLUTION_LINE } from "./sample.ts";

const glossary = [{
  ...{ term: "token", korean: "토큰", also: ["tokens"] },
  ...{ definition: "A unit.", definitionKorean: "단위입니다." },
}];
const lesson = readLesson("notebooks/07-sample.ipynb", notebook);
const render = (version: "student" | "teacher") =>
  lessonPage(lesson, {
    version,
    versions: VERSIONS,
    glossary: new GlossaryLinker(glossary, "../glossary.html"),
    pdf: true,
  });

Deno.test("a lesson's names, objectives and time come from its first cell", () => {
  const { notebook: _, ...rest } = lesson;
  assert.deepEqual(rest, {
    number: "07",
    name: "07-sample",
    title: "A sample",
    otherTitle: "본보기",
    objectives: "look at everything.",
    time: "five minutes, _or_ so.",
  });
});

Deno.test("a notebook without a title cannot be exported, and the error shows a title", () => {
  assert.throws(
    () => readLesson("notebooks/x.ipynb", { ...notebook, cells: [] }),
    /cannot export x\.ipynb: its first text cell has no "# 00 · Title"/,
  );
});

Deno.test("the student's version has no solution, no teacher's note, no verdict", () => {
  const html = render("student");
  for (const secret of ["Solution", "Ask who has seen", "reduce", "not written yet"]) {
    assert.ok(!html.includes(secret), secret);
  }
  assert.match(html, /Multiply, then add/);
});

Deno.test("the teacher's version has them all", () => {
  const html = render("teacher");
  for (const wanted of ["Solution", "Ask who has seen", "reduce", "not written yet"]) {
    assert.ok(html.includes(wanted), wanted);
  }
});

Deno.test("versionOf() does not change the notebook that it is given", () => {
  const before = structuredClone(notebook);
  versionOf(notebook, "student");
  assert.deepEqual(notebook, before);
});

Deno.test("what a cell prints is escaped, and terminal colours are removed", () => {
  assert.match(render("student"), /<pre class="output stdout" tabindex="0">&lt;b&gt;red&lt;\/b&gt;<\/pre>/);
});

Deno.test("code is coloured as TypeScript and escaped", () => {
  const html = render("student");
  assert.match(html, /<span class="hljs-keyword">const<\/span> text/);
  assert.ok(!html.includes("<script>alert"));
});

Deno.test("a quiz shows its questions without its source, which may hold the answers, on page and slides", () => {
  for (const html of [render("student"), render("teacher"), slidesPage(lesson, "student")]) {
    assert.ok(html.includes("A. an answer") && !/right.{0,40}true/.test(html));
  }
});

Deno.test("formulas are typeset when the site is built", () => {
  assert.match(render("student"), /<span class="katex-display">/);
});

Deno.test("a formula that KaTeX cannot read fails the export instead of showing red text", () => {
  assert.throws(() => markdownPage().render("$\\frac{1}$"), /KaTeX parse error/);
});

Deno.test("links between notebooks lead to pages; links to the project's files become text", () => {
  const html = render("student");
  assert.match(html, /<a href="04-book-gpt\.html">link<\/a>/);
  assert.match(html, /<span class="in-project">data<\/span>/);
});

Deno.test("headings with the same text get different addresses", () => {
  const page = markdownPage();
  page.render("## Loss\n\n## Loss");
  assert.deepEqual(page.headings.map(({ anchor }) => anchor), ["loss", "loss-2"]);
});

Deno.test("a term is linked once, whole words only, longest name first", () => {
  const linker = new GlossaryLinker([
    ...glossary,
    { term: "attention", korean: "어텐션", definition: "x", definitionKorean: "x" },
    { term: "self-attention", korean: "셀프 어텐션", definition: "x", definitionKorean: "x" },
  ], "g.html");
  const html = linker.link("Tokens & tokenizers: self-attention, attention, a token");
  assert.equal(
    html.replaceAll(/ class="term"| title="[^"]*"/g, ""),
    '<a href="g.html#token">Tokens</a> &amp; tokenizers: <a href="g.html#self-attention">self-attention</a>, ' +
      '<a href="g.html#attention">attention</a>, a token',
  );
});

Deno.test("every entry of the course's glossary can be read, and no address or name occurs twice", async () => {
  const terms = await readGlossary(new URL("../../../assets/export/glossary.json", import.meta.url));
  const names = terms.flatMap(({ term, also = [] }) => [term, ...also]).map((name) => name.toLowerCase());
  assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), []);
  assert.equal(new Set(terms.map(({ term }) => anchorOf(term))).size, terms.length);
});

Deno.test("search finds sections, with the address of their heading", () => {
  const entries = searchEntries({ lessons: [lesson], glossary: [], version: "student" });
  assert.deepEqual(entries.map(({ url, title }) => [url, title]), [
    ["student/07-sample.html", "A sample"],
    ["student/07-sample.html#1-formulas", "1 · Formulas"],
    ["student/07-sample.html#exercise-07-1-5-minutes", "Exercise 07.1 · ★ · 5 minutes"],
  ]);
  assert.ok(!JSON.stringify(entries).includes("reduce"));
});

Deno.test("search finds a term by its name, its Korean name and its other spellings", () => {
  const script = searchScript({ lessons: [lesson], glossary, version: "student" });
  const packed = JSON.parse(script.slice(script.indexOf("=") + 1).replace(/;\s*$/, ""));
  const index = MiniSearch.loadJSON(packed, SEARCH_OPTIONS);
  for (const words of ["token", "tokens", "토큰"]) {
    const urls = index.search(words).map(({ url }) => url);
    assert.ok(urls.includes("glossary.html#token"), `${words}: ${urls}`);
  }
});

Deno.test("a search's first hit is the term with just that name", () => {
  const titles = ["밑바닥부터 만드는 어텐션", "잠재 어텐션 · latent attention", "어텐션 · attention"];
  const hits = titles.map((title) => ({ title }));
  for (const words of ["어텐션", "어텐션을", "Attention"]) {
    const found = namesakesFirst(hits, words).map(({ title }) => title);
    assert.deepEqual(found, [titles[2], titles[0], titles[1]], words);
  }
  assert.deepEqual(namesakesFirst(hits, "만드는"), hits);
});

Deno.test("every page names both licences and links the page that holds them", () => {
  const pages = [
    [render("student"), "../"],
    [slidesPage(lesson, "student"), "../"],
    [indexPage([lesson], { pdf: true, versions: VERSIONS }), ""],
    [glossaryPage(glossary, { lessons: [lesson], version: "student" }), ""],
  ];
  for (const [html, up] of pages) {
    assert.match(html, /MIT.*CC BY 4\.0/);
    assert.ok(html.includes(`<a href="${up}licences.html">`));
  }
});

Deno.test("the licences' page holds LICENSE and the notice of each bundled library", async () => {
  const html = licencesPage(await readLicences(), "student");
  const text = new JSDOM(html).window.document.querySelector("main")!.textContent!;
  assert.ok(text.includes((await Deno.readTextFile(join(layout.root, "LICENSE"))).trim()));
  for (
    const notice of [/Plotly Technologies/, /Khan Academy/, /Hakim El Hattab/, /Luca Ongaro/, /Mike Bostock/]
  ) {
    assert.ok(
      (text.match(new RegExp(notice, "g"))?.length ?? 0) >= 2,
      `${notice}: in LICENSE and in its own`,
    );
  }
});

Deno.test("the Korean licences' page says in Korean what is under which licence; licences are marked as English", () =>
  inKorean(() => {
    const html = licencesPage([{ of: "This course", text: "MIT" }], "student", { inBoth: true });
    assert.match(html, /<h1>라이선스<\/h1>[^]*<a href="https:[^"]*by\/4\.0\/">CC BY 4\.0<\/a>을 따릅니다/);
    assert.match(html, /<h2>이 과정<\/h2>\n<pre class="licence" lang="en"/);
    assert.match(html, /href="\.\.\/licences\.html" hreflang="en"/);
  }));

Deno.test("slides have no hints and solutions; the teacher's have the notes", () => {
  const [student, teacher] = [slidesPage(lesson, "student"), slidesPage(lesson, "teacher")];
  for (const html of [student, teacher]) {
    assert.ok(!html.includes("Multiply, then add") && !html.includes("reduce"));
  }
  assert.ok(!student.includes("Ask who has seen"));
  assert.match(teacher, /<aside class="notes">[^]*Ask who has seen/);
  assert.ok(SOLUTION_LINE.includes("reduce"));
});

Deno.test("data of an output cannot leave their attribute or text, whatever they hold", () => {
  const evil = `" onerror="alert(1)"><script>alert(2)</script>`;
  const shown = (output: unknown) =>
    renderOutputs({ cell_type: "code", metadata: {}, source: "", outputs: [output as Output] });
  const data = (data: Record<string, unknown>) => ({ output_type: "display_data", metadata: {}, data });
  const outputs = [
    ...["image/png", "image/jpeg", "image/svg+xml", "text/plain"].flatMap((mime) => [
      data({ [mime]: evil }),
      data({ [mime]: [evil, "\n", evil] }),
      data({ [mime]: `${evil}\ud800` }),
    ]),
    { output_type: "stream", name: evil, text: evil },
    { output_type: "error", ename: evil, evalue: evil, traceback: ["", evil] },
  ];
  for (const output of outputs) {
    const elements = [...new JSDOM(shown(output)).window.document.body.querySelectorAll("*")];
    const element: Element = elements[0];
    assert.equal(elements.length, 1, JSON.stringify(output));
    assert.ok(["IMG", "PRE"].includes(element.tagName));
    assert.deepEqual(element.getAttributeNames().filter((name: string) => name.startsWith("on")), []);
  }
  for (const odd of [{ a: 1 }, 7, null, true]) assert.equal(shown(data({ "image/png": odd })), "");
});

Deno.test("names in a foreign notebook cannot leave their attribute on any page", () => {
  const evil = `x" onmouseover="alert(1)"><script>alert(2)</script>`;
  const strange: Lesson = { ...lesson, name: evil, number: evil, title: evil, otherTitle: evil };
  const term: Term = {
    term: evil,
    korean: evil,
    definition: evil,
    definitionKorean: evil,
    also: [],
    notebook: evil,
  };
  const glossary = new GlossaryLinker([term], "../glossary.html");
  const pages = [
    lessonPage(strange, {
      ...{ version: "teacher", versions: VERSIONS, glossary },
      ...{ previous: strange, next: strange, pdf: true },
    }),
    slidesPage(strange, "teacher"),
    indexPage([strange], { pdf: true, versions: VERSIONS }),
    glossaryPage([term], { lessons: [strange], version: "student" }),
  ];
  for (const html of pages) {
    const { document } = new JSDOM(html).window;
    assert.equal(document.querySelectorAll("[onmouseover]").length, 0);
    assert.ok([...document.querySelectorAll("script")].every((script) => script.src !== ""));
  }
});

Deno.test("a code block of an unknown language is shown as text, whatever the name of the language", () => {
  for (const language of ["constructor", "__proto__", "toString", "nim", `"><b>`]) {
    const html = markdownPage().render("```" + language + "\n<b>1 < 2</b>\n```\n");
    assert.match(html, /&lt;b&gt;1 &lt; 2&lt;\/b&gt;/);
  }
});
