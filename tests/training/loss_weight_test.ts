/** Weighted losses: a batch in pieces is the batch, on every path that adds up batches. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Batch, Batches } from "lib/corpora";
import { jit } from "lib/engine/jit";
import { seed } from "lib/nn";
import {
  crossEntropy,
  evaluate,
  initAdamW,
  lossAndGradients,
  type LossFn,
  makeAccumulate,
  makeEvaluationStep,
  makeTrainSteps,
  meanOfSums,
  stackBatches,
  train,
  uploadBatch,
  zeroSums,
} from "lib/training";
import { reportWeight } from "../../lib/training/loss_weight.ts";
import { forEachBackend } from "../backends.ts";
import { relativeDifference } from "../compare.ts";
import { initTiny, type TinyParams, VOCAB } from "./tiny_model.ts";

const ROWS = 6, T = 4;
const ids = Int32Array.from({ length: ROWS * T }, (_, i) => (i * i + 3 * i) % VOCAB);
const shifted = ids.map((id) => (id + 2) % VOCAB);
const LAST_DIGITS = 2e-6;

/** One number per token id, looked up at the targets. */
const weightTable = (values: readonly number[]) => (y: tf.Tensor) =>
  tf.gather(tf.tensor1d([...values]), tf.maximum(y, tf.scalar(0, "int32")));

const logitsOf = ({ table, bias }: TinyParams, x: tf.Tensor2D) => tf.add(tf.gather(table, x), bias);

const weighted = (values: readonly number[]): LossFn<TinyParams> => (params, { x, y }) =>
  tf.tidy(() => crossEntropy(logitsOf(params, x), y, { weights: weightTable(values)(y) }));

/** The same mean, written without crossEntropy. */
const ownMean = (values: readonly number[]): LossFn<TinyParams> => (params, { x, y }) =>
  tf.tidy(() => {
    const counted = tf.greaterEqual(y, 0).toFloat();
    const weights = tf.mul(weightTable(values)(y), counted);
    const total = tf.sum(weights) as tf.Scalar;
    reportWeight(total);
    const oneHot = tf.oneHot(tf.maximum(y, tf.scalar(0, "int32")).as1D(), VOCAB).reshape([...y.shape, VOCAB]);
    const nll = tf.neg(tf.sum(tf.mul(tf.logSoftmax(logitsOf(params, x)), oneHot), -1));
    return tf.div(tf.sum(tf.mul(nll, weights)), total) as tf.Scalar; // 0 / 0 where nothing counts
  });

const UNEVEN = [0.1, 5, 1, 0.25, 3, 0.5, 2], ignoreFirst7 = shifted.map((id, i) => i < 7 ? -1 : id);
const CASES: readonly (readonly [name: string, loss: LossFn<TinyParams>, y: Int32Array])[] = [
  ["weights", weighted(UNEVEN), shifted],
  ["weights and ignored targets", weighted(UNEVEN), ignoreFirst7],
  ["weights, and a micro-batch without targets", weighted(UNEVEN), shifted.map((id, i) => i < 8 ? -100 : id)],
  [
    "a micro-batch whose weights are all 0",
    weighted([1, 0, 1, 1, 1, 1, 1]),
    shifted.map((id, i) => i < 8 ? 1 : id),
  ],
  ["small weights, whose sum is below 1", weighted(UNEVEN.map((w) => w * 1e-3)), ignoreFirst7],
  ["tiny weights", weighted(UNEVEN.map((w) => w * 1e-14)), shifted],
  ["large weights", weighted(UNEVEN.map((w) => w * 1e6)), ignoreFirst7],
  ["a weighted mean of its own", ownMean(UNEVEN), ignoreFirst7],
  ["a mean of its own, 0 / 0 in a micro-batch", ownMean(UNEVEN), shifted.map((id, i) => i < 8 ? -1 : id)],
  ["the loss twice over", (p, batch, o) => tf.mul(weighted(UNEVEN)(p, batch, o), 2), ignoreFirst7],
  ["no weights", (p, { x, y }) => crossEntropy(logitsOf(p, x), y), ignoreFirst7],
];

const rows = (y: Int32Array, from: number, count: number): Batch => ({
  x: ids.slice(from * T, (from + count) * T),
  y: y.slice(from * T, (from + count) * T),
  shape: [count, T],
});
const inPieces = (y: Int32Array, size: number): Batches => ({
  batchSize: size,
  blockSize: T,
  stepsPerEpoch: ROWS / size,
  at: (i) => rows(y, i * size % ROWS, size),
});
const upload = (batch: Batch) => uploadBatch(batch, { vocabSize: VOCAB });
const close = (found: tf.Tensor, expected: tf.Tensor, what: string) => {
  const difference = relativeDifference(found, expected);
  assert.ok(difference < LAST_DIGITS, `${what}: ${difference}`);
};

for (const [name, loss, y] of CASES) {
  forEachBackend(`one batch and its accumulation have the same loss and gradients: ${name}`, async () => {
    const params = initTiny();
    const whole = lossAndGradients(loss, { params, batch: upload(rows(y, 0, ROWS)) });
    for (const compiled of [false, true]) {
      const accumulate = makeAccumulate<TinyParams>({ loss });
      const add = compiled ? jit(accumulate) : accumulate;
      let sums = zeroSums(params);
      for (let i = 0; i < ROWS; i += 2) {
        sums = await add(params, sums, upload(rows(y, i, 2)), { seed: seed(i) });
      }
      const pieces = meanOfSums(sums);
      close(pieces.loss, whole.loss, `loss, compiled: ${compiled}`);
      close(pieces.grads.table, whole.grads.table, `table, compiled: ${compiled}`);
      close(pieces.grads.bias, whole.grads.bias, `bias, compiled: ${compiled}`);
      close(pieces.weight, whole.weight!, `weight, compiled: ${compiled}`);
    }
  });

  forEachBackend(`evaluate() of pieces gives the whole batch's loss: ${name}`, async () => {
    const params = initTiny();
    for (const compile of [undefined, jit]) {
      const step = makeEvaluationStep<TinyParams>(loss, compile);
      const [whole, pieces] = [
        await evaluate(params, { step, vocabSize: VOCAB, batches: inPieces(y, ROWS) }),
        await evaluate(params, { step, vocabSize: VOCAB, batches: inPieces(y, 1) }),
      ];
      assert.ok(Math.abs(pieces.loss / whole.loss - 1) < LAST_DIGITS, `${pieces.loss}, whole ${whole.loss}`);
      assert.equal(pieces.tokens, whole.tokens);
    }
  });
}

for (const [name, loss, y] of [CASES[1], CASES[8]]) {
  forEachBackend(`train() gives one batch and its accumulation the same losses: ${name}`, async () => {
    const run = async (size: number, compile?: typeof jit) => {
      const { history } = await train<TinyParams>({
        ...{ params: () => initTiny(), loss, vocabSize: VOCAB, steps: 4, learningRate: 0.05, compile },
        ...{ batches: inPieces(y, size), accumulate: ROWS / size },
        heldOut: { batches: inPieces(y, size), every: 2 },
      });
      return [...history.train, ...history.heldOut].map(([, loss]) => loss);
    };
    const whole = await run(ROWS);
    for (const [size, compile] of [[1, undefined], [2, jit]] as const) {
      (await run(size, compile)).forEach((loss, i) =>
        assert.ok(Math.abs(loss / whole[i] - 1) < 1e-4, `pieces of ${size}, value ${i}: ${loss}, ${whole[i]}`)
      );
    }
  });
}

forEachBackend("steps that share a call weigh their micro-batches, too", async () => {
  const [, loss, y] = CASES[1];
  const run = (size: number) => {
    const A = ROWS / size;
    const steps = jit(makeTrainSteps<TinyParams>({ loss, accumulate: A }));
    const batches = [0, 1].flatMap(() => Array.from({ length: A }, (_, i) => rows(y, i * size, size)));
    return steps(initTiny(), initAdamW(initTiny()), stackBatches(batches, 2 * A), {
      ...{ lr: tf.tensor1d([0.05, 0.05]), seed: seed(1) },
      ...{ first: tf.scalar(0, "int32"), count: tf.scalar(2, "int32") },
    });
  };
  const [whole, pieces] = [await run(ROWS), await run(2)];
  close(pieces.loss, whole.loss, "losses");
  close(pieces.gradNorm, whole.gradNorm, "norms");
});

forEachBackend(
  "a loss of means with different weights has no one weight: refused where batches add up",
  () => {
    const two: LossFn<TinyParams> = (params, { x, y }) =>
      tf.add(
        crossEntropy(logitsOf(params, x), y),
        crossEntropy(logitsOf(params, x), y, { weights: weightTable(UNEVEN)(y) }),
      );
    const params = initTiny(), batch = upload(rows(shifted, 0, 2));
    assert.equal(lossAndGradients(two, { params, batch }).weight, null);
    const refused = /accumulating gradients: the loss adds up several crossEntropy\(\).*reportWeight/;
    assert.throws(() => makeAccumulate({ loss: two })(params, zeroSums(params), batch, {}), refused);
    assert.throws(
      () => makeEvaluationStep<TinyParams>(two)(params, batch),
      /^RangeError: evaluating: the loss/,
    );

    const same: LossFn<TinyParams> = (params, { x, y }) =>
      tf.add(crossEntropy(logitsOf(params, x), y), crossEntropy(tf.mul(logitsOf(params, x), 2), y));
    assert.equal(lossAndGradients(same, { params, batch }).weight!.dataSync()[0], 2 * T);
  },
);

forEachBackend("hearing a loss's weight leaves no tensors behind, also where the loss fails", () => {
  const [, loss, y] = CASES[1];
  const params = initTiny(), batch = upload(rows(y, 0, 2));
  const before = tf.memory().numTensors;
  const { loss: mean, grads, weight } = lossAndGradients(loss, { params, batch });
  tf.dispose([mean, grads.table, grads.bias, weight!]);
  const failing = makeEvaluationStep<TinyParams>((...args) => {
    loss(...args);
    throw new Error("boom");
  });
  assert.throws(() => failing(params, batch), /boom/);
  assert.equal(tf.memory().numTensors, before);
});
