/** Mistakes of notebook 00's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Mistakes } from "./mistakes_test.ts";

const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);
const share = (xs: readonly number[]) => xs.map((x) => x / sum(xs));
type Next = (context: readonly string[]) => ReadonlyMap<string, number>;
const best = (counts: ReadonlyMap<string, number>) => [...counts].sort((a, b) => b[1] - a[1])[0][0];

export const mistakes: Mistakes = {
  "00.1": [
    ["texts", (c: number[]) => share(c.map((x) => x + 1)).map((p) => p.toFixed(9)), /a number is expected/],
    ["no smoothing", (c: number[]) => share(c), /still gives 0/],
    ["divides by the old sum", (c: number[]) => c.map((x) => (x + 1) / sum(c)), /sums to more than 1/],
    [
      "adds 1 where there was 0 only",
      (c: number[]) => share(c.map((x) => x || 1)),
      /smoothed\(\[3, 1, 0\]\)/,
    ],
    [
      "divides by the sum and 3",
      (c: number[]) => c.map((x) => (x + 1) / (sum(c) + 3)),
      /smoothed\(\[0, 0\]\)/,
    ],
    ["changes the counts", (c: number[]) => {
      c.forEach((x, i) => c[i] = x + 1);
      return share(c);
    }, /counts \(after the call\)/],
  ],
  "00.2": [
    [
      "sorts and cuts",
      (p: number[], k: number) => p.toSorted((a, b) => b - a).slice(0, k),
      /shape \[2\], expected \[4\].*in their order/,
    ],
    ["sorts", (p: number[]) => p.toSorted((a, b) => b - a), /gives `\[ 0.4, .*Keep the order/],
    ["an array of arrays", () => [[1], [2]], /shape \[2,1\], expected \[4\]/],
    ["does not normalise", (p: number[]) => p.map((x) => x >= 0.3 ? x : 0), /sums to 0\.7/],
    ["sorts in place", (p: number[]) => p.sort(), /probabilities \(after the call\)/],
    [
      "keeps what is above a fixed number",
      (p: number[], k: number) => share(p.map((x) => x > (k === 1 ? 0.3 : k === 2 ? 0.2 : 0) ? x : 0)),
      /The 2 largest are/,
    ],
    ["sorts texts", (p: number[], k: number) => {
      const smallest = p.toSorted().toReversed()[k - 1] ?? 0;
      return share(p.map((x) => x >= smallest ? x : 0));
    }, /5e-7.*compares texts/],
    ["keeps the first k", (p: number[], k: number) => share(p.map((x, i) => i < k ? x : 0)), /topK\(/],
  ],
  "00.3": [
    [
      "looks ahead",
      (T: number) => Array.from({ length: T }, () => Array(T).fill(1)),
      /mask\(3, "GPT"\).*at `\[0\]\[1\]`/,
    ],
    ["one array for all rows", (T: number, kind: string) => {
      const rows = Array(T).fill(Array(T).fill(0));
      for (let r = 0; r < T; r++) for (let c = 0; c < T; c++) rows[r][c] = kind === "BERT" || c <= r ? 1 : 0;
      return rows;
    }, /one and the same array/],
    [
      "true and false",
      (T: number, kind: string) =>
        Array.from({ length: T }, (_, r) => Array.from({ length: T }, (_, c) => kind === "BERT" || c <= r)),
      /`true` and `false` are no numbers/,
    ],
    [
      "rows and columns swapped",
      (T: number, kind: string) =>
        Array.from(
          { length: T },
          (_, r) => Array.from({ length: T }, (_, c) => kind === "BERT" || c >= r ? 1 : 0),
        ),
      /swapped/,
    ],
    [
      "not at itself",
      (T: number, kind: string) =>
        Array.from(
          { length: T },
          (_, r) => Array.from({ length: T }, (_, c) => kind === "BERT" || c < r ? 1 : 0),
        ),
      /attends to nothing|attends to itself/,
    ],
    [
      "of size 3 only",
      (T: number, kind: string) =>
        T === 1
          ? [[1]]
          : kind === "BERT"
          ? [[1, 1, 1], [1, 1, 1], [1, 1, 1]]
          : [[1, 0, 0], [1, 1, 0], [1, 1, 1]],
      /for any T/,
    ],
  ],
  "00.4": [
    ["does not normalise", (p: number[], t: number) => p.map((x) => x ** (1 / t)), /sums to 0\.46/],
    [
      "inverts",
      (p: number[], t: number) => share(p.map((x) => x ** t)),
      /sharpen\(\[0\.6, 0\.3, 0\.1\], 0\.5\)/,
    ],
    ["changes its argument", (p: number[], t: number) => {
      p.forEach((x, i) => p[i] = x ** (1 / t));
      return share(p);
    }, /changes its argument to/],
    ["divides by the temperature", (p: number[], t: number) => share(p.map((x) => x / t)), /sharpen\(/],
    [
      "a softmax of probabilities",
      (p: number[], t: number) => share(p.map((x) => Math.exp(x / t))),
      /sharpen\(.*, 1\)/,
    ],
    [
      "knows 0.5 and 2 only",
      (p: number[], t: number) => share(p.map((x) => t < 1 ? x * x : t > 1 ? Math.sqrt(x) : x)),
      /1 \/ temperature/,
    ],
  ],
  "00.5": [
    [
      "bits",
      (p: (a: string, b: string) => number, t: string[]) =>
        -sum(t.slice(1).map((x, i) => Math.log2(p(t[i], x)))) / (t.length - 1),
      /: bits/,
    ],
    [
      "counts the first token",
      (p: (a: string, b: string) => number, t: string[]) =>
        -sum(t.slice(1).map((x, i) => Math.log(p(t[i], x)))) / t.length,
      /divides by 4/,
    ],
    [
      "does not divide",
      (p: (a: string, b: string) => number, t: string[]) =>
        -sum(t.slice(1).map((x, i) => Math.log(p(t[i], x)))),
      /sum over all guesses/,
    ],
    [
      "asks the wrong way round",
      (p: (a: string, b: string) => number, t: string[]) =>
        -sum(t.slice(1).map((x, i) => Math.log(p(x, t[i])))) / (t.length - 1),
      /in this order/,
    ],
    [
      "the log of the mean",
      (p: (a: string, b: string) => number, t: string[]) =>
        -Math.log(sum(t.slice(1).map((x, i) => p(t[i], x))) / (t.length - 1)),
      /averageLoss/,
    ],
  ],
  "00.6": [
    ["forgets what it wrote", (next: Next, prompt: string[], n: number) => [
      ...prompt,
      ...Array.from({ length: n }, () => best(next(prompt))),
    ], /second call of `next` saw 2 tokens, expected 3/],
    ["changes the prompt", (next: Next, prompt: string[], n: number) => {
      for (let i = 0; i < n; i++) prompt.push(best(next(prompt)));
      return prompt;
    }, /prompt \(after the call\)/],
    ["does not stop", (next: Next, prompt: string[], n: number) => {
      const text = [...prompt];
      for (let i = 0; i < n; i++) text.push(best(next(text)));
      return text;
    }, /end-of-text/],
    ["leaves the full stop out", (next: Next, prompt: string[], n: number) => {
      const text = [...prompt];
      for (let i = 0; i < n; i++) {
        const token = best(next(text));
        if (token === ".") break;
        text.push(token);
      }
      return text;
    }, /end-of-text/],
    ["stops at a full stop of the prompt", (next: Next, prompt: string[], n: number) => {
      const text = [...prompt];
      for (let i = 0; i < n && !text.includes("."); i++) text.push(best(next(text)));
      return text;
    }, /not one of the prompt/],
    ["compares the counts as texts", (next: Next, prompt: string[], n: number) => {
      const text = [...prompt];
      for (let i = 0; i < n; i++) {
        text.push([...next(text)].sort((a, b) => String(b[1]) > String(a[1]) ? 1 : -1)[0][0]);
      }
      return text;
    }, /largest/],
    ["the first token, not the likeliest", (next: Next, prompt: string[], n: number) => {
      const text = [...prompt];
      for (let i = 0; i < n; i++) text.push([...next(text)][0][0]);
      return text;
    }, /largest/],
  ],
};
