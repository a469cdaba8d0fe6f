import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { embedding, type EmbeddingParams, initEmbedding, seed } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { testLayer } from "./layer.ts";

testLayer("embedding", ({ weight, ids }) => embedding({ weight: weight as tf.Tensor2D }, ids as tf.Tensor2D));

forEachBackend("embedding() looks rows up, and a row's gradient is the sum over its uses", () => {
  const params: EmbeddingParams = { weight: tf.tensor2d([[1, 2], [3, 4], [5, 6]]) };
  const ids = tf.tensor2d([[2, 0, 2]], [1, 3], "int32");
  assert.deepEqual(embedding(params, ids).arraySync(), [[[5, 6], [1, 2], [5, 6]]]);
  const gradient = tf.grad((weight) => embedding({ weight: weight as tf.Tensor2D }, ids));
  assert.deepEqual(gradient(params.weight).arraySync(), [[1, 1], [0, 0], [2, 2]]);
});

forEachBackend("initEmbedding() gives a table of that size", () => {
  assert.deepEqual(initEmbedding({ count: 5, width: 3 }, seed(1)).weight.shape, [5, 3]);
});
