/** Several texts in one row: each gets what it would get alone, and nothing of its neighbours. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { packExamples, shuffledRows } from "lib/corpora";
import { gpt, type GPTConfig, initGPT, nanoGPTCharConfig, tokenIds } from "lib/gpt";
import { jit } from "lib/engine/jit";
import { mapParams, seed } from "lib/nn";
import { countTargets } from "../../lib/training/batch.ts";
import { crossEntropy, uploadBatch } from "lib/training";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { assertGradient, maxDifference } from "../compare.ts";

const config: GPTConfig = {
  ...nanoGPTCharConfig,
  blockSize: 12,
  vocabSize: 20,
  nLayer: 2,
  nHead: 2,
  nEmbd: 8,
};
/** Weights large enough that a leak would show. */
const params = () => mapParams((p) => tf.mul(p, 10), initGPT(config, seed(1)));
const segmentsOf = (rows: number[][]) => tf.tensor2d(rows, [rows.length, rows[0].length], "int32");
const part = (logits: tf.Tensor3D, from: number, count: number) =>
  tf.slice(logits, [0, from, 0], [1, count, config.vocabSize]);

forEachBackend("each of three packed texts gets the logits that it gets alone", () => {
  const p = params();
  const texts = [[3, 1, 4, 1, 5], [9, 2, 6], [5, 3]];
  const packed = gpt(p, config, tokenIds([[...texts.flat(), 0, 0]], config), {
    segments: segmentsOf([[0, 0, 0, 0, 0, 1, 1, 1, 2, 2, -1, -1]]),
  });
  let at = 0;
  for (const text of texts) {
    const alone = gpt(p, config, tokenIds([text], config));
    assert.ok(maxDifference(part(packed, at, text.length), alone) < 1e-4);
    at += text.length;
  }
});

forEachBackend("changing the first text does not change one bit of the second's logits", () => {
  const p = params();
  const segments = segmentsOf([[0, 0, 0, 1, 1, 1]]);
  const run = (first: number[]) => gpt(p, config, tokenIds([[...first, 7, 8, 9]], config), { segments });
  const a = run([1, 2, 3]), b = run([11, 12, 13]);
  assert.deepEqual([...part(a, 3, 3).dataSync()], [...part(b, 3, 3).dataSync()]);
  assert.ok(maxDifference(part(a, 0, 3), part(b, 0, 3)) > 0.1);
  const whole = gpt(p, config, tokenIds([[1, 2, 3, 7, 8, 9]], config));
  assert.ok(maxDifference(part(a, 3, 3), part(whole, 3, 3)) > 0.1, "without segments there is a leak");
});

forEachBackend("the packed loss and its gradient are those of the examples one by one", () => {
  const p = params();
  const examples = [[1, 2, 3, 4, 5], [6, 7, 8], [9, 10, 11, 12, 13, 14], [15, 16, 17]].map((ids, i) => ({
    ids: Int32Array.from(ids),
    answer: Uint8Array.from(ids, (_, j) => j > i % 3 ? 1 : 0),
  }));
  const packed = packExamples(examples, { blockSize: 8 });
  assert.ok(packed.rows < examples.length);
  const alone = packExamples(examples, { blockSize: 8, perRow: 1 });
  const lossOf = (rows: typeof packed, head: tf.Tensor2D) => {
    const batch = shuffledRows(rows, { batchSize: rows.rows, seed: 1 }).at(0);
    const { x, y, segments } = uploadBatch(batch, config);
    const weights = { ...p, wte: { weight: head } };
    return { loss: crossEntropy(gpt(weights, config, x, { segments }), y), targets: countTargets(batch) };
  };
  const one = lossOf(packed, p.wte.weight);
  let sum = 0, targets = 0;
  for (const example of examples) {
    const single = lossOf(packExamples([example], { blockSize: example.ids.length - 1 }), p.wte.weight);
    sum += single.loss.dataSync()[0] * single.targets;
    targets += single.targets;
  }
  assert.equal(one.targets, targets);
  assert.ok(
    Math.abs(one.loss.dataSync()[0] * targets - sum) < 1e-3,
    `${one.loss.dataSync()[0] * targets}, ${sum}`,
  );
  const [packedGrad, aloneGrad] = [packed, alone].map((rows) =>
    tf.grad((w) => lossOf(rows, w as tf.Tensor2D).loss)(p.wte.weight)
  );
  assert.ok(maxDifference(packedGrad, aloneGrad) < 1e-4);
});

forEachBackend("gpt() with segments has the gradients that finite differences show", () => {
  const p = initGPT(config, seed(1));
  const ids = tokenIds([[1, 2, 3, 4, 5, 6]], config), segments = segmentsOf([[0, 0, 0, 1, 1, 1]]);
  assertGradient(
    (wpe, c_attn) => {
      const h = p.h.map((b) => ({ ...b, attn: { ...b.attn, c_attn: { weight: c_attn as tf.Tensor2D } } }));
      return gpt({ ...p, wpe: { weight: wpe as tf.Tensor2D }, h }, config, ids, { segments });
    },
    [tf.mul(p.wpe.weight, 10), tf.mul(p.h[0].attn.c_attn.weight, 10)],
  );
});

forEachBackend("a compiled gpt() takes segments as an input: other segments, no other trace", async () => {
  const p = params();
  using compiled = jit((ids: tf.Tensor2D, segments: tf.Tensor2D) => gpt(p, config, ids, { segments }));
  const ids = tokenIds([[1, 2, 3, 4, 5, 6]], config);
  for (const segments of [segmentsOf([[0, 0, 0, 1, 1, 1]]), segmentsOf([[0, 1, 1, 1, 1, 2]])]) {
    const found = await compiled(ids, segments);
    assert.ok(maxDifference(found, gpt(p, config, ids, { segments })) < 1e-4);
    found.dispose();
  }
  assert.equal(compiled.traces.length, tf.getBackend() === "tensorflow" ? 1 : 0);
});

forEachBackend("gpt() with segments leaves no tensors behind", () => {
  const p = params();
  const ids = tokenIds([[1, 2, 3]], config), segments = segmentsOf([[0, 0, 1]]);
  assert.equal(leakedTensors(() => gpt(p, config, ids, { segments })), 0);
});

Deno.test("gpt() refuses segments of another shape than the ids", () => {
  assert.throws(
    () => gpt(params(), config, tokenIds([[1, 2, 3]], config), { segments: segmentsOf([[0, 0]]) }),
    /expected segments of the ids' shape \(1,3\), found \(1,2\)/,
  );
});
