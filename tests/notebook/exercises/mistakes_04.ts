/** Mistakes of notebook 04's exercises: what each answer does wrong, the answer, what the verdict must say. */
import { type GPTConfig, parameterCount } from "lib/gpt";
import type { Mistakes } from "./mistakes_test.ts";

type Cut = { blockSize: number; stride: number };
type Schedule = { peak: number; warmupSteps: number; totalSteps: number };

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);
const losses = (logits: number[][], targets: number[]) =>
  logits.map((row, i) => {
    const largest = Math.max(...row);
    return Math.log(sum(row.map((x) => Math.exp(x - largest)))) + largest - row[targets[i]];
  });
const windows = (ids: number[], o: Cut & { last: number; shift: number }) => {
  const found: { x: number[]; y: number[] }[] = [];
  for (let i = 0; i + o.last <= ids.length; i += o.stride) {
    found.push({ x: ids.slice(i, i + o.blockSize), y: ids.slice(i + o.shift, i + o.shift + o.blockSize) });
  }
  return found;
};

export const mistakes: Mistakes = {
  "04.1": [
    [
      "predicts itself",
      (ids: number[], o: Cut) => windows(ids, { ...o, last: o.blockSize + 1, shift: 0 }),
      /is the token itself/,
    ],
    [
      "a window without its last target",
      (ids: number[], o: Cut) => windows(ids, { ...o, last: o.blockSize, shift: 1 }),
      /blockSize \+ 1 tokens/,
    ],
    [
      "one window too few",
      (ids: number[], o: Cut) => windows(ids, { ...o, last: o.blockSize + 2, shift: 1 }),
      /exactly one window/,
    ],
    [
      "always at stride 2",
      (ids: number[], o: Cut) => windows(ids, { ...o, stride: 2, last: o.blockSize + 1, shift: 1 }),
      /stride/,
    ],
    [
      "two tokens later",
      (ids: number[], o: Cut) => windows(ids, { ...o, last: o.blockSize + 1, shift: 2 }),
      /cutWindows/,
    ],
  ],
  "04.2": [
    ["a text", (o: GPTConfig) => String(parameterCount(o)), /expected/],
    [
      "counts the heads",
      (o: GPTConfig) => parameterCount(o) + (o.nHead - 2),
      /`nHead` and `dropout` add nothing/,
    ],
    ["only the embeddings", (c: GPTConfig) => c.vocabSize * c.nEmbd, /too few by 96/],
    ["no last norm", (c: GPTConfig) => parameterCount(c) - 2 * c.nEmbd, /ln_f/],
    [
      "always tied",
      (c: GPTConfig) => parameterCount({ ...c, tiedHead: true }),
      /with an untied head.*C × V/,
    ],
    ["a head with a bias", (c: GPTConfig) => parameterCount(c) + (c.tiedHead ? 0 : c.vocabSize), /no bias/],
    ["always a qkv bias", (c: GPTConfig) => parameterCount({ ...c, qkvBias: true }), /3 C fewer/],
    ["one block", (c: GPTConfig) => parameterCount({ ...c, nLayer: Math.min(1, c.nLayer) }), /multiply/],
  ],
  "04.3": [
    ["overflows", (logits: number[][], targets: number[]) => {
      const rows = logits.map((row, i) => Math.log(sum(row.map(Math.exp))) - row[targets[i]]);
      return sum(rows) / rows.length;
    }, /lossOf\(\[\[1000, 0\]\], \[1\]\).*Infinity/],
    ["bits", (l: number[][], t: number[]) => sum(losses(l, t)) / l.length / Math.LN2, /bits/],
    ["the sum over the rows", (l: number[][], t: number[]) => sum(losses(l, t)), /mean over the rows/],
    ["negative", (l: number[][], t: number[]) => -sum(losses(l, t)) / l.length, /is negative/],
    [
      "the first row's target for all",
      (l: number[][], t: number[]) => sum(losses(l, l.map(() => t[0]))) / l.length,
      /lossOf/,
    ],
    [
      "probabilities below 1e-30 cut off",
      (l: number[][], t: number[]) => sum(losses(l, t).map((x) => Math.min(x, 69))) / l.length,
      /1000/,
    ],
  ],
  "04.4": [
    ["climbs again", (step: number, o: Schedule) => {
      if (step < o.warmupSteps) return o.peak * (step + 1) / (o.warmupSteps + 1);
      return o.peak * (1 + Math.cos(Math.PI * (step - o.warmupSteps) / (o.totalSteps - o.warmupSteps))) / 2;
    }, /learningRate\(500/],
    [
      "begins at 0",
      (step: number, o: Schedule) =>
        step < o.warmupSteps ? o.peak * step / o.warmupSteps : o.peak *
          (1 + Math.cos(Math.PI * Math.min(1, (step - o.warmupSteps) / (o.totalSteps - o.warmupSteps)))) /
          2,
      /first step already learns/,
    ],
    [
      "a straight line down",
      (step: number, o: Schedule) =>
        step < o.warmupSteps
          ? o.peak * (step + 1) / (o.warmupSteps + 1)
          : o.peak * Math.max(0, 1 - (step - o.warmupSteps) / (o.totalSteps - o.warmupSteps)),
      /learningRate\(84/,
    ],
    [
      "the warm-up counts as done",
      (step: number, o: Schedule) =>
        step < o.warmupSteps
          ? o.peak * (step + 1) / (o.warmupSteps + 1)
          : o.peak * (1 + Math.cos(Math.PI * Math.min(1, step / o.totalSteps))) / 2,
      /learningRate\(9/,
    ],
    [
      "no warm-up",
      (step: number, o: Schedule) => o.peak * (1 + Math.cos(Math.PI * Math.min(1, step / o.totalSteps))) / 2,
      /learningRate\(0/,
    ],
  ],
  "04.5": [
    ["first match only", (text: number[], book: number[]) => {
      const at = book.indexOf(text[0]);
      let n = 0;
      while (at >= 0 && n < text.length && text[n] === book[at + n]) n++;
      return n;
    }, /longestCopy\(\[2, 3, 4\]/],
    ["only from the start of the text", (text: number[], book: number[]) => {
      let longest = 0;
      for (let j = 0; j < book.length; j++) {
        let n = 0;
        while (n < text.length && j + n < book.length && text[n] === book[j + n]) n++;
        longest = Math.max(longest, n);
      }
      return longest;
    }, /begin anywhere/],
    [
      "tokens in common",
      (text: number[], book: number[]) => text.filter((id) => book.includes(id)).length,
      /longestCopy/,
    ],
    ["with gaps", (text: number[], book: number[]) => {
      const table = Array.from({ length: text.length + 1 }, () => Array(book.length + 1).fill(0));
      for (let i = 1; i <= text.length; i++) {
        for (let j = 1; j <= book.length; j++) {
          table[i][j] = text[i - 1] === book[j - 1]
            ? table[i - 1][j - 1] + 1
            : Math.max(table[i - 1][j], table[i][j - 1]);
        }
      }
      return table[text.length][book.length];
    }, /longestCopy/],
    ["as text, where 1 stands in 11", (text: number[], book: number[]) => {
      for (let n = text.length; n > 0; n--) {
        for (let i = 0; i + n <= text.length; i++) {
          if (book.join(" ").includes(text.slice(i, i + n).join(" "))) return n;
        }
      }
      return 0;
    }, /longestCopy/],
  ],
  "04.6": [
    ["nats per byte", (l: number[], t: string[]) => total(l) / byteCount(t), /in nats per byte/],
    ["bits per token", (l: number[]) => total(l) / Math.LN2 / l.length, /bits per token/],
    ["times ln 2", (l: number[], t: string[]) => total(l) * Math.LN2 / byteCount(t), /4 bits/],
    ["characters", (l: number[], t: string[]) => total(l) / Math.LN2 / t.join("").length, /TextEncoder/],
    [
      "the mean of each token's rate",
      (l: number[], t: string[]) => total(l.map((loss, i) => loss / Math.LN2 / byteCount([t[i]]))) / l.length,
      /Add up all bits/,
    ],
  ],
};

function total(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function byteCount(texts: string[]): number {
  return new TextEncoder().encode(texts.join("")).length;
}
