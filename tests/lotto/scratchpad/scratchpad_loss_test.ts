import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { draws, lottoDataset, randomTicket } from "lib/lotto";
import { mixedTickets, nextNumberDistribution } from "lib/lotto/scratchpad";
import { scratchpadBatch } from "../../../lib/lotto/scratchpad/scratchpad_batches.ts";
import { scratchpadLength } from "../../../lib/lotto/scratchpad/scratchpad.ts";
import { scratchpadLoss } from "../../../lib/lotto/scratchpad/scratchpad_loss.ts";
import { VOCAB_SIZE } from "../../../lib/lotto/scratchpad/scratchpad_tokens.ts";
import { assertGradient } from "../../compare.ts";
import { forEachBackend } from "../../backends.ts";

Deno.test("the next number's distribution, by hand: the last of six after 44 can only be 45", () => {
  assert.equal(nextNumberDistribution(5, 44)[45], 1);
  const fifth = nextNumberDistribution(4, 42); // 43 (then 44 or 45) or 44 (then 45)
  assert.deepEqual([fifth[43], fifth[44], fifth[45]], [2 / 3, 1 / 3, 0]);
  assert.ok(Math.abs(nextNumberDistribution(0, 0)[1] - 6 / 45) < 1e-12);
});

Deno.test("the product of the six distributions is 1 / C(45, 6) for every ticket", () => {
  const random = draws(1);
  for (let i = 0; i < 50; i++) {
    const ticket = randomTicket(random);
    const p = ticket.reduce((p, n, k) => p * nextNumberDistribution(k, ticket[k - 1] ?? 0)[n], 1);
    assert.ok(Math.abs(p * 8_145_060 - 1) < 1e-9);
  }
});

const T = scratchpadLength(2) - 1;

function batch() {
  const samples = [
    ...lottoDataset({ seed: 1, tickets: { min: 2, max: 2 }, drawTickets: mixedTickets }).take(2),
  ];
  const { x, y } = scratchpadBatch(samples, { width: T });
  return { x: tf.tensor2d(x, [2, T], "int32"), y: tf.tensor2d(y, [2, T], "int32"), ids: y };
}

forEachBackend("without exact numbers the loss is plain cross-entropy", async () => {
  const { x, y, ids } = batch();
  const logits = tf.randomNormal([2, T, VOCAB_SIZE], 0, 1, "float32", 3) as tf.Tensor3D;
  const logP = (await tf.logSoftmax(logits).array()).flat() as number[][];
  const counted = [...ids].flatMap((id, i) => id < 0 ? [] : [-logP[i][id]]);
  const expected = counted.reduce((a, b) => a + b) / counted.length;
  const [loss] = await scratchpadLoss({ hardNumbers: true })(logits, { x, y }).data();
  assert.ok(Math.abs(loss - expected) < 1e-4);
});

forEachBackend("the exact distributions have the smallest loss: their own entropy", async () => {
  const { x, y, ids } = batch();
  const rows = [...await x.data()];
  const perfect = tf.buffer([2, T, VOCAB_SIZE]);
  let entropy = 0, count = 0;
  for (let i = 0; i < ids.length; i++) {
    const b = Math.floor(i / T), t = i % T, column = (t + 1) % 19;
    for (let v = 0; v < VOCAB_SIZE; v++) perfect.set(-60, b, t, v);
    if (ids[i] < 0) continue;
    count++;
    if (ids[i] >= 100) {
      perfect.set(0, b, t, ids[i]);
      continue;
    }
    const index = (column - 1) / 2;
    nextNumberDistribution(index, index === 0 ? 0 : rows[i - 1]).forEach((p, n) => {
      if (p === 0) return;
      perfect.set(Math.log(p), b, t, n);
      entropy -= p * Math.log(p);
    });
  }
  const logits = perfect.toTensor() as tf.Tensor3D;
  const [loss] = await scratchpadLoss()(logits, { x, y }).data();
  assert.ok(Math.abs(loss - entropy / count) < 1e-4);
  const [withPenalty] = await scratchpadLoss({ penalty: 1 })(logits, { x, y }).data();
  assert.ok(Math.abs(withPenalty - loss) < 1e-5, "nothing impossible is above the margin");
});

forEachBackend("the penalty is large where an impossible token is likely", async () => {
  const { x, y } = batch();
  const flat = tf.zeros([2, T, VOCAB_SIZE]) as tf.Tensor3D;
  const [without] = await scratchpadLoss()(flat, { x, y }).data();
  const [withPenalty] = await scratchpadLoss({ penalty: 1, margin: 20 })(flat, { x, y }).data();
  const excess = 20 - Math.log(VOCAB_SIZE); // for each impossible token, and nearly all are
  assert.ok(withPenalty - without > 0.7 * excess && withPenalty - without < excess);
});

forEachBackend("a batch without targets has the loss 0 and no gradient, not 0 / 0", async () => {
  const { x } = batch();
  const y = tf.fill([2, T], -1, "int32") as tf.Tensor2D;
  const logits = tf.randomNormal([2, T, VOCAB_SIZE], 0, 1, "float32", 3) as tf.Tensor3D;
  const loss = scratchpadLoss({ penalty: 1 });
  const { value, grad } = tf.valueAndGrad((z) => loss(z as tf.Tensor3D, { x, y }))(logits);
  assert.equal((await value.data())[0], 0);
  assert.ok((await grad.data()).every((g) => g === 0));
});

Deno.test("the loss has the gradient that finite differences say", async () => {
  await tf.setBackend("cpu");
  tf.tidy(() => {
    const { x, y } = batch();
    const logits = tf.randomNormal([2, T, VOCAB_SIZE], 0, 1, "float32", 5) as tf.Tensor3D;
    assertGradient((z) => scratchpadLoss({ penalty: 0.1 })(z as tf.Tensor3D, { x, y }), [logits]);
  });
});
