/** What slides a notebook gets, by the rules of slide_plan.ts, for all notebooks of the course and for small ones. */
import assert from "node:assert/strict";
import {
  type Cell,
  courseNotebooks,
  type Notebook,
  readNotebook,
} from "../../../lib/tools/notebook_file/notebook_file.ts";
import { MOST_CODE_LINES, slideCode } from "../../../lib/tools/site/slide_code.ts";
import { slideOutputs } from "../../../lib/tools/site/slide_outputs.ts";
import type { ContentSlide } from "../../../lib/tools/site/slide.ts";
import { readSlideList, slideEntries, withoutSlideList } from "../../../lib/tools/site/slide_list.ts";
import { MOST_SLIDES, planSlides } from "../../../lib/tools/site/slide_plan.ts";
import { lead, sentences, tail, takeQuestion, textBlocks } from "../../../lib/tools/site/slide_text.ts";

const text = (source: string, metadata = {}): Cell => ({ cell_type: "markdown", metadata, source });
const code = (source: string, printed = "", metadata = {}): Cell => ({
  cell_type: "code",
  metadata,
  source,
  outputs: printed ? [{ output_type: "stream", name: "stdout", text: printed }] : [],
});
const plan = (...cells: Cell[]) => {
  const notebook: Notebook = {
    cells: [text("# 01 · A title"), ...cells],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  return planSlides(notebook);
};
const contents = (...cells: Cell[]) =>
  plan(...cells).filter((slide): slide is ContentSlide => slide.kind === "content");

for (const path of await courseNotebooks()) {
  Deno.test(`${path.replace(/^.*\//, "")} has at most ${MOST_SLIDES} slides, each with content, code of at most ${MOST_CODE_LINES} lines`, async () => {
    const slides = planSlides(await readNotebook(path));
    assert.ok(slides.length > 5 && slides.length <= MOST_SLIDES, `${slides.length} slides`);
    assert.ok(slides.some(({ notes }) => notes.length > 0));
    for (const slide of slides) {
      if (slide.kind === "exercises") assert.ok(slide.tasks.every(({ words }) => words.length > 0));
      if (slide.kind === "quiz") {
        assert.ok(slide.questions.length >= 4, `${slide.questions.length} questions`);
      }
      if (slide.kind !== "content") continue;
      const { words, question, code, shown, happened, heading } = slide;
      assert.ok(words.length > 0 || question || code || shown || happened, heading);
      assert.ok((code ?? "").split("\n").length <= MOST_CODE_LINES, heading);
      assert.ok(!/^import |connectKernel|assertSame\(/m.test(code ?? ""), code);
    }
  });

  Deno.test(`${path.replace(/^.*\//, "")}: each slide that it lists exists, says what to ask, and is the same in Korean`, async () => {
    const notebook = await readNotebook(path), list = readSlideList(notebook);
    const slides = planSlides(notebook).filter((slide) => slide.kind === "content");
    if (list.length > 0) {
      assert.deepEqual(slides.map(({ heading }) => heading), list.map(({ point }) => point));
    }
    for (const { speaker, heading } of list.length > 0 ? slides : []) {
      assert.match(speaker ?? "", /Ask/, heading);
    }
    const korean = readSlideList(await readNotebook(path.replace("notebooks/", "notebooks/ko/")));
    const same = (entries: typeof list) => entries.map(({ point: _, note: __, ...entry }) => entry);
    assert.deepEqual(same(korean), same(list));
    for (const { point, note } of korean) assert.match(point + note, /[가-힣]/);
  });
}

Deno.test("a group of question, cell and explanation becomes one slide; the whole text goes into its notes", () => {
  const [slide, ...others] = contents(
    text("## 1 · Sums\n\nA sum adds. It is old.\n\n**What do you expect?** Is it 3?"),
    code("const sum = 1 + 2;\nconsole.log(sum);", "3\n"),
    text("**What happened?** It is 3.\n\nNobody was surprised."),
  );
  assert.equal(others.length, 0);
  assert.equal(slide.question, "**What do you expect?** Is it 3?");
  assert.equal(slide.happened, "It is 3.");
  assert.match(slide.notes.join("\n"), /It is old\.[^]*Nobody was surprised/);
});

Deno.test("text after a cell opens the next one's slide", () => {
  const [, second] = contents(
    text("## 1 · Two\n\nFirst."),
    code("f(1);", "1\n"),
    text("**What happened?** One.\n\nNow the second."),
    code("f(2);", "2\n"),
  );
  assert.deepEqual(second.words.map(({ source }) => source), ["Now the second."]);
});

Deno.test("set-up, hints, solutions, teacher's cells and checks are on no slide", () => {
  const slides = contents(
    text("## 1 · The machine\n\nA.\n\nB."),
    code('import { connectKernel } from "lib/notebook";\nconnectKernel();', "CPU\n"),
    text("## 2 · More\n\nSome words.", {}),
    code("g();", "2\n"),
    text("<details>Secret</details>", { tags: ["solution"] }),
    text("For the teacher.", { tags: ["teacher"] }),
  );
  assert.deepEqual(slides.map(({ heading }) => heading), ["2 · More"]);
  assert.deepEqual(slides[0].notes.at(-1), "For the teacher.");
});

Deno.test("with too many cells each section keeps a slide, and nothing of the text is lost from the notes", () => {
  const cells = Array.from({ length: 40 }, (_, i) => [
    ...(i % 4 === 0 ? [text(`## ${i / 4 + 1} · Part`)] : []),
    text(`Sentence number ${i}.`),
    code(`f(${i});`, `${i}\n`),
    text(`**What happened?** Answer ${i}.`),
  ]).flat();
  const slides = plan(...cells);
  assert.equal(slides.length, MOST_SLIDES);
  const headings = new Set(slides.map((slide) => slide.kind === "content" ? slide.heading : ""));
  const notes = slides.flatMap((slide) => slide.notes).join("\n");
  for (let i = 0; i < 40; i++) {
    assert.ok(notes.includes(`Sentence number ${i}.`) && notes.includes(`Answer ${i}.`));
  }
  for (let part = 1; part <= 10; part++) assert.ok(headings.has(`${part} · Part`));
});

Deno.test("JupyterLab's slide type overrules: skip leaves a cell out", () => {
  const cells = [
    text("## 1 · One\n\nWords here.\n\nMore words."),
    code("f();", "1\n", { slideshow: { slide_type: "skip" } }),
  ];
  assert.ok(contents(...cells).every(({ shown }) => shown === undefined));
});

Deno.test("slideCode() keeps functions with their comments, and leaves out what is longer than a slide", () => {
  const long = `function long() {\n${"  f();\n".repeat(20)}}`;
  const short = "/** Adds one. */\nfunction short(x: number) {\n  return x + 1;\n}";
  assert.equal(slideCode(`${long}\n${short}`, { hasFigure: false }), short);
  assert.equal(slideCode(long, { hasFigure: false }), undefined);
});

Deno.test("slideCode() keeps empty lines inside a function and cuts none of its lines", () => {
  const source = "function f() {\n  a();\n\n  b();\n}";
  assert.equal(slideCode(`import x from "y";\n\n${source}`, { hasFigure: true }), source);
});

Deno.test("slideOutputs() cuts a long print, and leaves out lines that only say that a check passed", () => {
  const print = (lines: string[]) => slideOutputs(code("f();", lines.join("\n") + "\n"))?.outputs?.[0];
  assert.equal(print(["✓ equals lib/nn's"]), undefined);
  const cut = print(Array.from({ length: 30 }, (_, i) => String(i)));
  assert.match(String((cut as { text: string }).text), /\n… 19 more lines on the page$/);
});

Deno.test("slideOutputs() cuts less of a print that the list shows without its code", () => {
  const lines = Array.from({ length: 20 }, (_, i) => String(i));
  const [all] = slideOutputs(code("f();", lines.join("\n")), { isListed: true, isAlone: true })!.outputs!;
  assert.equal((all as { text: string }).text, lines.join("\n"));
  const [check] = slideOutputs(code("f();", "✓ equal"), { isListed: true, isAlone: true })!.outputs!;
  assert.equal((check as { text: string }).text, "✓ equal");
});

Deno.test("sentences() does not cut at decimals, abbreviations, in brackets, code, links or formulas", () => {
  assert.deepEqual(
    sentences("It is 3.5, as Vaswani et al. 2017 say (e.g. so. Or so). See `a. B`. **What?** Yes: no.\nEnd."),
    [
      "It is 3.5, as Vaswani et al. 2017 say (e.g. so. Or so).",
      "See `a. B`.",
      "**What?**",
      "Yes: no.",
      "End.",
    ],
  );
});

Deno.test("lead() takes whole sentences, and a list with the sentence that introduces it", () => {
  const blocks = textBlocks("One two three. Four five six.\n\nThere are two:\n\n- a\n- b\n\nSeven eight.");
  assert.deepEqual(lead(blocks, 8).map(({ source }) => source), [
    "One two three.",
    "There are two:",
    "- a\n- b",
  ]);
});

Deno.test("lead() leaves out a last sentence that introduces what is below", () => {
  assert.deepEqual(lead(textBlocks("One. Two.\n\nThree. A model:"), 20).map(({ source }) => source), [
    "One. Two.",
    "Three.",
  ]);
});

Deno.test("takeQuestion() ends at the last question mark and leaves the rest", () => {
  const { question, rest } = takeQuestion(
    textBlocks("Before.\n\n**What do you expect?** Which one? The cell says it."),
  );
  assert.equal(question, "**What do you expect?** Which one?");
  assert.deepEqual(rest.map(({ source }) => source), ["Before."]);
});

Deno.test("takeQuestion() asks with the sentence before, where the bold words stand alone", () => {
  const { question, rest } = takeQuestion(textBlocks("A row. Multiply it. **What do you expect?** "));
  assert.equal(question, "Multiply it. **What do you expect?**");
  assert.deepEqual(rest.map(({ source }) => source), ["A row."]);
});

Deno.test("tail() takes whole paragraphs from the end, with the list that one introduces, and no tables", () => {
  const blocks = textBlocks(
    "Far away and long ago.\n\nTwo things:\n\n- a\n- b\n\n| x |\n| - |\n\nNear it. And on.",
  );
  const words = (count: number) => tail(blocks, count).map(({ source }) => source);
  assert.deepEqual(words(20), ["Far away and long ago.", "Two things:", "- a\n- b", "Near it. And on."]);
  assert.deepEqual(words(8), ["Two things:", "- a\n- b", "Near it. And on."]);
  assert.deepEqual(words(2), ["Near it."]);
});

Deno.test("tail() gives a formula in code marks the sentence before it, where the whole paragraph is too long", () => {
  const blocks = textBlocks(
    "Long ago there was a head. It turns pair `i` by\n\n`i · θ`, with `θ = 2`\n\nSo be it.",
  );
  assert.deepEqual(blocks.map(({ kind }) => kind), ["text", "formula", "text"]);
  assert.deepEqual(tail(blocks, 10).map(({ source }) => source), [
    "It turns pair `i` by",
    "`i · θ`, with `θ = 2`",
    "So be it.",
  ]);
  assert.equal(textBlocks("`f` is a function, and `g` is another")[0].kind, "text");
});

Deno.test("what happened is explained with the formula that the explanation introduces", () => {
  const [slide] = contents(
    text("## 1 · One\n\nWords."),
    code("f();", "1\n"),
    text("**What happened?** A product:\n\n`y = x W`\n\nMore."),
  );
  assert.equal(slide.happened, "A product:\n\n`y = x W`");
});

Deno.test("a comparison with the papers comes after exercises and quiz, as one with the blog does", () => {
  const slides = plan(
    text("## 1 · One\n\nWords."),
    code("f();", "1\n"),
    text("### Exercise 01.1\n\nTry it.", { tags: ["exercise"] }),
    text("## The papers, and ours\n\n| a | b |\n| - | - |\n| 1 | 2 |"),
  );
  assert.deepEqual(slides.map(({ kind }) => kind), ["title", "content", "exercises", "content"]);
});

const listed = (...entries: string[]) =>
  text(["<details><summary>For the teacher</summary>", "Timing.", ...entries, "</details>"].join("\n\n"), {
    tags: ["teacher"],
  });
const withId = (id: string, cell: Cell): Cell => ({ ...cell, id });

Deno.test("a notebook that lists its slides has these and no others; the point is the heading, the rest the note", () => {
  const slides = contents(
    withId("t1", text("## 1 · Sums\n\nTwo rules:\n\n- add\n- carry\n\n**What do you expect?** Is it 3?")),
    withId("c1", code("function add() {\n  return 3;\n}\nfunction other() {\n  return 4;\n}\nadd();", "3\n")),
    text("**What happened?** It is 3.\n\nNow the next."),
    withId("c2", code("g();", "2\n")),
    listed(
      "- **Two rules** <!-- slide t1 -->: Ask: which?",
      "- **How to add** <!-- slide c1 code:add first -->: point at\n  the 3. Ask: why?",
      "- **It is three** <!-- slide c1 output -->: Ask: always?",
    ),
  );
  assert.deepEqual(slides.map(({ heading }) => heading), ["Two rules", "How to add", "It is three"]);
  const [rules, how, three] = slides;
  assert.deepEqual(rules.words.map(({ kind }) => kind), ["text", "list"]);
  assert.equal(rules.question, undefined);
  assert.equal(how.code, "function add() {\n  return 3;\n}");
  assert.equal(how.shown, undefined);
  assert.equal(how.speaker, "point at the 3. Ask: why?");
  assert.equal(how.section, "1 · Sums");
  assert.equal(three.code, undefined);
  assert.equal(three.question, "**What do you expect?** Is it 3?");
  assert.equal(three.happened, "It is 3.");
  // The entries stand in their own notes; the teacher's other words stay.
  assert.match(three.notes.join("\n"), /Now the next[^]*Timing/);
  assert.ok(slides.every(({ notes }) => !notes.join("").includes("<!-- slide")));
});

Deno.test("a listed slide may show two cells, and of the code only some functions", () => {
  const two = [
    withId("a", code("function f() {\n  return 1;\n}\nconst g = () => 2;", "1\n")),
    withId("b", code("function h() {\n  return 3;\n}", "✓ same\n")),
  ];
  const list = listed("- **Both**<!-- slide a+b both:f,h -->: Ask: why?");
  const [slide, ...others] = contents(text("## 1 · One\n\nWords."), ...two, list);
  assert.equal(others.length, 0);
  assert.equal(slide.code, "function f() {\n  return 1;\n}\n\nfunction h() {\n  return 3;\n}");
  assert.equal(slide.shown?.outputs?.length, 1);
  const apart = [text("## 1 · One\n\nWords."), two[0], text("Between."), two[1], list];
  assert.throws(() => contents(...apart), /text stands between/);
});

Deno.test("a text's slide has its first table, and not the words that introduce a second one", () => {
  const table = "| x |\n| - |\n| 1 |";
  const slides = contents(
    withId("t", text(`## 1 · One\n\nBefore.\n\n${table}\n\nAfter.\n\nA second table:\n\n${table}\n\nEnd.`)),
    listed("- **Point**<!-- slide t -->: Ask: why?"),
  );
  assert.deepEqual(slides[0].words.map(({ source }) => source), ["Before.", table, "After."]);
});

Deno.test("a listed text cell that ends one section and begins another shows the one that it begins", () => {
  const [slide] = contents(
    text("## 1 · One\n\nWords."),
    withId("c1", code("f();", "1\n")),
    withId("t1", text("**What happened?** It is 1.\n\n### What it costs\n\nMuch.\n\nMore.")),
    listed("- **The price** <!-- slide t1 -->: Ask: why?"),
  );
  assert.deepEqual(slide.words.map(({ source }) => source), ["Much.", "More."]);
});

Deno.test("the words beside a listed cell are the end of the text before it, with `first` its beginning, with `bare` none, with `silent` none after it either", () => {
  const words = (option: string) => {
    const long = "Words and words. ".repeat(20).trim();
    const [slide] = contents(
      text(`## 1 · One\n\nBegin.\n\n${long}\n\nEnd.\n\n**What do you expect?** Is it 1?`),
      withId("c1", code("f();", "1\n")),
      text("**What happened?** It is 1."),
      listed(`- **One** <!-- slide c1 output${option} -->: Ask: why?`),
    );
    assert.equal(slide.question, "**What do you expect?** Is it 1?");
    assert.equal(slide.happened, option === " silent" ? undefined : "It is 1.");
    assert.match(slide.notes.join("\n"), /It is 1\./);
    return slide.words.map(({ source }) => source);
  };
  assert.equal(words("").at(-1), "End.");
  assert.equal(words(" first")[0], "Begin.");
  assert.deepEqual(words(" bare"), []);
  assert.deepEqual(words(" silent"), []);
});

Deno.test("slideEntries() reads only items that name a cell; withoutSlideList() leaves nothing of a list alone", () => {
  assert.deepEqual(slideEntries("- **Bold** is no entry\n- plain\n"), []);
  assert.equal(
    withoutSlideList("<details><summary>S</summary>\n\n- **A** <!-- slide x -->: B\n\n</details>"),
    "",
  );
});

Deno.test("a question after the last cell explains nothing, and is no explanation on a slide", () => {
  const [slide] = contents(
    text("## 1 · One\n\nWords."),
    code("f();", "1\n"),
    text("**What do you expect** of the next?"),
  );
  assert.equal(slide.happened, undefined);
});

Deno.test("every slide of a group has the text before the cells in its notes", () => {
  const slides = contents(
    text("## 1 · One\n\nWords about both."),
    code("function f() {\n  return 1;\n}\nf();", "1\n"),
    code("g();", "2\n"),
  );
  assert.ok(slides.length > 1 && slides.every(({ notes }) => notes.join("").includes("Words about both.")));
});

Deno.test("slideCode() leaves out lines that only print, unless nothing else is there", () => {
  assert.equal(slideCode("const x = f();\nconsole.log(x);", { hasFigure: false }), "const x = f();");
  assert.equal(slideCode("console.log(1);", { hasFigure: false }), "console.log(1);");
  const two = "function a() {\n  return 1;\n}\nfunction b() {\n  return 2;\n}";
  assert.equal(slideCode(two, { hasFigure: false, only: "b" }), "function b() {\n  return 2;\n}");
});
