/** The same weights as in PyTorch give the same logits, loss and gradients. (AdamW: tests/training.) */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, type GPTParams, tokenIds } from "lib/gpt";
import { flattenParams, unflattenParams } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { maxDifference, relativeDifference } from "../compare.ts";
import {
  type ModelName,
  modelNames,
  readModels,
  readParams,
  readTensors,
  withPrefix,
} from "../fixtures/gpt/read.ts";

/** Mean over all positions of -log softmax(logits)[target], in nats. */
function loss(params: GPTParams, config: GPTConfig, x: number[][], y: number[][]): tf.Scalar {
  return tf.tidy(() => {
    const logProbabilities = tf.logSoftmax(gpt(params, config, tokenIds(x, config))); // (B, T, V)
    const targets = tf.oneHot(tokenIds(y, config), config.vocabSize); // (B, T) -> (B, T, V)
    return tf.neg(tf.mean(tf.sum(tf.mul(logProbabilities, targets), -1))) as tf.Scalar;
  });
}

function setup(name: ModelName) {
  const model = readModels().models[name];
  const [x, y] = [0, 1].map((from) =>
    model.ids[0].map((row) => row.slice(from, from + model.config.blockSize))
  );
  return { ...model, x, y, tensors: readTensors(name), params: readParams(name) };
}

for (const name of modelNames) {
  forEachBackend(`gpt() gives PyTorch's logits: ${name}`, () => {
    const { params, config, x, tensors } = setup(name);
    const difference = maxDifference(gpt(params, config, tokenIds(x, config)), tensors.get("logits")!);
    assert.ok(difference <= 1e-4, `logits differ by ${difference}`);
  });

  forEachBackend(`gpt() gives PyTorch's loss and the gradient of every parameter: ${name}`, () => {
    const { params, config, x, y, tensors, loss: expectedLoss } = setup(name);
    const flat = flattenParams(params);
    const expected = withPrefix(tensors, "gradient/");
    assert.deepEqual([...flat.keys()].sort(), [...expected.keys()].sort());
    const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) => {
      const names = [...flat.keys()];
      return loss(unflattenParams(new Map(names.map((n, i) => [n, weights[i]]))), config, x, y);
    })([...flat.values()]);
    assert.ok(
      Math.abs(value.dataSync()[0] - expectedLoss) <= 1e-5,
      `loss ${value.dataSync()[0]}, ${expectedLoss}`,
    );
    [...flat.keys()].forEach((parameter, i) => {
      const difference = relativeDifference(grads[i], expected.get(parameter)!);
      assert.ok(difference <= 1e-3, `gradient of ${parameter} differs by ${difference} of its norm`);
    });
  });
}
