import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { DISPLAY, type MimeBundle } from "../../../lib/notebook/plot/displayable.ts";
import { generatedText } from "../../../lib/notebook/plot/generated_text.ts";

const shown = (...texts: Parameters<typeof generatedText>) =>
  generatedText(...texts)[DISPLAY]() as MimeBundle;

Deno.test("generatedText() sets the prompt in bold, escapes markup, and keeps line breaks", () => {
  const { "text/html": html, "text/plain": plain } = shown({ prompt: "<i>\n질문", text: ': "a"\n<script>' });
  assert.match(String(html), /<strong>&lt;i&gt;<br>질문<\/strong>: &quot;a&quot;<br>&lt;script&gt;<\/div>$/);
  assert.equal(plain, '<i>\n질문: "a"\n<script>');
});

Deno.test("generatedText() numbers several texts, or shows their labels", () => {
  const { "text/html": html, "text/plain": plain } = shown([
    { prompt: "The", text: " cat" },
    { prompt: "The", text: " dog", label: "seed <2>" },
  ]);
  assert.equal(plain, "1: The cat\n\nseed <2>: The dog");
  assert.equal(String(html).match(/<div /g)!.length, 2);
  assert.match(String(html), />1<\/small>.*>seed &lt;2&gt;<\/small>/);
});

const drawn = (text: string, probability: number) => ({
  text,
  probability,
  candidates: [{ text: " dog", probability: 0.5 }, { text, probability }],
});
const cat = { prompt: "The", text: ' c"t<\nx', tokens: [drawn(' c"t<', 0.25), drawn("\nx", 0.0001)] };

Deno.test("generatedText() names each token's probability and the likeliest candidates, without scripts too", () => {
  const { "text/html": html, "text/plain": plain } = shown([cat]);
  const { document } = new JSDOM(String(html)).window; // runs no script
  const tokens = [...document.querySelectorAll("span")];
  assert.deepEqual(tokens.map((token) => token.innerHTML), [' c"t&lt;', "<br>x"]);
  assert.equal(tokens[0].title, '·c"t<: 25.0 %\nlikeliest here:\n50.0 %  ·dog\n25.0 %  ·c"t<');
  assert.match(tokens[1].title, /^⏎x: < 0\.1 %\n/);
  assert.match(document.querySelector("small")!.textContent!, /Point at a token/);
  assert.equal(plain, 'The c"t<\nx');
});

Deno.test("generatedText() joins tokens that are parts of one character", () => {
  const tokens = [drawn("", 0.5), drawn("민", 0.5)];
  const { "text/html": html } = shown({ prompt: "", text: "민", tokens });
  const spans = [...new JSDOM(String(html)).window.document.querySelectorAll("span")];
  assert.deepEqual(spans.map((span) => span.textContent), ["민"]);
  assert.equal(spans[0].title.match(/part of a character: 50\.0 %/g)!.length, 2);
});

Deno.test("generatedText() refuses tokens of another text and numbers that are no probabilities", () => {
  assert.throws(() => shown({ ...cat, text: " cat" }), /the text is " cat"; give drawnTokens the same/);
  assert.throws(() => shown({ prompt: "", text: "a", tokens: [drawn("a", 2)] }), /probability of "a" is 2/);
});

Deno.test("generatedText() in a page: pointing and arrow keys show the candidates, Escape hides them", () => {
  const { "text/html": html } = shown([cat, { ...cat, label: "second" }]);
  const { window } = new JSDOM(String(html), { runScripts: "dangerously" });
  const { document } = window;
  const tokens = [...document.querySelectorAll<HTMLElement>("span")];
  const tip = document.querySelector<HTMLElement>("[role=tooltip]")!;
  assert.deepEqual(tokens.map(({ tabIndex }) => tabIndex), [0, -1, -1, -1]); // one stop for Tab
  assert.ok(tip.hidden && tokens.every((token) => !token.hasAttribute("title")));
  tokens[1].dispatchEvent(new window.Event("pointerenter"));
  assert.match(tip.textContent!, /^⏎x: /);
  tokens[1].dispatchEvent(new window.Event("pointerleave"));
  assert.ok(tip.hidden);
  tokens[0].focus();
  const press = (key: string) =>
    document.activeElement!.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true }));
  const at = () => tokens.indexOf(document.activeElement as HTMLElement);
  for (
    const [key, expected] of [
      ["ArrowRight", 1],
      ["ArrowDown", 2],
      ["End", 3],
      ["ArrowRight", 3],
      ["Home", 2],
      ["ArrowUp", 0],
      ["ArrowLeft", 0],
    ] as const
  ) {
    press(key);
    assert.equal(at(), expected, key);
    assert.equal(tokens[expected].getAttribute("aria-describedby"), tip.id);
  }
  assert.match(tip.textContent!, /^·c"t<: 25\.0 %/);
  press("Escape");
  assert.ok(tip.hidden);
});
