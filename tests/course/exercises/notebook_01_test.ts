/** What readers are likely to write first, and what the checks of notebook 01 say to it. */
import assert from "node:assert/strict";
import { judge } from "../../../lib/course/check.ts";
import { exercises } from "../../../lib/course/exercises/notebook_01.ts";

interface TextMerge {
  readonly left: string;
  readonly right: string;
  readonly merged: string;
}

const slips: Record<string, readonly [slip: string, answer: unknown, says: RegExp][]> = {
  "01.1": [
    ["UTF-16 units for characters", (text: string) => ({
      characters: text.length,
      bytes: new TextEncoder().encode(text).length,
      words: (text.match(/\S+/g) ?? []).length,
    }), /UTF-16/],
    ["empty words", (text: string) => ({
      characters: [...text].length,
      bytes: new TextEncoder().encode(text).length,
      words: text.split(/\s+/).length,
    }), /No word is empty/],
  ],
  "01.2": [
    ["the longest token that fits", (word: string, merges: readonly TextMerge[]) => {
      const known = new Set([...word, ...merges.map(({ merged }) => merged)]);
      const tokens: string[] = [];
      for (let start = 0; start < word.length; start += tokens.at(-1)!.length) {
        let end = word.length;
        while (!known.has(word.slice(start, end))) end--;
        tokens.push(word.slice(start, end));
      }
      return tokens;
    }, /order in which the merges were learned/],
  ],
  "01.3": [
    [
      "punctuation of ASCII alone",
      (text: string) => text.match(/[!-/:-@[-`{-~]|[^\s!-/:-@[-`{-~]+/g) ?? [],
      /ASCII/,
    ],
    ["one word for several marks", (text: string) => text.match(/\p{P}+|[^\p{P}\s]+/gu) ?? [], /single mark/],
  ],
  "01.4": [
    [
      "every ## taken away",
      (tokens: string[]) => tokens.join(" ").replaceAll(" ##", "").replaceAll("##", ""),
      /first `##`/,
    ],
  ],
  "01.5": [
    ["## at the start as well", (word: string, vocabulary: ReadonlySet<string>) => {
      const tokens: string[] = [];
      let rest = word;
      while (rest !== "") {
        const fits = [...vocabulary].map((token) => token.replace("##", "")).filter((text) =>
          rest.startsWith(text)
        );
        if (fits.length === 0) return ["[UNK]"];
        const longest = fits.reduce((a, b) => b.length > a.length ? b : a);
        tokens.push((rest === word ? "" : "##") + longest);
        rest = rest.slice(longest.length);
      }
      return tokens;
    }, /begins a word/],
  ],
  "01.6": [
    ["an ending where there is none", (syllable: string) => {
      const offset = syllable.charCodeAt(0) - 0xAC00;
      const [first, vowel] = [Math.floor(offset / 588), Math.floor(offset / 28) % 21];
      return String.fromCharCode(0x1100 + first, 0x1161 + vowel, 0x11A7 + offset % 28);
    }, /index 0 of the third part/],
  ],
  "01.7": [
    [
      "GPT-2's blocks in the code",
      ({ vocabSize, nEmbd }: { vocabSize: number; nEmbd: number }) =>
        vocabSize * nEmbd / (vocabSize * nEmbd + 12 * 12 * 768 ** 2),
      /Nothing of GPT-2/,
    ],
  ],
};

for (const [id, answers] of Object.entries(slips)) {
  for (const [slip, answer, says] of answers) {
    Deno.test(`exercise ${id} sees ${slip}, and says what to look at`, async () => {
      const { kind, message, hint } = await judge(exercises[id], answer);
      assert.equal(kind, "wrong", message);
      assert.match(`${message} ${hint}`, says);
    });
  }
}
