/** Mistakes of notebook 05's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

type Size = { nEmbd: number; nLayer: number; rank: number };
type Bits = { loss: number; tokens: number; characters: number };
type Days = { parameters: number; tokens: number; flopsPerSecond: number };
type Points = { x: number; y: number }[];
type Marks = { assistant: number; end: number };

export const mistakes: Mistakes = {
  "05.1": [
    ["always the same", (word: string) => word + "를", /withObject\("비빔밥"\)/],
    ["a list of words", (word: string) => word + (/[밥떡달값]$/.test(word) ? "을" : "를"), /withObject\("가/],
    [
      "the wrong way round",
      (word: string) => word + ((word.charCodeAt(word.length - 1) - 0xac00) % 28 ? "를" : "을"),
      /김치찌개/,
    ],
    [
      "the first syllable",
      (word: string) => word + ((word.charCodeAt(0) - 0xac00) % 28 ? "을" : "를"),
      /withObject/,
    ],
    [
      "ㄹ as for 으로",
      (word: string) =>
        word + ([0, 8].includes((word.charCodeAt(word.length - 1) - 0xac00) % 28) ? "를" : "을"),
      /달/,
    ],
    [
      "the particle alone",
      (word: string) => (word.charCodeAt(word.length - 1) - 0xac00) % 28 ? "을" : "를",
      /withObject/,
    ],
  ],
  "05.2": [
    ["forgets ln 2", ({ loss, tokens, characters }: Bits) => loss * tokens / characters, /expected `1`/],
    [
      "the wrong way round",
      ({ loss, tokens, characters }: Bits) => loss / Math.LN2 * characters / tokens,
      /tokens: 50/,
    ],
    ["bits per token", ({ loss }: Bits) => loss / Math.LN2, /tokens: 50/],
    [
      "times ln 2",
      ({ loss, tokens, characters }: Bits) => loss * Math.LN2 * tokens / characters,
      /expected `1`/,
    ],
    [
      "100 characters, always",
      ({ loss, tokens }: Bits) => loss / Math.LN2 * tokens / 100,
      /bitsPerCharacter/,
    ],
  ],
  "05.3": [
    [
      "forgets the backward pass",
      ({ parameters, tokens, flopsPerSecond }: Days) => 2 * parameters * tokens / flopsPerSecond / 86400,
      /expected/,
    ],
    [
      "seconds",
      ({ parameters, tokens, flopsPerSecond }: Days) => 6 * parameters * tokens / flopsPerSecond,
      /86400/,
    ],
    [
      "hours",
      ({ parameters, tokens, flopsPerSecond }: Days) => 6 * parameters * tokens / flopsPerSecond / 3600,
      /expected/,
    ],
    [
      "whole days",
      ({ parameters, tokens, flopsPerSecond }: Days) =>
        Math.ceil(6 * parameters * tokens / flopsPerSecond / 86400),
      /daysToTrain/,
    ],
    [
      "Chinchilla's tokens",
      ({ parameters, flopsPerSecond }: Days) => 6 * parameters * 20 * parameters / flopsPerSecond / 86400,
      /expected/,
    ],
  ],
  "05.4": [
    [
      "only two points",
      (p: Points) => -Math.log(p.at(-1)!.y / p[0].y) / Math.log(p.at(-1)!.x / p[0].x),
      /five points/,
    ],
    ["the slope", (p: Points) => Math.log(p[1].y / p[0].y) / Math.log(p[1].x / p[0].x), /has|is/],
    ["without logarithms", (p: Points) => -(p[1].y - p[0].y) / (p[1].x - p[0].x), /slope of ln y/],
    ["a mean of slopes", (p: Points) => {
      const slopes = p.slice(1).map(({ x, y }, i) => -Math.log(y / p[i].y) / Math.log(x / p[i].x));
      return slopes.reduce((a, b) => a + b, 0) / slopes.length;
    }, /all points/],
    ["x on y", (p: Points) => {
      const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
      const u = p.map(({ x }) => Math.log(x)), v = p.map(({ y }) => Math.log(y));
      const products = mean(u.map((ui, i) => (ui - mean(u)) * (v[i] - mean(v))));
      return -mean(v.map((vi) => (vi - mean(v)) ** 2)) / products;
    }, /all points/],
  ],
  "05.5": [
    ["true and false", (ids: number[], { assistant, end }: Marks) => {
      let answering = false;
      return ids.map((id) => {
        const counts = answering;
        if (id === assistant || id === end) answering = id === assistant;
        return counts;
      });
    }, /`true` and `false` are no numbers/],
    ["counts the mark", (ids: number[]) => ids.map((_, i) => i >= ids.indexOf(92) ? 1 : 0), /answerMask/],
    [
      "forgets the end",
      (ids: number[]) => ids.map((id, i) => i > ids.indexOf(92) && id !== 93 ? 1 : 0),
      /answerMask/,
    ],
    ["the first answer only", (ids: number[], { assistant, end }: Marks) => {
      const from = ids.indexOf(assistant), to = ids.indexOf(end, from);
      return ids.map((_, i) => i > from && i <= to ? 1 : 0);
    }, /answerMask/],
    [
      "all after the first mark",
      (ids: number[], { assistant }: Marks) => ids.map((_, i) => i > ids.indexOf(assistant) ? 1 : 0),
      /nothing counts until/,
    ],
    ["fixed marks", (ids: number[]) => {
      let answering = false;
      return ids.map((id) => {
        const counts = answering ? 1 : 0;
        if (id === 92) answering = true;
        if (id === 93) answering = false;
        return counts;
      });
    }, /last mark before it/],
    ["booleans", (ids: number[], { assistant, end }: Marks) => {
      let answering = false;
      return ids.map((id) => {
        const counts = answering;
        if (id === assistant || id === end) answering = id === assistant;
        return counts;
      });
    }, /answerMask/],
  ],
  "05.6": [
    ["only A", ({ nEmbd, nLayer, rank }: Size) => nLayer * rank * 7 * nEmbd, /adapterSize/],
    ["the whole matrices", ({ nEmbd, nLayer }: Size) => 12 * nEmbd * nEmbd * nLayer, /adapterSize/],
    ["one layer", ({ nEmbd, rank }: Size) => 16 * rank * nEmbd, /nLayer: 2/],
    ["without the MLP", ({ nEmbd, nLayer, rank }: Size) => nLayer * rank * 6 * nEmbd, /Four matrices/],
    ["rank squared", ({ nEmbd, nLayer, rank }: Size) => nLayer * rank * rank * 16 * nEmbd, /rank: 2/],
  ],
};
