import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { seed } from "lib/nn";
import { lossAndGradients, makeAccumulate, meanOfSums, uploadBatch, zeroSums } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { initTiny, tinyLoss, VOCAB } from "./tiny_model.ts";

forEachBackend("accumulated gradients equal the big batch's, also with different numbers of targets", () => {
  const ids = Int32Array.from({ length: 24 }, (_, i) => (i * 5) % VOCAB);
  const targets = ids.map((id, i) => i < 7 ? -1 : (id + 2) % VOCAB); // the first micro-batch counts 1 of 8
  const upload = (from: number, to: number, B: number) =>
    uploadBatch({ x: ids.slice(from, to), y: targets.slice(from, to), shape: [B, 4] }, { vocabSize: VOCAB });
  const params = initTiny();
  const big = lossAndGradients(tinyLoss, { params, batch: upload(0, 24, 6) });

  const accumulate = makeAccumulate({ loss: tinyLoss });
  let sums = zeroSums(params);
  for (let i = 0; i < 3; i++) sums = accumulate(params, sums, upload(8 * i, 8 * i + 8, 2), { seed: seed(i) });
  const small = meanOfSums(sums);

  assert.equal(sums.weight.dataSync()[0], 17);
  assert.ok(maxDifference(small.loss, big.loss) < 1e-6);
  assert.ok(maxDifference(small.grads.table, big.grads.table) < 1e-6);
  assert.ok(maxDifference(small.grads.bias, big.grads.bias) < 1e-6);
  const means = [0, 1, 2].map((i) => tinyLoss(params, upload(8 * i, 8 * i + 8, 2), {}));
  assert.ok(maxDifference(tf.mean(tf.stack(means)), big.loss) > 1e-3, "the mean of means is another number");
});

forEachBackend("a loss that reports no weight weighs what its batch has of targets that count", () => {
  const batch = uploadBatch(
    { x: Int32Array.of(1, 2, 3, 4), y: Int32Array.of(-1, 0, 3, -100), shape: [1, 4] },
    {
      vocabSize: VOCAB,
    },
  );
  const loss = ({ table, bias }: ReturnType<typeof initTiny>) =>
    tf.add(tf.sum(table), tf.sum(bias)) as tf.Scalar;
  assert.equal(lossAndGradients(loss, { params: initTiny(), batch }).weight!.dataSync()[0], 2);
});
