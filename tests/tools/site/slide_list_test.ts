/** The list of slides that a notebook may have for its teacher. */
import assert from "node:assert/strict";
import type { Cell } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { slideEntries, withoutSlideList } from "../../../lib/tools/site/slide_list.ts";
import { code, contents, text } from "./slide_cells.ts";

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
