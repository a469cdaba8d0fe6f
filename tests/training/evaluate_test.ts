import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Batches } from "lib/corpora";
import { bitsPerByte, crossEntropy, evaluate, makeEvaluationStep } from "lib/training";
import { forEachBackend } from "../backends.ts";

/** A batch of one row each: logits favour token 0, targets as given. */
const batches = (rows: number[][]): Batches => ({
  batchSize: 1,
  blockSize: 4,
  stepsPerEpoch: rows.length,
  at: (i) => ({ x: new Int32Array(rows[i].length), y: Int32Array.from(rows[i]), shape: [1, rows[i].length] }),
});
const step = makeEvaluationStep<{ logits: tf.Tensor }>(({ logits }, { x, y }) =>
  tf.tidy(() => crossEntropy(tf.gather(logits, x), y))
);
const params = () => ({ logits: tf.tensor2d([[Math.log(3), 0]]) }); // p = (3/4, 1/4)
const RIGHT = Math.log(4 / 3), WRONG = Math.log(4);

forEachBackend("evaluate() weighs every token the same, whatever batch it is in", async () => {
  const found = await evaluate(params(), {
    step,
    vocabSize: 2,
    batches: batches([[0, 0, 0], [1], [-1, -1, 0]]),
  });
  assert.equal(found.tokens, 5);
  assert.ok(Math.abs(found.loss - (4 * RIGHT + WRONG) / 5) < 1e-6);
  assert.ok(Math.abs(found.perplexity - Math.exp(found.loss)) < 1e-12);
});

forEachBackend("evaluate() measures as many batches as it is told and leaves no tensors behind", async () => {
  const model = params();
  const before = tf.memory().numTensors;
  const found = await evaluate(model, { step, vocabSize: 2, count: 1, batches: batches([[0, 0], [1]]) });
  assert.ok(Math.abs(found.loss - RIGHT) < 1e-6);
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("evaluate() refuses to give a mean over nothing, and stops on a signal", async () => {
  await tf.setBackend("cpu");
  const model = params();
  await assert.rejects(
    evaluate(model, { step, vocabSize: 2, batches: batches([[-1], [-1]]) }),
    /no target counts/,
  );
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(evaluate(model, { step, vocabSize: 2, signal, batches: batches([[0]]) }), /enough/);
});

Deno.test("bitsPerByte() is one bit for ln 2 nats over a one-byte token", () => {
  assert.equal(bitsPerByte(Math.LN2, 1), 1);
  assert.equal(bitsPerByte(Math.LN2, 4), 0.25);
  assert.throws(() => bitsPerByte(1, 0), RangeError);
});
