/** The Korean edition of the site: pages in ko/, the switch between the languages, terms, search by part of a word. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { JSDOM } from "jsdom";
import MiniSearch from "minisearch";
import { language, withLanguage } from "../../../lib/language.ts";
import { layout } from "../../../lib/tools/layout.ts";
import { GlossaryLinker, koreanNames, readGlossary } from "../../../lib/tools/site/glossary.ts";
import { glossaryPage } from "../../../lib/tools/site/glossary_page.ts";
import { indexPage } from "../../../lib/tools/site/index_page.ts";
import { readLesson } from "../../../lib/tools/site/lesson.ts";
import { lessonPage } from "../../../lib/tools/site/lesson_page.ts";
import { searchScript } from "../../../lib/tools/site/search_index.ts";
import { partsOf, SEARCH_OPTIONS, withoutParticle } from "../../../lib/tools/site/search_options.ts";
import { buildSite } from "../../../lib/tools/site/site.ts";
import { slidesPage } from "../../../lib/tools/site/slides.ts";
import { VERSIONS } from "../../../lib/tools/site/version.ts";
import type { Notebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { notebook as english } from "./sample.ts";

const text = (source: string) => ({ cell_type: "markdown" as const, metadata: {}, source });
const notebook: Notebook = {
  ...english,
  cells: [
    text(
      "# 07 · 본보기\n\n_A sample_\n\n**할 일** 모두 살펴봅니다.\n\n**시간** 5분.\n\n토큰을 자르고, [노트북](../04-book-gpt.ipynb)을 봅니다.",
    ),
    text(
      "## 1 · 사전학습을 마친 모델 · 선택\n\n**예상해 보세요.** 표에서 무엇이 보일까요? 열어 봅니다.\n\n- 하나\n- 둘",
    ),
    ...english.cells.slice(2),
  ],
};
const terms = [{
  ...{ term: "token", korean: "토큰", also: ["tokens"], notebook: "07" },
  ...{ definition: "A unit.", definitionKorean: "모델이 읽는 단위입니다." },
}];
const inKorean = <T>(make: () => T) => withLanguage("ko", make);
const lesson = await inKorean(() => readLesson("notebooks/ko/07-sample.ipynb", notebook));
const page = (inBoth: boolean) =>
  lessonPage(lesson, {
    ...{ version: "student" as const, versions: VERSIONS, pdf: false, inBoth },
    glossary: new GlossaryLinker(terms, "../glossary.html", "ko"),
  });

Deno.test("a Korean lesson is read by its Korean labels; the name in italics is English", () => {
  const { title, otherTitle, objectives, time } = lesson;
  assert.deepEqual([title, otherTitle, objectives, time], ["본보기", "A sample", "모두 살펴봅니다.", "5분."]);
});

Deno.test("a Korean page says so, uses the site's assets, and switches to the same page in English", async () => {
  const { document } = new JSDOM(await inKorean(() => page(true))).window;
  assert.equal(document.documentElement.lang, "ko");
  for (const link of document.querySelectorAll("link[rel=stylesheet], script[src]")) {
    assert.match(link.getAttribute("href") ?? link.getAttribute("src")!, /^\.\.\/\.\.\/assets\//);
  }
  const language = document.querySelector("a.language")!;
  assert.equal(language.getAttribute("href"), "../../student/07-sample.html");
  assert.equal(language.getAttribute("lang"), "en");
  assert.equal(document.querySelector("header input")!.getAttribute("placeholder"), "검색");
  assert.equal(document.querySelector(".exercise")!.getAttribute("aria-label"), "연습 07.1");
  assert.ok(document.querySelector("h2.optional"));
  assert.ok(!new JSDOM(await inKorean(() => page(false))).window.document.querySelector("a.language"));
});

Deno.test("the English page switches to ko/, and has no Korean words of the site", () => {
  const { document } = new JSDOM(page(true)).window;
  assert.equal(document.querySelector("a.language")!.getAttribute("href"), "../ko/student/07-sample.html");
  assert.equal(document.documentElement.lang, "en");
  assert.equal(document.querySelector("header input")!.getAttribute("placeholder"), "Search");
});

Deno.test("a Korean page links to the English page of a notebook without a translation", async () => {
  assert.match(
    await inKorean(() => page(false)),
    /<a href="\.\.\/\.\.\/student\/04-book-gpt\.html">노트북<\/a>/,
  );
});

Deno.test("a term is linked with its particle outside the link, and not inside another word", () => {
  const link = (text: string) => new GlossaryLinker(terms, "g.html", "ko").link(text);
  assert.equal(
    link("토큰을 자릅니다."),
    '<a class="term" href="g.html#token" title="token">토큰</a>을 자릅니다.',
  );
  assert.equal(link("토큰화와 서브토큰"), "토큰화와 서브토큰");
});

Deno.test("the course's glossary has no Korean word twice, so a link is never a guess", async () => {
  const glossary = await readGlossary(join(layout.assets, "export", "glossary.json"));
  const names = glossary.flatMap(koreanNames).map((name) => name.toLowerCase());
  assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), []);
  assert.deepEqual(koreanNames({ ...glossary[0], korean: "지시(instruction) 튜닝", alsoKorean: ["튜닝"] }), [
    "지시 튜닝",
    "튜닝",
  ]);
});

Deno.test("the Korean glossary names the Korean term first, at the same address", async () => {
  const html = await inKorean(() =>
    glossaryPage(terms, { lessons: [lesson], version: "student", inBoth: true })
  );
  const { document } = new JSDOM(html).window;
  const entry = document.querySelector("dt#token")!;
  assert.equal(entry.textContent, "토큰 token");
  assert.equal(entry.querySelector("span")!.getAttribute("lang"), "en");
  assert.match(entry.nextElementSibling!.textContent!, /^모델이 읽는 단위입니다\. 07 · 본보기$/);
  assert.equal(document.querySelector("a.language")!.getAttribute("href"), "../glossary.html");
});

Deno.test("search finds Korean words by part, with another particle or none", async () => {
  const script = await inKorean(() =>
    searchScript({ lessons: [lesson], glossary: terms, version: "student" })
  );
  const packed = JSON.parse(script.slice(script.indexOf("=") + 1).replace(/;\s*$/, ""));
  const index = MiniSearch.loadJSON(packed, SEARCH_OPTIONS);
  const found = (words: string) => index.search(words).map(({ url }) => url);
  for (const words of ["토큰", "토큰을", "토큰은", "token"]) {
    assert.ok(found(words).includes("glossary.html#token"), words);
  }
  for (const words of ["학습", "사전학습", "학습을"]) {
    assert.deepEqual(found(words), ["student/07-sample.html#1-사전학습을-마친-모델-선택"], words);
  }
  assert.deepEqual(found("토기"), []);
});

Deno.test("parts are the ends of a Korean word; Latin words stay whole", () => {
  assert.deepEqual(partsOf("전학습을"), ["전학습을", "학습을", "습을"]);
  assert.equal(partsOf("Token"), "token");
  assert.equal(withoutParticle("어텐션에서"), "어텐션");
  assert.equal(withoutParticle("온도"), "온도");
});

Deno.test("Korean slides have Korean words, the switch, and no English label", async () => {
  const html = await inKorean(() => slidesPage(lesson, "teacher", { inBoth: true }));
  const { document } = new JSDOM(html).window;
  assert.equal(document.documentElement.lang, "ko");
  assert.equal(
    document.querySelector("a.language")!.getAttribute("href"),
    "../../teacher/07-sample-slides.html",
  );
  assert.match(document.querySelector("main")!.textContent!, /할 일 모두 살펴봅니다/);
  assert.match(
    document.querySelector(".question")!.textContent!,
    /^\s*예상해 보세요\. 표에서 무엇이 보일까요\?\s*$/,
  );
  assert.match(html, /globalThis\.courseTexts = \{.*"Copy":"복사"/);
});

Deno.test("the Korean front page has no English sentence of the site", async () => {
  const html = await inKorean(() => indexPage([lesson], { pdf: false, versions: VERSIONS, inBoth: true }));
  const { document } = new JSDOM(html).window;
  const words = document.querySelector("main")!.textContent!.replaceAll(
    /A sample|\.\/course lab --lang ko/g,
    "",
  );
  assert.doesNotMatch(words, /\b[a-z]+ [a-z]+ [a-z]+\b/);
});

Deno.test("the site has both languages, and no link between them leads nowhere", async () => {
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  try {
    const other = readLesson("notebooks/04-book-gpt.ipynb", { ...english, cells: [text("# 04 · A book")] });
    await buildSite(site, {
      lessons: [other, readLesson("notebooks/07-sample.ipynb", english)],
      korean: [lesson],
      glossary: terms,
      styles: join(layout.assets, "export"),
      versions: ["student"],
    });
    const pages = ["", "ko"].flatMap((top) =>
      ["index", "glossary", "student/07-sample", "student/07-sample-slides"].map((page) =>
        join(top, `${page}.html`)
      )
    );
    for (const path of pages) {
      const { document } = new JSDOM(await Deno.readTextFile(join(site, path))).window;
      assert.equal(document.documentElement.lang, path.startsWith("ko") ? "ko" : "en", path);
      assert.ok(document.querySelector("a.language"), path);
      for (const element of document.querySelectorAll("[href], [src]")) {
        const address = (element.getAttribute("href") ?? element.getAttribute("src"))!;
        if (/^(https?:|data:|#)/.test(address)) continue;
        assert.ok(await Deno.stat(join(site, dirname(path), address.split("#")[0])), `${path}: ${address}`);
      }
    }
    const alone = new JSDOM(await Deno.readTextFile(join(site, "student/04-book-gpt.html"))).window.document;
    assert.equal(alone.querySelector("a.language"), null);
    assert.equal(language(), "en");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
