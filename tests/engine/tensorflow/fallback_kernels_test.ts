import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { engineTest } from "./engine.ts";

engineTest(
  "avgPool() with explicit padding has a value; its gradient, which tfjs gets wrong, is an error",
  () => {
    tf.tidy(() => {
      const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
      const pool = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 2, 2, 1, "floor");
      assert.deepEqual([...pool(x).dataSync()], [1, 2, 3, 4]);
      assert.throws(() => tf.grad((x) => tf.sum(pool(x)))(x), /supports only 'valid' and 'same' padding/);
    });
  },
);
