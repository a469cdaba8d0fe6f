import assert from "node:assert/strict";
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
