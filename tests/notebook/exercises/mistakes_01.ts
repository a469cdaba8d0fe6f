/** Mistakes of notebook 01's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

interface TextMerge {
  readonly left: string;
  readonly right: string;
  readonly merged: string;
}
type Shape = { nLayer: number; nEmbd: number };

const bytes = (text: string) => new TextEncoder().encode(text).length;
const words = (text: string) => (text.match(/\S+/g) ?? []).length;

function merge(tokens: string[], { left, right, merged }: TextMerge): string[] {
  const next: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const isPair = tokens[i] === left && tokens[i + 1] === right;
    next.push(isPair ? merged : tokens[i]);
    if (isPair) i++;
  }
  return next;
}

function longest(word: string, vocabulary: ReadonlySet<string>, o: { marks?: boolean; keep?: boolean } = {}) {
  const tokens: string[] = [];
  for (let start = 0; start < word.length;) {
    const mark = start > 0 && o.marks !== false ? "##" : "";
    let end = word.length;
    while (end > start && !vocabulary.has(mark + word.slice(start, end))) end--;
    if (end === start) return o.keep ? [...tokens, "[UNK]"] : ["[UNK]"];
    tokens.push(mark + word.slice(start, end));
    start = end;
  }
  return tokens;
}

export const mistakes: Mistakes = {
  "01.1": [
    ["null where there is no word", (text: string) => ({
      characters: [...text].length,
      bytes: bytes(text),
      words: text.match(/\S+/g)!.length,
    }), /ended with an error: TypeError.*happened in `countUnits\(""\)`/],
    ["UTF-16 units for characters", (text: string) => ({
      characters: text.length,
      bytes: bytes(text),
      words: words(text),
    }), /UTF-16/],
    ["empty words", (text: string) => ({
      characters: [...text].length,
      bytes: bytes(text),
      words: text.split(/\s+/).length,
    }), /No word is empty/],
    ["cuts at single spaces only", (text: string) => ({
      characters: [...text].length,
      bytes: bytes(text),
      words: text.split(" ").filter((word) => word !== "").length,
    }), /white space/],
    ["two bytes for each Hangul syllable", (text: string) => ({
      characters: [...text].length,
      bytes: [...text].reduce((n, c) => n + (c < "\x80" ? 1 : 2), 0),
      words: words(text),
    }), /3 bytes in UTF-8/],
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
    }, /order in which they were learned/],
    ["one place for each merge", (word: string, merges: readonly TextMerge[]) => {
      const tokens = [...word];
      for (const { left, right, merged } of merges) {
        const at = tokens.findIndex((token, i) => token === left && tokens[i + 1] === right);
        if (at >= 0) tokens.splice(at, 2, merged);
      }
      return tokens;
    }, /every occurrence of its pair/],
    ["from right to left", (word: string, merges: readonly TextMerge[]) => {
      const tokens = [...word];
      for (const { left, right, merged } of merges) {
        for (let i = tokens.length - 2; i >= 0; i--) {
          if (tokens[i] === left && tokens[i + 1] === right) tokens.splice(i, 2, merged);
        }
      }
      return tokens;
    }, /From the left/],
    [
      "the last merge first",
      (word: string, merges: readonly TextMerge[]) => merges.toReversed().reduce(merge, [...word]),
      /encodeWord/,
    ],
    [
      "as text, where b stands in ab",
      (word: string, merges: readonly TextMerge[]) =>
        merges.reduce(
          (text, { left, right, merged }) => text.replaceAll(`${left} ${right}`, merged),
          [...word].join(" "),
        )
          .split(" "),
      /encodeWord/,
    ],
    ["no merges", (word: string) => [...word], /two neighbours/],
  ],
  "01.3": [
    [
      "punctuation of ASCII alone",
      (text: string) => text.match(/[!-/:-@[-`{-~]|[^\s!-/:-@[-`{-~]+/g) ?? [],
      /ASCII/,
    ],
    ["one word for several marks", (text: string) => text.match(/\p{P}+|[^\p{P}\s]+/gu) ?? [], /single mark/],
    [
      "punctuation dropped",
      (text: string) => text.match(/[^\p{P}\s]+/gu) ?? [],
      /punctuation mark is a word/,
    ],
    [
      "white space alone",
      (text: string) => text.split(/\s+/).filter((word) => word !== ""),
      /punctuation mark is a word/,
    ],
    ["only spaces", (text: string) => text.match(/\p{P}|[^\p{P} ]+/gu) ?? [], /more than the space/],
  ],
  "01.4": [
    [
      "every ## taken away",
      (tokens: string[]) => tokens.join(" ").replaceAll(" ##", "").replaceAll("##", ""),
      /first `##`/,
    ],
    [
      "a space before each",
      (tokens: string[]) => tokens.map((t) => t.startsWith("##") ? t.slice(2) : " " + t).join(""),
      /no space before it/,
    ],
    ["the mark stays", (tokens: string[]) => tokens.join(" ").replaceAll(" ##", "##"), /continues the word/],
    [
      "no spaces",
      (tokens: string[]) => tokens.map((t) => t.replace(/^##/, "")).join(""),
      /a space comes before it/,
    ],
  ],
  "01.5": [
    ["goes back to a shorter token", (word: string, v: ReadonlySet<string>) => {
      const from = (start: number): string[] | undefined => {
        if (start === word.length) return [];
        for (let end = word.length; end > start; end--) {
          const token = (start > 0 ? "##" : "") + word.slice(start, end), rest = from(end);
          if (v.has(token) && rest) return [token, ...rest];
        }
      };
      return from(0) ?? ["[UNK]"];
    }, /Do not go back/],
    ["## at the start as well", (word: string, vocabulary: ReadonlySet<string>) => {
      const bare = new Set([...vocabulary].map((token) => token.replace("##", "")));
      const found = longest(word, bare, { marks: false });
      return found.map((token, i) => i > 0 && token !== "[UNK]" ? "##" + token : token);
    }, /begins a word/],
    ["the shortest that fits", (word: string, vocabulary: ReadonlySet<string>) => {
      const tokens: string[] = [];
      for (let start = 0; start < word.length;) {
        const mark = start > 0 ? "##" : "";
        let end = start + 1;
        while (end <= word.length && !vocabulary.has(mark + word.slice(start, end))) end++;
        if (end > word.length) return ["[UNK]"];
        tokens.push(mark + word.slice(start, end));
        start = end;
      }
      return tokens;
    }, /longest/],
    [
      "keeps what was found before [UNK]",
      (word: string, v: ReadonlySet<string>) => longest(word, v, { keep: true }),
      /whole word becomes one/,
    ],
    [
      "forgets the ##",
      (word: string, v: ReadonlySet<string>) => longest(word, v, { marks: false }),
      /longest|##/,
    ],
  ],
  "01.6": [
    ["a list", (syllable: string) => [...syllable.normalize("NFD")], /Return one string/],
    ["an ending where there is none", (syllable: string) => {
      const offset = syllable.charCodeAt(0) - 0xAC00;
      const [first, vowel] = [Math.floor(offset / 588), Math.floor(offset / 28) % 21];
      return String.fromCharCode(0x1100 + first, 0x1161 + vowel, 0x11A7 + offset % 28);
    }, /index 0 of the third part/],
    ["never an ending", (syllable: string) => {
      const offset = syllable.charCodeAt(0) - 0xAC00;
      return String.fromCharCode(0x1100 + Math.floor(offset / 588), 0x1161 + Math.floor(offset / 28) % 21);
    }, /third part/],
    ["an ending one too far", (syllable: string) => {
      const offset = syllable.charCodeAt(0) - 0xAC00;
      const parts = [0x1100 + Math.floor(offset / 588), 0x1161 + Math.floor(offset / 28) % 21];
      return String.fromCharCode(...parts, ...(offset % 28 ? [0x11A8 + offset % 28] : []));
    }, /third part/],
    ["vowels without the remainder", (syllable: string) => {
      const offset = syllable.charCodeAt(0) - 0xAC00;
      const parts = [0x1100 + Math.floor(offset / 588), 0x1161 + Math.floor(offset / 28)];
      return String.fromCharCode(...parts, ...(offset % 28 ? [0x11A7 + offset % 28] : []));
    }, /jamo\("까"\)/],
  ],
  "01.7": [
    [
      "a text",
      (o: Shape, share: number) => (share / (1 - share) * 12 * o.nLayer * o.nEmbd).toFixed(0),
      /a number is expected/,
    ],
    [
      "the share of the blocks",
      ({ nLayer: L, nEmbd: C }: Shape, share: number) => Math.floor(share * 12 * L * C),
      /as large as/,
    ],
    [
      "rounded up",
      ({ nLayer: L, nEmbd: C }: Shape, share: number) => Math.ceil(share / (1 - share) * 12 * L * C + 1e-9),
      /Round down/,
    ],
    [
      "not rounded",
      ({ nLayer: L, nEmbd: C }: Shape, share: number) => share / (1 - share) * 12 * L * C,
      /Round down/,
    ],
    [
      "parameters, not tokens",
      ({ nLayer: L, nEmbd: C }: Shape, share: number) => Math.floor(share / (1 - share) * 12 * L * C * C),
      /as large as/,
    ],
    [
      "always GPT-2's width",
      ({ nLayer: L }: Shape, share: number) => Math.floor(share / (1 - share) * 12 * L * 768),
      /largestVocabulary/,
    ],
    [
      "the other way round",
      ({ nLayer: L, nEmbd: C }: Shape, share: number) => Math.floor((1 - share) / share * 12 * L * C),
      /0\.69 of them/,
    ],
  ],
};
