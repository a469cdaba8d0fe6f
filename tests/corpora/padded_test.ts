import assert from "node:assert/strict";
import { paddedBatches } from "lib/corpora";

const samples = Array.from(
  { length: 25 },
  (_, i) => Array.from({ length: 2 + i % 7 }, (_, t) => 100 * i + t + 1),
);

Deno.test("a row is one sample: y is x one token later, padding is not counted", () => {
  const batches = paddedBatches(samples, { blockSize: 5, batchSize: 4, padId: 0 });
  assert.equal(batches.stepsPerEpoch, 7);
  for (let step = 0; step < 7; step++) {
    const { x, y, shape: [B, T] } = batches.at(step);
    assert.equal(B, step < 6 ? 4 : 1);
    for (let b = 0; b < B; b++) {
      const sample = samples[step * 4 + b];
      for (let t = 0; t < T; t++) {
        const inside = t < sample.length - 1;
        assert.equal(x[b * T + t], inside ? sample[t] : 0);
        assert.equal(y[b * T + t], inside ? sample[t + 1] : -1);
      }
    }
  }
  assert.throws(() => batches.at(7), /step 7 is past the end, there are 7/);
});

Deno.test("with a seed every sample comes once an epoch, each epoch in another order, step by step the same", () => {
  const o = { blockSize: 8, batchSize: 5, padId: 0, seed: 3 };
  const batches = paddedBatches(samples, o);
  const epoch = (e: number) =>
    Array.from({ length: 5 }, (_, i) => {
      const { x } = batches.at(e * 5 + i);
      return Array.from({ length: 5 }, (_, b) => Math.floor(x[b * 8] / 100));
    }).flat();
  const first = epoch(0), second = epoch(1);
  assert.deepEqual(first.toSorted((a, b) => a - b), samples.map((_, i) => i));
  assert.deepEqual(second.toSorted((a, b) => a - b), samples.map((_, i) => i));
  assert.notDeepEqual(first, second);
  assert.deepEqual(paddedBatches(samples, o).at(7), batches.at(7));
});

Deno.test("a sample longer than the row is cut, and its last position still has a target", () => {
  const { x, y } = paddedBatches([[1, 2, 3, 4, 5]], { blockSize: 3, batchSize: 1, padId: 9 }).at(0);
  assert.deepEqual([[...x], [...y]], [[1, 2, 3], [2, 3, 4]]);
});

Deno.test("paddedBatches() refuses options that give no batch", () => {
  const o = { blockSize: 4, batchSize: 2, padId: 0 };
  assert.throws(() => paddedBatches([], o), /0 samples are fewer than one batch of 2/);
  assert.throws(() => paddedBatches([[1, 2]], { ...o, seed: 1 }), /1 samples are fewer than one batch of 2/);
  assert.throws(() => paddedBatches([[1, 2], [3]], o), /sample 1 has 1 tokens/);
  assert.throws(() => paddedBatches([[1, 2]], { ...o, blockSize: 0 }), /blockSize/);
  assert.throws(() => paddedBatches([[1, 2]], { ...o, padId: -1 }), /padId must be a token id/);
});
