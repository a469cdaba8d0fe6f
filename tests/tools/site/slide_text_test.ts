/** What of a cell's text, code and prints stands on a slide. */
import assert from "node:assert/strict";
import { slideCode } from "../../../lib/tools/site/slide_code.ts";
import { slideOutputs } from "../../../lib/tools/site/slide_outputs.ts";
import { lead, sentences, tail, takeQuestion, textBlocks } from "../../../lib/tools/site/slide_text.ts";
import { code } from "./slide_cells.ts";

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

Deno.test("slideCode() leaves out lines that only print, unless nothing else is there", () => {
  assert.equal(slideCode("const x = f();\nconsole.log(x);", { hasFigure: false }), "const x = f();");
  assert.equal(slideCode("console.log(1);", { hasFigure: false }), "console.log(1);");
  const two = "function a() {\n  return 1;\n}\nfunction b() {\n  return 2;\n}";
  assert.equal(slideCode(two, { hasFigure: false, only: "b" }), "function b() {\n  return 2;\n}");
});
