/** Mistakes of notebook 12's exercises: what each answer does wrong, the answer, what the verdict must say. */
import type { Kept } from "../../../lib/notebook/exercises/notebook_12.ts";
import type { Mistakes } from "./mistakes_test.ts";

type Shape = { layers: number; heads: number; headDim: number; tokens: number };
const product = ({ layers, heads, headDim, tokens }: Shape) => layers * heads * headDim * tokens;
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const best = (scores: number[], k: number) =>
  scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]).slice(0, k);

const meanOf = (values: number[]) => sum(values) / values.length;
const softmax = (scores: number[]) => {
  const powers = scores.map(Math.exp);
  return powers.map((power) => power / sum(powers));
};
const dot = (a: number[], b: number[]) => sum(a.map((value, i) => value * b[i]));

/** The right answer of 12.3, with parts that a mistake changes. */
const absorbedWith = (o: {
  scale?: (q: number[], latent: number[]) => number;
  weights?: (scores: number[]) => number[];
  moved?: (q: number[], K: number[][]) => number[];
  last?: (mean: number[], V: number[][]) => number[];
}) =>
(q: number[], K: number[][], V: number[][], latents: number[][]) => {
  const { scale = (q) => Math.sqrt(q.length), weights = softmax } = o;
  const { moved = (q, K) => K.map((row) => dot(row, q)) } = o;
  const { last = (mean, V) => V[0].map((_, d) => dot(mean, V.map((row) => row[d]))) } = o;
  const asked = moved(q, K);
  const shares = weights(latents.map((c) => dot(asked, c) / scale(q, c)));
  return last(latents[0].map((_, l) => dot(shares, latents.map((c) => c[l]))), V);
};

/** Loss of one head, minus the mean over positions; `shift`: how far its target is. */
const headLoss = (rows: number[][], ids: number[], shift: number) =>
  meanOf(rows.slice(0, ids.length - shift).map((row, t) => -row[ids[t + shift]]));

export const mistakes: Mistakes = {
  "12.1": [
    ["keys only", (o: Shape) => 4 * product(o), /key and one value/],
    ["numbers in place of bytes", (o: Shape) => 2 * product(o), /4 bytes each/],
    ["one layer only", (o: Shape) => 8 * product({ ...o, layers: 1 }), /Every layer/],
    ["one head only", (o: Shape) => 8 * product({ ...o, heads: 1 }), /every head/],
  ],
  "12.2": [
    [
      "keys only",
      (o: Kept) => "kvRank" in o ? o.kvRank + o.ropeDim : o.kvHeads * o.headDim,
      /a key and a value/,
    ],
    [
      "the latent counted as key and as value",
      (o: Kept) => "kvRank" in o ? 2 * o.kvRank + o.ropeDim : 2 * o.kvHeads * o.headDim,
      /no factor 2/,
    ],
    ["no rotary key", (o: Kept) => "kvRank" in o ? o.kvRank : 2 * o.kvHeads * o.headDim, /one rotary key/],
    [
      "always 8 heads",
      (o: Kept) => "kvRank" in o ? o.kvRank + o.ropeDim : 16 * o.headDim,
      /not the query heads/,
    ],
  ],
  "12.3": [
    ["V forgotten", absorbedWith({ last: (mean) => mean }), /multiply it by V/],
    [
      "a sum in place of a mean",
      absorbedWith({ weights: (scores) => scores.map(() => 1) }),
      /mean of the latents/,
    ],
    [
      "no softmax",
      absorbedWith({ weights: (s) => s.map((v) => (1 + v) / sum(s.map((v) => 1 + v))) }),
      /softmax/,
    ],
    ["not scaled", absorbedWith({ scale: () => 1 }), /divided by √4/],
    [
      "scaled by the latent's length",
      absorbedWith({ scale: (_, c) => Math.sqrt(c.length) }),
      /query's length/,
    ],
    [
      "K not transposed",
      absorbedWith({ moved: (q, K) => K.map((_, l) => sum(K.map((row, d) => row[l] * q[d]))) }),
      /for each row of K/,
    ],
  ],
  "12.4": [
    [
      "weights that do not add up to 1",
      (s: number[], k: number) => s.map((v, i) => best(s, k).includes(i) ? v : 0),
      /add up to 1/,
    ],
    ["all experts", (s: number[]) => s.map((v) => v / sum(s)), /Only the best/],
    [
      "equal weights",
      (s: number[], k: number) => s.map((_, i) => best(s, k).includes(i) ? 1 / k : 0),
      /by their sum/,
    ],
    [
      "the weights in the order of the scores",
      (s: number[], k: number) => {
        const kept = best(s, k).map((i) => s[i]);
        return [...kept.map((v) => v / sum(kept)), ...Array(s.length - k).fill(0)];
      },
      /routeOne/,
    ],
  ],
  "12.5": [
    [
      "shares that add up to 1",
      (chosen: number[][], scores: number[][], alpha: number) =>
        alpha *
        sum(scores[0].map((_, i) =>
          chosen.flat().filter((e) => e === i).length / chosen.flat().length * meanOf(scores.map((row) =>
            row[i]
          ))
        )),
      /f is 1 for each expert/,
    ],
    [
      "the sum of the scores",
      (chosen: number[][], scores: number[][], alpha: number) =>
        alpha *
        sum(scores[0].map((_, i) =>
          scores[0].length * chosen.flat().filter((e) => e === i).length / chosen.flat().length *
          sum(scores.map((row) => row[i]))
        )),
      /P is 0.5/,
    ],
    [
      "scores without f",
      (_: number[][], scores: number[][], alpha: number) => alpha * sum(scores[0]),
      /f = \[2, 0\]/,
    ],
    [
      "divided by the tokens, not by the choices",
      (chosen: number[][], scores: number[][], alpha: number) =>
        alpha *
        sum(scores[0].map((_, i) =>
          scores[0].length * chosen.flat().filter((e) => e === i).length / chosen.length *
          meanOf(scores.map((row) => row[i]))
        )),
      /four choices in all/,
    ],
  ],
  "12.6": [
    [
      "the wrong direction",
      (b: number[], c: number[], r: number) => b.map((v, i) => v + r * Math.sign(c[i] - sum(c) / c.length)),
      /goes down/,
    ],
    [
      "the size of the difference",
      (b: number[], c: number[], r: number) => b.map((v, i) => v - r * (c[i] - sum(c) / c.length) / 10),
      /Only the sign/,
    ],
    [
      "an expert at the mean moves",
      (b: number[], c: number[], r: number) => b.map((v, i) => v - r * (c[i] >= sum(c) / c.length ? 1 : -1)),
      /stays/,
    ],
    [
      "only the busiest expert moves",
      (b: number[], c: number[], r: number) => b.map((v, i) => v - (c[i] === Math.max(...c) ? r : 0)),
      /mean/,
    ],
  ],
  "12.7": [
    [
      "every head is asked for the next token",
      (p: number[][][], ids: number[], w: number) => {
        const [main, ...further] = p.map((rows) => headLoss(rows, ids, 1));
        return further.length === 0 ? main : main + w * meanOf(further);
      },
      /ids\[t \+ 2\]/,
    ],
    [
      "divided by all positions",
      (p: number[][][], ids: number[], w: number) => {
        const [main, ...further] = p.map((rows, k) =>
          headLoss(rows, ids, 1 + k) * (rows.length - k) / rows.length
        );
        return further.length === 0 ? main : main + w * meanOf(further);
      },
      /left out of the mean/,
    ],
    [
      "the sum of the further losses",
      (p: number[][][], ids: number[], w: number) => {
        const [main, ...further] = p.map((rows, k) => headLoss(rows, ids, 1 + k));
        return main + w * sum(further);
      },
      /the mean of the other two/,
    ],
    [
      "the weight on the first loss, too",
      (p: number[][][], ids: number[], w: number) => w * sum(p.map((rows, k) => headLoss(rows, ids, 1 + k))),
      /the usual loss/,
    ],
    [
      "the log-probability of the token that is read",
      (p: number[][][], ids: number[]) => headLoss(p[0], ids, 0),
      /ids\[t \+ 1\]/,
    ],
  ],
};
