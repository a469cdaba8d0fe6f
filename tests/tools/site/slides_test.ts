/** What slides a notebook gets, by the rules of slide_plan.ts, for all notebooks of the course and for small ones. */
import assert from "node:assert/strict";
import { courseNotebooks, readNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { MOST_CODE_LINES } from "../../../lib/tools/site/slide_code.ts";
import { readSlideList } from "../../../lib/tools/site/slide_list.ts";
import { MOST_SLIDES, planSlides } from "../../../lib/tools/site/slide_plan.ts";
import { code, contents, plan, text } from "./slide_cells.ts";

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
