/** The built-in corpus: the same bytes every time, long and rich enough, and clean prose. */
import assert from "node:assert/strict";
import { encode } from "gpt-tokenizer/encoding/r50k_base";
import { storyWorld } from "data";
import { occurrences, splitTail } from "lib/corpora";

const started = performance.now();
const story = await storyWorld();
const milliseconds = performance.now() - started;
const tokens = encode(story.text);
const paragraphs = story.text.trim().split("\n\n");
const prose = paragraphs.filter((paragraph) => paragraph !== "* * *" && !paragraph.startsWith("CHAPTER "));
const sentences = prose.flatMap(sentencesOf);
const words = story.text.toLowerCase().match(/[a-z]+(?:'[a-z]+)?/g)!;

function sentencesOf(paragraph: string): string[] {
  const joined = paragraph.replace(/\b(Mrs?)\. /g, "$1.\u00a0");
  return joined.split(/(?<=[.!?]"?) (?=["A-Z])/);
}

async function gzipRatio(text: string): Promise<number> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return text.length / (await new Response(packed).arrayBuffer()).byteLength;
}

Deno.test("storyWorld() gives the same bytes on every machine", async () => {
  assert.equal(story.sha256, "4814cca6e890e6d20bd2c1b6022203808de5e557e394183989a267f4ff2628e7");
  assert.equal((await storyWorld({ seed: 1 })).text, story.text);
});

Deno.test("storyWorld() tells another story for another seed", async () => {
  const other = await storyWorld({ seed: 2 });
  assert.notEqual(other.text, story.text);
  assert.ok(other.text.length > 0.9 * story.text.length);
});

Deno.test("the story has at least 120,000 GPT-2 tokens and 3,000 distinct words", () => {
  assert.ok(tokens.length >= 120_000, `${tokens.length} tokens`);
  const distinct = new Set(words).size;
  assert.ok(distinct >= 3_000, `${distinct} distinct words`);
});

Deno.test("storyWorld({ tokens }) gives at least as many tokens, in whole chapters", async () => {
  for (const wanted of [1, 5_000, 150_000]) {
    const { text } = await storyWorld({ tokens: wanted });
    assert.ok(encode(text).length >= wanted);
    assert.ok(text.startsWith("CHAPTER ONE\n\n") && text.endsWith("\n"));
  }
  await assert.rejects(storyWorld({ tokens: 0 }), RangeError);
  await assert.rejects(storyWorld({ tokens: NaN }), RangeError);
  await assert.rejects(storyWorld({ seed: 1.5 }), RangeError);
});

Deno.test("the story is told in seconds, not minutes", () => {
  // About 0.1 s on an idle core; the bound leaves room for a busy machine.
  assert.ok(milliseconds < 5_000, `${milliseconds} ms`);
});

Deno.test("fewer than a quarter of the sentences are copies of an earlier one", () => {
  const copies = sentences.length - new Set(sentences).size;
  const share = copies / sentences.length;
  assert.ok(share < 0.25, `${copies} of ${sentences.length} sentences`);
  const counts = new Map<string, number>();
  for (const sentence of sentences) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  const [most, times] = [...counts].sort((a, b) => b[1] - a[1])[0];
  assert.ok(times <= 12, `${JSON.stringify(most)} is told ${times} times`);
});

Deno.test("no long passage is told twice", () => {
  const seen = new Map<string, number>();
  for (const paragraph of prose.filter((paragraph) => paragraph.length > 300)) {
    seen.set(paragraph, (seen.get(paragraph) ?? 0) + 1);
  }
  assert.deepEqual([...seen].filter(([, times]) => times > 1), []);
});

Deno.test("words are spread as in a language: common ones common, many used once", () => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ranked = [...counts.values()].sort((a, b) => b - a);
  assert.equal([...counts].sort((a, b) => b[1] - a[1])[0][0], "the");
  assert.ok(ranked[0] / words.length < 0.1);
  assert.ok(ranked.filter((count) => count === 1).length > 0.15 * ranked.length);
  // Zipf: count falls about as 1 / rank, a slope near -1 on log-log axes.
  const [low, high] = [10, 1000];
  const slope = Math.log(ranked[high - 1] / ranked[low - 1]) / Math.log(high / low);
  assert.ok(slope < -0.8 && slope > -1.4, `slope ${slope}`);
});

Deno.test("the story packs about as well as a book, not as a list", async () => {
  const ratio = await gzipRatio(story.text);
  assert.ok(ratio < 3.3, `gzip ratio ${ratio}; plain English about 2.6`);
});

Deno.test("quotation marks are balanced in every paragraph", () => {
  const open = paragraphs.filter((paragraph) => (paragraph.match(/"/g)?.length ?? 0) % 2 === 1);
  assert.deepEqual(open, []);
});

Deno.test("no word stands twice in a row", () => {
  const doubled = prose.flatMap((paragraph) => paragraph.match(/\b(\w+) \1\b/g) ?? []);
  assert.deepEqual(doubled, []);
});

Deno.test("a stands before consonants and an before vowels", () => {
  assert.deepEqual(story.text.match(/\ba (?:[aeio]\w*|hour|honest)\b(?<!a (?:one|once|ewe))/gi) ?? [], []);
  assert.deepEqual(story.text.match(/\ban (?!hour|honest|honour|heir)[^aeiou\s]\w*/gi) ?? [], []);
  assert.deepEqual(story.text.match(/\b(?:a|an|the) (?:a|an|the)\b/gi) ?? [], []);
});

Deno.test("no template shows through, and punctuation is whole", () => {
  assert.deepEqual(story.text.match(/.{0,20}[[\]{}|$~\\].{0,20}/g) ?? [], []);
  assert.deepEqual(story.text.match(/.{0,20}(?: [,.;?!]|,,|\.\.|,\.|[?!],| {2}).{0,20}/g) ?? [], []);
  for (const paragraph of prose) {
    assert.match(paragraph, /^["A-Z]/);
    if (!/^[A-Z][^.]*$/.test(paragraph)) assert.match(paragraph, /[.!?]'?"?$/);
  }
});

Deno.test("every sentence begins with a capital letter", () => {
  const small = prose.flatMap((paragraph) => paragraph.match(/.{0,20}[.!?] "?[a-z].{0,20}/g) ?? []);
  assert.deepEqual(small, []);
});

Deno.test("the chapters are numbered, titled, and each title comes once", () => {
  const numbered = paragraphs.flatMap((paragraph, i) => paragraph.startsWith("CHAPTER ") ? [i] : []);
  assert.equal(numbered.length, 40);
  assert.equal(paragraphs[numbered[39]], "CHAPTER FORTY");
  assert.equal(new Set(numbered.map((i) => paragraphs[i + 1])).size, 40);
});

Deno.test('a prompt such as "Tuffet is a" occurs often enough to search for', () => {
  const found = occurrences(story.text, "Tuffet is a");
  assert.ok(found.length >= 20, `${found.length} times`);
  assert.ok(new Set(found.map(({ after }) => after)).size >= 15);
});

Deno.test("the last tenth is the same kind of text, in scenes that were not told before", () => {
  const { heldOut } = splitTail(tokens, 0.1);
  const tail = prose.slice(-Math.round(prose.length * 0.1));
  const before = new Set(prose.slice(0, -tail.length));
  const unseen = tail.filter((paragraph) => !before.has(paragraph)).length / tail.length;
  assert.ok(unseen > 0.85, `${unseen} of the last paragraphs are new`);
  const known = new Set(tokens.slice(0, tokens.length - heldOut.length));
  const familiar = heldOut.filter((token) => known.has(token)).length / heldOut.length;
  assert.ok(familiar > 0.97, `${familiar} of the held-out tokens occur in the training part`);
});
