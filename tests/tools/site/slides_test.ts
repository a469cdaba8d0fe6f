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
import { MOST_SLIDES, planSlides } from "../../../lib/tools/site/slide_plan.ts";
import { lead, sentences, takeQuestion, textBlocks } from "../../../lib/tools/site/slide_text.ts";

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

Deno.test("takeQuestion() ends at the last question mark and leaves the rest", () => {
  const { question, rest } = takeQuestion(
    textBlocks("Before.\n\n**What do you expect?** Which one? The cell says it."),
  );
  assert.equal(question, "**What do you expect?** Which one?");
  assert.deepEqual(rest.map(({ source }) => source), ["Before."]);
});
