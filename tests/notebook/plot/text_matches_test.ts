import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import { textMatches } from "../../../lib/notebook/plot/text_matches.ts";
import { picture, show } from "./bundle.ts";

const spans = [
  { text: "Harry raised ", matchLength: 0 },
  { text: "his wand ", matchLength: 5, source: "page 12" },
  { text: "and ran", matchLength: 40 },
];

Deno.test("textMatches() colours words by the length of their match", async () => {
  const { html, plain } = await show(textMatches(spans));
  const { document } = new JSDOM(picture(html), { contentType: "image/svg+xml" }).window;
  const words = [...document.querySelectorAll("g > g")].map((word) => ({
    text: word.querySelector("text")!.textContent,
    hover: word.querySelector("title")!.textContent,
    opacity: Number(word.querySelector("rect")?.getAttribute("fill-opacity") ?? 0),
    rects: word.querySelectorAll("rect").length,
  }));
  assert.deepEqual(words.map((word) => word.text), ["Harry", "raised", "his", "wand", "and", "ran"]);
  assert.deepEqual(
    words.map((word) => word.rects),
    [0, 0, 1, 1, 2, 2],
    "the longest matches are underlined too",
  );
  assert.ok(words[2].opacity < words[4].opacity);
  assert.equal(words[0].hover, "no match");
  assert.equal(words[2].hover, "verbatim match of 5 tokens: page 12");
  // 9 + 7 of 29 characters.
  assert.match(
    plain,
    /^Harry raised his wand and ran \(55 % of the characters lie in verbatim matches of at least 4 tokens\)$/,
  );
});

Deno.test("textMatches() never breaks a line within a word that two spans share", async () => {
  const parts = Array.from({ length: 100 }, (_, i) => [
    { text: " sp", matchLength: 9 },
    { text: `ell${i}`, matchLength: 0 },
  ]).flat();
  const svg = picture((await show(textMatches(parts))).html);
  const lines = new Map<string, string>();
  for (const [, y, text] of svg.matchAll(/<text x="[\d.]+" y="([\d.]+)" textLength="[^"]*">([^<]*)</g)) {
    lines.set(y, (lines.get(y) ?? "") + text);
  }
  assert.ok(lines.size > 5);
  for (const line of lines.values()) assert.match(line, /^(spell\d+)+$/);
});

Deno.test("textMatches() explains its colours in a legend", async () => {
  const svg = picture((await show(textMatches(spans))).html);
  for (const label of ["under 4", "4–7", "8–15", "16–31", "32 or more", "tokens"]) {
    assert.ok(svg.includes(`>${label}<`), label);
  }
});

Deno.test("textMatches() of an empty text is empty", async () => {
  assert.match((await show(textMatches([]))).plain, /^ \(0 % of/);
});
