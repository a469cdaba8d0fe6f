import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { defaultSampleOptions, sample, type SampleOptions } from "lib/gpt";
import { resolveSampleOptions, warpLogits } from "../../lib/gpt/sample.ts";
import { foldIn, seed } from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";

const warped = (
  logits: number[],
  o: SampleOptions & { seen?: tf.Tensor2D },
) => [...warpLogits(tf.tensor2d([logits]), o).dataSync()];
const kept = (logits: number[], o: SampleOptions) =>
  warped(logits, o).flatMap((value, i) => value > -1e8 ? [i] : []);

/** Counts of each token over `rows * draws` draws of one row of logits. */
function frequencies(logits: number[], o: SampleOptions): { counts: number[]; total: number } {
  const rows = 2000, draws = 5;
  const batch = tf.tile(tf.tensor2d([logits]), [rows, 1]);
  const counts = logits.map(() => 0);
  for (let i = 0; i < draws; i++) {
    for (const token of sample(batch, { ...o, seed: foldIn(seed(77), i) }).dataSync()) counts[token]++;
  }
  return { counts, total: rows * draws };
}

function chiSquare(counts: number[], probabilities: number[], total: number): number {
  return counts.reduce((sum, count, i) => {
    const expected = probabilities[i] * total;
    if (expected === 0) return sum + (count === 0 ? 0 : Infinity);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

function softmax(logits: number[]): number[] {
  const e = logits.map(Math.exp);
  const sum = e.reduce((a, b) => a + b);
  return e.map((value) => value / sum);
}

forEachBackend("sample() draws tokens as often as softmax says (chi-square)", () => {
  const logits = [1.5, 0, -1, 2, 0.3, -3];
  const { counts, total } = frequencies(logits, {});
  const statistic = chiSquare(counts, softmax(logits), total);
  assert.ok(
    statistic < 20.5,
    `chi-square ${statistic} of 5 degrees of freedom; 99.9 % of draws stay below 20.5`,
  );
});

forEachBackend("sample() draws as often as temperature, top-k and top-p together say (chi-square)", () => {
  const logits = [1.5, 0, -1, 2, 0.3, -3];
  const { counts, total } = frequencies(logits, { temperature: 0.7, topK: 4, topP: 0.9 });
  // The four likeliest are 3, 0, 4, 1 with 0.618, 0.302, 0.054, 0.035 of their sum: the nucleus of 0.9 is 3 and 0.
  const [zero, three] = softmax([1.5 / 0.7, 2 / 0.7]);
  const statistic = chiSquare(counts, [zero, 0, 0, three, 0, 0], total);
  assert.ok(
    statistic < 10.8,
    `chi-square ${statistic} of 1 degree of freedom; 99.9 % of draws stay below 10.8`,
  );
});

forEachBackend("sample() with temperature 0 takes the likeliest token and needs no seed", () => {
  assert.deepEqual(sample(tf.tensor2d([[1, 3, 2], [9, 0, 8]]), { temperature: 0 }).arraySync(), [1, 0]);
});

forEachBackend(
  "sample() is the same for the same seed, and the first row's draw is that of the row alone",
  () => {
    const logits = tf.zeros<tf.Rank.R2>([40, 50]);
    const run = (n: number) => [...sample(logits, { seed: seed(n) }).dataSync()];
    assert.deepEqual(run(1), run(1));
    assert.notDeepEqual(run(1), run(2));
    assert.equal(sample(tf.zeros([1, 50]), { seed: seed(1) }).dataSync()[0], run(1)[0]);
  },
);

forEachBackend("temperature divides the logits", () => {
  assert.deepEqual(warped([1, -2, 4], { temperature: 0.5 }), [2, -4, 8]);
  assert.deepEqual(warped([1, -2, 4], {}), [1, -2, 4]);
});

forEachBackend("top-k keeps the k likeliest, and all where there are no more", () => {
  assert.deepEqual(kept([0.1, 5, 3, 4, -1], { topK: 2 }), [1, 3]);
  assert.deepEqual(kept([0.1, 5, 3], { topK: 10 }), [0, 1, 2]);
  assert.deepEqual(kept([1, 2, 2, 0], { topK: 1 }), [1, 2]); // a tie on the border stays
});

forEachBackend("top-p keeps the fewest likely tokens that reach p, at least one", () => {
  const logits = [0.5, 0.3, 0.15, 0.05].map(Math.log);
  assert.deepEqual(kept(logits, { topP: 0.4 }), [0]);
  assert.deepEqual(kept(logits, { topP: 0.6 }), [0, 1]);
  assert.deepEqual(kept(logits, { topP: 0.81 }), [0, 1, 2]);
  assert.deepEqual(kept(logits, { topP: 1e-6 }), [0]);
  assert.deepEqual(kept(logits, { topP: 0.6, topK: 1 }), [0]);
});

forEachBackend("top-p counts the probabilities after the temperature", () => {
  const logits = [0.5, 0.3, 0.15, 0.05].map(Math.log);
  assert.deepEqual(kept(logits, { topP: 0.6, temperature: 0.5 }), [0]); // 0.685, 0.247, ...
});

forEachBackend("the repetition penalty makes seen tokens less likely, whatever the sign of the logit", () => {
  const seen = tf.tensor2d([[1, 1, 0, 0]]);
  assert.deepEqual(warped([2, -2, 2, -2], { repetitionPenalty: 2, seen }), [1, -4, 2, -2]);
  assert.deepEqual(warped([2, -2, 2, -2], { repetitionPenalty: 1, seen }), [2, -2, 2, -2]);
  assert.throws(() => warped([1, 2], { repetitionPenalty: 1.5 }), /needs `seen`/);
});

forEachBackend("sample() leaves no tensors behind", () => {
  const logits = tf.tensor2d([[1, 2, 3, 4]]), seen = tf.tensor2d([[0, 1, 0, 0]]), s = seed(1);
  const o = { temperature: 0.8, topK: 3, topP: 0.9, repetitionPenalty: 1.2, seen, seed: s };
  assert.equal(leakedTensors(() => sample(logits, o)), 0);
});

Deno.test("sample options out of range, or against each other, are refused with what was expected and found", () => {
  const wrong: [SampleOptions, RegExp][] = [
    [{ temperature: -1 }, /temperature must be a number from 0 up, found -1/],
    [{ temperature: NaN }, /found NaN/],
    [{ topK: 0 }, /topK must be a whole number from 1 up, found 0/],
    [{ topK: 2.5 }, /found 2.5/],
    [{ topP: 0 }, /topP must be a probability above 0, up to 1, found 0/],
    [{ topP: 1.1 }, /found 1.1/],
    [{ repetitionPenalty: 0 }, /repetitionPenalty must be a number above 0, found 0/],
    [{ temperature: 0, topK: 5 }, /temperature must be above 0 where topK or topP is given/],
    [{ temperature: 0, topP: 0.9 }, /found 0 with topK null and topP 0.9/],
    [{ temperature: "0.5" as unknown as number }, /temperature must be a number from 0 up, found "0.5"/],
    [{ temperature: null as unknown as number }, /found null/],
    [{ topK: "5" as unknown as number }, /topK must be a whole number from 1 up, found "5"/],
    [{ topP: "0.9" as unknown as number }, /topP must be a probability above 0, up to 1, found "0.9"/],
    [{ repetitionPenalty: [1.2] as unknown as number }, /repetitionPenalty must be .* found \[1.2\]/],
    [{ sampleOnly: [] }, /sampleOnly must be null or a list of token ids, at least one .* found \[\]/],
    [{ sampleOnly: 3 as unknown as number[] }, /sampleOnly must be null or a list of token ids.* found 3/],
    [{ sampleOnly: [1, -1] }, /sampleOnly\[1\] must be a token id, a whole number from 0 up, found -1/],
    [{ sampleOnly: [1.5] }, /sampleOnly\[0\] must be .* found 1.5/],
    [{ sampleOnly: ["1"] as unknown as number[] }, /sampleOnly\[0\] must be .* found "1"/],
  ];
  for (const [options, message] of wrong) {
    assert.throws(
      () => resolveSampleOptions(options),
      (error) => error instanceof RangeError && message.test(error.message),
    );
  }
  assert.throws(() => sample(tf.zeros([1, 2]), {}), /expected a seed, found none/);
  assert.throws(
    () => sample(tf.zeros([1, 2]), { sampleOnly: [2], seed: seed(1) }),
    /sampleOnly has id 2, the logits end at 1/,
  );
});

Deno.test("resolveSampleOptions() fills in the defaults, also for options that are there but undefined", () => {
  assert.deepEqual(resolveSampleOptions({}), defaultSampleOptions);
  assert.deepEqual(resolveSampleOptions({ topK: undefined, topP: 0.9 }), {
    ...defaultSampleOptions,
    topP: 0.9,
  });
});

forEachBackend(
  "sampleOnly draws where the likeliest token is one of its own, and takes the likeliest elsewhere",
  () => {
    const rows = 400;
    const dice = tf.tile(tf.tensor2d([[1, 1.2, -9, -9]]), [rows, 1]); // 0 and 1 are chance
    const sums = tf.tile(tf.tensor2d([[1, -9, 1.2, 1]]), [rows, 1]); // 2 is computed
    const drawn = (logits: tf.Tensor, o: SampleOptions) =>
      new Set(sample(logits as tf.Tensor2D, { ...o, seed: seed(4) }).dataSync());
    assert.deepEqual(drawn(dice, { sampleOnly: [0, 1] }), new Set(drawn(dice, {})));
    assert.equal(drawn(dice, { sampleOnly: [0, 1] }).size, 2);
    assert.ok(drawn(sums, {}).size > 1);
    assert.deepEqual(drawn(sums, { sampleOnly: [0, 1] }), new Set([2]));
  },
);

forEachBackend(
  "top-p ends where the likelier tokens reach p exactly, and counts all tokens of a large vocabulary",
  () => {
    const logits = [2, 1, 0], [first] = tf.softmax(tf.tensor1d(logits)).dataSync();
    assert.deepEqual(kept(logits, { topP: first }), [0]);
    assert.deepEqual(kept(logits, { topP: first + 1e-3 }), [0, 1]);
    const even = Array.from({ length: 100 }, (_, i) => -i * 1e-3);
    assert.equal(kept(even, { topP: 0.9 }).length, 90);
  },
);
