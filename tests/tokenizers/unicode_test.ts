/** The classes of characters at which text is cut, for every code point. */
import assert from "node:assert/strict";
import { gpt2Words, preTokenize } from "lib/tokenizers";
import type { PreTokenizer } from "../../lib/tokenizers/json/pre_tokenizers.ts";
import { readFixture } from "./strings.ts";

const fixture = readFixture<{ tokenizers: string; rows: { class: string; ranges: [number, number][] }[] }>(
  "unicode.json",
);

/** All code points for which `test` returns true, as ranges. Surrogates and planes 4 to 13 have no characters. */
function rangesWhere(isMember: (character: string) => boolean): [number, number][] {
  const ranges: [number, number][] = [];
  for (let code = 0; code < 0x110000; code++) {
    if (code === 0xD800) code = 0xE000;
    if (code === 0x40000) code = 0xE0000;
    if (!isMember(String.fromCodePoint(code))) continue;
    if (ranges.at(-1)?.[1] === code - 1) ranges.at(-1)![1] = code;
    else ranges.push([code, code]);
  }
  return ranges;
}

const cuts = (preTokenizer: PreTokenizer) => (character: string) =>
  preTokenize(`\0${character}\0`, preTokenizer).length === 2;

const cutsAt = (regex: string) =>
  cuts({ type: "Split", pattern: { Regex: regex }, behavior: "Removed", invert: false });

const classes: Record<string, (character: string) => boolean> = {
  letter: (character) => gpt2Words(`a${character}a`).length === 1,
  number: (character) => gpt2Words(`1${character}1`).length === 1,
  space: cutsAt("\\s"),
  digit: cutsAt("\\d"),
  word: cutsAt("\\w"),
  whitespace: cuts({ type: "WhitespaceSplit" }),
  punctuation: cuts({ type: "Punctuation", behavior: "Removed" }),
  "part of a word": (character) => preTokenize(`a${character}a`, { type: "Whitespace" }).length === 1,
};

for (const { class: name, ranges } of fixture.rows) {
  Deno.test(`every code point is ${name} or not as in Hugging Face tokenizers ${fixture.tokenizers}`, () => {
    assert.deepEqual(rangesWhere(classes[name]), ranges);
  });
}
