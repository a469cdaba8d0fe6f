import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { mergeSlider, type MergeStep } from "lib/notebook/plot";
import { tokensAfter } from "../../../lib/notebook/plot/merge_slider_live.ts";
import { picture, show } from "./bundle.ts";

const words = [["l", "o", "w"], ["l", "o", "w", "l", "o"]];
const merges: MergeStep[] = [
  { left: "l", right: "o", merged: "lo", count: 1_003 },
  { left: "lo", right: "w", merged: "low", count: 2 },
];

Deno.test("tokensAfter() merges from the left, in the order learned, and leaves words apart", () => {
  assert.deepEqual(tokensAfter(words, merges, 0), words);
  assert.deepEqual(tokensAfter(words, merges, 1), [["lo", "w"], ["lo", "w", "lo"]]);
  assert.deepEqual(tokensAfter(words, merges, 2), [["low"], ["low", "lo"]]);
  const twice = [{ left: "a", right: "a", merged: "aa", count: 1 }];
  assert.deepEqual(tokensAfter([["a", "a", "a"]], twice, 1), [["aa", "a"]]);
  const marked = [{ left: "##밥", right: "##을", merged: "##밥을", count: 1 }];
  assert.deepEqual(tokensAfter([["쌀", "##밥", "##을"]], marked, 1), [["쌀", "##밥을"]]);
});

Deno.test("mergeSlider() is a range input that re-tokenises the text in place, for mouse and keyboard", async () => {
  const { html } = await show(mergeSlider(words, merges, { title: "low", start: 1, startVocabulary: 40 }));
  const { window } = new JSDOM(`<body>${html}`, { runScripts: "dangerously" });
  const figure = window.document.querySelector(".course-figure")!;
  const slider = figure.querySelector("input")!;
  assert.deepEqual([slider.type, slider.min, slider.max, slider.value], ["range", "0", "2", "1"]);
  slider.focus();
  assert.ok(
    slider.hasAttribute("data-lm-suppress-shortcuts"),
    "arrow keys move the slider, not JupyterLab's cells",
  );
  const shown = () => [...figure.querySelectorAll("span > span")].map((box) => box.textContent).join(" ");
  assert.equal(shown(), "lo w lo w lo");
  assert.match(figure.textContent!, /merge 1 of 2: l \+ o → lo {3}\(the pair occurred 1,003 times\)/);
  assert.match(figure.textContent!, /5 tokens in this text \(it began with 8\), 41 in the vocabulary/);

  slider.value = "2";
  slider.dispatchEvent(new window.Event("input"));
  assert.equal(shown(), "low low lo");
  assert.equal(slider.getAttribute("aria-valuetext"), "merge 2 of 2: lo + w → low");
  slider.value = "0";
  slider.dispatchEvent(new window.Event("input"));
  assert.equal(shown(), "l o w l o w l o");
  assert.match(figure.textContent!, /before the first of 2 merges/);
});

Deno.test("mergeSlider() is a picture of the text at several places where no script runs", async () => {
  const { html, plain } = await show(mergeSlider(words, merges));
  const document = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window.document;
  const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
  assert.deepEqual(texts.filter((text) => text!.startsWith("after")), [
    "after 0 merges: 8 tokens",
    "after 1 merge: 5 tokens",
    "after 2 merges: 3 tokens",
  ]);
  assert.equal(
    plain,
    "the text has 8 tokens after 0 merges, 5 tokens after 1 merge, 3 tokens after 2 merges.",
  );
});

Deno.test("mergeSlider() refuses to start after the last merge", () => {
  assert.throws(() => mergeSlider(words, merges, { start: 3 }), RangeError);
});
