import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { engineTest } from "./engine.ts";
import { leftBehind, NOTHING } from "./left_behind.ts";

engineTest("1,000 training steps leave tensors, handles and memory where they were", async () => {
  const { megabytes, counts } = await leftBehind(
    `
    const x = tf.tensor1d([0, 1, 2, 3, 0, 2], "int32");
    const y = tf.ones([6, 8]);
    let params = [tf.ones([4, 8]), tf.zeros([8, 8]), tf.zeros([8])];
    const loss = (table, w, b) =>
      tf.mean(tf.square(tf.sub(tf.tanh(tf.add(tf.matMul(tf.gather(table, x), w), b)), y)));
    const step = () => tf.tidy(() => {
      const { grads } = tf.valueAndGrads(loss)(params);
      return params.map((p, i) => tf.sub(p, tf.mul(grads[i], 0.1)));
    });`,
    `const next = step(); tf.dispose(params); params = next;`,
  );
  assert.deepEqual(counts, NOTHING);
  assert.ok(megabytes < 4, `${megabytes} MB: one leaked handle for each op would be about 10`);
});

engineTest("1,000 string tensors leave no memory behind", async () => {
  const { megabytes, counts } = await leftBehind(
    `const text = "가".repeat(30_000);`,
    `tf.tidy(() => tf.reshape(tf.tensor1d([text, "short"]), [2, 1]).dataSync());`,
  );
  assert.deepEqual(counts, NOTHING);
  assert.ok(megabytes < 20, `${megabytes} MB are left of 90`);
});

engineTest("memory() counts tensors, native tensors and handles", (engine) => {
  const before = engine.memory();
  const a = tf.tensor1d([1, 2, 3]);
  assert.equal(engine.memory().numTensors, before.numTensors + 1);
  assert.equal(engine.memory().numHandles, before.numHandles, "a tensor gets a handle when an op needs it");
  const b = tf.square(a);
  assert.equal(engine.memory().numHandles, before.numHandles + 2);
  assert.equal(engine.memory().numNativeTensors, before.numNativeTensors + 2);
  assert.equal(engine.memory().numBytes, before.numBytes + 24);
  tf.dispose([a, b]);
  assert.deepEqual(engine.memory(), before);
});
