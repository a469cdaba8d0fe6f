import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { TensorFlowError } from "lib/engine/tensorflow";
import { engineTest } from "./engine.ts";

/** Calls that read a tensor's values back to JavaScript while `f` runs. */
function readsDuring(engine: Parameters<Parameters<typeof engineTest>[1]>[0], f: () => void): number {
  const { binding } = engine.backend;
  const original = binding.tensorDataSync;
  let reads = 0;
  binding.tensorDataSync = (id) => {
    reads++;
    return original.call(binding, id);
  };
  try {
    f();
  } finally {
    binding.tensorDataSync = original;
  }
  return reads;
}

engineTest("gather() looks rows up without reading the indices back", (engine) => {
  tf.tidy(() => {
    const table = tf.tensor2d([[1, 2], [3, 4], [5, 6]]);
    const indices = tf.tidy(() => tf.add(tf.tensor1d([0, 0, 1], "int32"), tf.scalar(1, "int32")));
    let rows = tf.zeros([0]);
    assert.equal(readsDuring(engine, () => rows = tf.gather(table, indices)), 0);
    assert.deepEqual(rows.arraySync(), [[3, 4], [3, 4], [5, 6]]);
    assert.deepEqual(tf.gather(table, tf.tensor1d([1], "int32"), 1).arraySync(), [[2], [4], [6]]);
  });
});

engineTest("gather() adds gradients up where a row is looked up twice", () => {
  const gradient = tf.tidy(() =>
    tf.grad((x: tf.Tensor) => tf.sum(tf.square(tf.gather(x, tf.tensor1d([0, 2, 0], "int32")))))(
      tf.tensor1d([3, 4, 5]),
    ).arraySync()
  );
  assert.deepEqual(gradient, [12, 0, 10]);
});

engineTest("gather() refuses an index out of range", (engine) => {
  if (engine.gpu !== null) return; // a GPU returns zeros
  tf.tidy(() => {
    const x = tf.tensor1d([1, 2]);
    assert.throws(() => tf.gather(x, tf.tensor1d([2], "int32")), (error: Error) => {
      assert.equal(error.message, "GatherV2: the index value 2 is not in [0, 1]");
      assert.ok(error.cause instanceof TensorFlowError);
      return true;
    });
  });
});

engineTest("round() leaves int32 as it is", () => {
  tf.tidy(() => {
    assert.deepEqual(tf.round(tf.tensor1d([-12345678, 3], "int32")).arraySync(), [-12345678, 3]);
    assert.deepEqual(tf.round(tf.tensor1d([1.4, -2.6])).arraySync(), [1, -3]);
  });
});
