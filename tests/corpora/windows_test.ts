import assert from "node:assert/strict";
import { type Batches, randomWindows, sequentialWindows, shuffledWindows } from "lib/corpora";

const count = (n: number) => Int32Array.from({ length: n }, (_, i) => i);
const rows = (batch: { x: Int32Array; shape: readonly [number, number] }) =>
  Array.from({ length: batch.shape[0] }, (_, r) => batch.x[r * batch.shape[1]]);
const epoch = (batches: Batches, e: number) =>
  Array.from({ length: batches.stepsPerEpoch }, (_, i) => rows(batches.at(e * batches.stepsPerEpoch + i)))
    .flat();

Deno.test("every kind of window gives y one token after x, inside the text", () => {
  const tokens = count(500);
  const kinds = [
    shuffledWindows(tokens, { blockSize: 16, stride: 4, batchSize: 6, seed: 3 }),
    randomWindows(tokens, { blockSize: 16, batchSize: 6, seed: 3 }),
    sequentialWindows(tokens, { blockSize: 16, batchSize: 6 }),
  ];
  for (const batches of kinds) {
    for (let step = 0; step < batches.stepsPerEpoch; step++) {
      const { x, y, shape: [B, T] } = batches.at(step);
      assert.equal(x.length, B * T);
      for (let b = 0; b < B; b++) {
        for (let t = 0; t < T; t++) {
          assert.equal(x[b * T + t], x[b * T] + t);
          assert.equal(y[b * T + t], x[b * T + t] + 1);
          assert.ok(y[b * T + t] < 500);
        }
      }
    }
  }
});

Deno.test("shuffledWindows() counts windows as the lecture's loop does", () => {
  // for i in range(0, len(token_ids) - max_length, stride), then drop_last
  for (const [n, blockSize, stride] of [[130_520, 32, 4], [100, 8, 4], [41, 8, 8], [34, 33, 1]]) {
    let lecture = 0;
    for (let i = 0; i < n - blockSize; i += stride) lecture++;
    const batches = shuffledWindows(count(n), { blockSize, stride, batchSize: 1, seed: 0 });
    assert.equal(batches.stepsPerEpoch, lecture);
  }
  const lectures = shuffledWindows(count(130_520), { blockSize: 32, stride: 4, batchSize: 128, seed: 0 });
  assert.equal(lectures.stepsPerEpoch, 254);
});

Deno.test("shuffledWindows() sees every window once an epoch, in another order each epoch and seed", () => {
  const options = { blockSize: 8, stride: 4, batchSize: 23, seed: 1 };
  const batches = shuffledWindows(count(100), options); // 23 windows: one batch of all
  const all = Array.from({ length: 23 }, (_, i) => i * 4);
  const [first, second] = [epoch(batches, 0), epoch(batches, 1)];
  assert.deepEqual(first.toSorted((a, b) => a - b), all);
  assert.deepEqual(second.toSorted((a, b) => a - b), all);
  assert.notDeepEqual(first, all);
  assert.notDeepEqual(first, second);
  assert.notDeepEqual(first, epoch(shuffledWindows(count(100), { ...options, seed: 2 }), 0));
});

Deno.test("shuffledWindows() leaves out the last partial batch, of other windows each epoch", () => {
  const batches = shuffledWindows(count(100), { blockSize: 8, stride: 4, batchSize: 5, seed: 1 });
  assert.equal(batches.stepsPerEpoch, 4);
  const seen = new Set<number>();
  for (let e = 0; e < 10; e++) {
    const windows = epoch(batches, e);
    assert.equal(new Set(windows).size, 20);
    windows.forEach((window) => seen.add(window));
  }
  assert.equal(seen.size, 23);
});

Deno.test("batches depend only on the step: backwards, twice or alone, they are the same", () => {
  const make = [
    () => shuffledWindows(count(300), { blockSize: 8, stride: 3, batchSize: 4, seed: 5 }),
    () => randomWindows(count(300), { blockSize: 8, batchSize: 4, seed: 5 }),
  ];
  for (const batches of make) {
    const forwards = Array.from(
      { length: 80 },
      ((all) => (_: unknown, step: number) => all.at(step))(batches()),
    );
    const again = batches();
    for (let step = 79; step >= 0; step--) assert.deepEqual(again.at(step), forwards[step]);
    assert.deepEqual(batches().at(41), forwards[41]);
  }
});

Deno.test("randomWindows() starts everywhere about equally often", () => {
  const batches = randomWindows(count(18), { blockSize: 8, batchSize: 50, seed: 9 }); // 10 possible starts
  const counts = new Array(10).fill(0);
  for (let step = 0; step < 200; step++) for (const start of rows(batches.at(step))) counts[start]++;
  const chiSquare = counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  assert.ok(chiSquare < 27.9, `chi-square ${chiSquare} with 9 degrees of freedom (p < 0.001)`);
});

Deno.test("sequentialWindows() predicts every token but the first once, the last batch smaller", () => {
  const batches = sequentialWindows(count(81), { blockSize: 8, batchSize: 4 }); // 10 windows: 4 + 4 + 2
  assert.equal(batches.stepsPerEpoch, 3);
  assert.deepEqual(batches.at(2).shape, [2, 8]);
  const predicted = [0, 1, 2].flatMap((step) => [...batches.at(step).y]);
  assert.deepEqual(predicted, Array.from({ length: 80 }, (_, i) => i + 1));
  assert.throws(() => batches.at(3), /past the end, there are 3/);
});

Deno.test("windows refuse a text shorter than a window, a batch larger than an epoch, and bad numbers", () => {
  const options = { blockSize: 32, stride: 4, batchSize: 2, seed: 0 };
  assert.throws(() => shuffledWindows(count(32), options), /needs 33 tokens .* the text has 32/);
  assert.throws(() => randomWindows(count(32), options), RangeError);
  assert.throws(() => sequentialWindows(count(32), options), RangeError);
  assert.throws(() => shuffledWindows(count(36), options), /fewer than one batch of 2/);
  assert.throws(
    () => shuffledWindows(count(99), { ...options, stride: 0 }),
    /stride must be a positive integer/,
  );
  assert.throws(() => randomWindows(count(99), { ...options, batchSize: 1.5 }), /batchSize/);
  for (const seed of [0.5, -1, NaN, 2 ** 53]) {
    assert.throws(() => randomWindows(count(99), { ...options, seed }), /seed must be a whole number from 0/);
    assert.throws(
      () => shuffledWindows(count(99), { ...options, seed }),
      /seed must be a whole number from 0/,
    );
  }
  assert.throws(() => shuffledWindows(count(99), options).at(-1), /step must be an integer from 0/);
});
