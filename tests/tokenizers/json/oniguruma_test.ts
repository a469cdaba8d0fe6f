/** Regular expressions cut where Hugging Face's `tokenizers` (with Oniguruma) cuts; others are refused. */
import assert from "node:assert/strict";
import { preTokenize } from "lib/tokenizers";
import { readFixture } from "../strings.ts";

type Cuts = number[][] | null;

const { tokenizers, texts, rows } = readFixture<
  { tokenizers: string; texts: string[]; rows: [pattern: string, cuts: Cuts][] }
>("patterns.json");

/** Valid in Oniguruma, but without an exact form in JavaScript. */
const refused = new Map([
  ["\\X", "non-strict accuracy"],
  ["(?y{g})\\X", "(?y{g})"],
  ["\\y", "\\y"],
  ["\\Y", "\\Y"],
  ["\\p{In_Hangul_Syllables}+", "In_Hangul_Syllables"],
  ["\\p{InBasicLatin}+", "In_Basic_Latin"],
  ["\\p{posix_punct}+", "Posix_Punct"],
  ["\\p{PosixPunct}", "Posix_Punct"],
  ["(?W:\\w+)", "(?W:"],
  ["(?D:\\d+)", "(?D:"],
  ["(?S:\\s+)", "(?S:"],
  ["(?P:\\w+)", "(?P:"],
  ["(?W)\\w+", "(?W)"],
  ["(?i:[\\P{Lu}])+", "a negated set within a character class where case is ignored"],
  ["a{2,2}?", "{2,2}?; write {2} for it"],
  ["(?<=\\b)a", "Lookbehind"],
  ["\\M-a", "\\M"],
  ["\\377", "\\377"],
  ["\\o{101}", "\\o{101}"],
  ["(?:\\Ga)+", "\\G"],
  ["\\Aa|\\G ", "\\G"],
  ["(|a)+b", "something repeated that may be empty"],
  ["(?:s*?)*", "something repeated that may be empty"],
  ["b??+", "something repeated that may be empty"],
  ["b??*", "something repeated that may be empty"],
  ["b*?{1,3}", "something repeated that may be empty"],
  ["(?:|a){0,1}+", "something repeated that may be empty"],
  ["a{2}??+", "a possessive quantifier after {n}?"],
  ["(?:x?|a)*", "something repeated that may be empty"],
  ["\\Ka", "\\K"],
  ["\\K", "\\K"],
  ["a\\Kb", "\\K"],
  ["b\\Kb", "\\K"],
  ["(?:a\\Kb)", "\\K"],
  ["a\\Kb|c", "\\K"],
  ["(?:a\\Kb|c)d", "\\K"],
]);

function split(text: string, Regex: string): string[] {
  return preTokenize(text, { type: "Split", pattern: { Regex }, behavior: "Isolated", invert: false });
}

/** Character offsets at which words start, without the first. */
function starts(words: readonly string[]): number[] {
  let at = 0;
  return words.slice(0, -1).map((word) => at += [...word].length);
}

Deno.test(`${rows.length} expressions cut ${texts.length} texts as in Hugging Face tokenizers ${tokenizers}`, () => {
  assert.ok(rows.length > 450);
  for (const [pattern, cuts] of rows) {
    if (cuts === null || refused.has(pattern)) continue;
    texts.forEach((text, i) => {
      assert.deepEqual(starts(split(text, pattern)), cuts[i], `${pattern} in ${JSON.stringify(text)}`);
    });
  }
});

Deno.test("an expression without an exact form in JavaScript is refused, and the error names why", () => {
  const known = new Set(rows.map(([pattern]) => pattern));
  for (const [pattern, reason] of refused) {
    assert.ok(known.has(pattern), `${pattern} is in the table`);
    assert.throws(() => split("aab", pattern), (error: Error) => {
      assert.ok(error instanceof RangeError && error.cause instanceof Error);
      assert.ok(error.message.includes(JSON.stringify(pattern)), error.message);
      assert.ok(error.message.includes(reason), error.message);
      return true;
    });
  }
});

Deno.test("an expression that Oniguruma refuses is refused", () => {
  const wrong = rows.filter(([, cuts]) => cuts === null).map(([pattern]) => pattern);
  assert.ok(wrong.length > 20);
  // a repeated look-ahead, which JavaScript takes
  for (const pattern of wrong.filter((pattern) => pattern !== "(?:(?=a))?b")) {
    assert.throws(() => split("aab", pattern), { name: "RangeError" }, pattern);
  }
});

Deno.test("an expression whose calls of groups would fill the memory is refused", () => {
  const names = Array.from({ length: 30 }, (_, i) => `n${i}`);
  const bomb = names.map((name, i) => `(?<${name}>a${i === 0 ? "" : `\\g<n${i - 1}>`.repeat(10)})`).join("");
  assert.throws(() => split("a", bomb), /more than 8 calls of groups/);
});
