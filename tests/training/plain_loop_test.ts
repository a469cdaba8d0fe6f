/** The plain loop is what `train` computes: the same losses and weights from the same seed and batches. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { jit } from "lib/engine/jit";
import { gpt, type GPTParams, initGPT, nanoGPTCharConfig } from "lib/gpt";
import { disposeParams, flattenParams, type Params, seed } from "lib/nn";
import { crossEntropy, plainLoop, train, warmupCosine } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { tinyBatches, VOCAB } from "./tiny_model.ts";

const config = {
  ...nanoGPTCharConfig,
  ...{ vocabSize: VOCAB, blockSize: 4, nLayer: 2, nHead: 2, nEmbd: 8, dropout: 0.1 },
};
const STEPS = 20;
const options = {
  loss: (params: GPTParams, { x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }, o: object) =>
    tf.tidy(() => crossEntropy(gpt(params, config, x, o), y)),
  batches: tinyBatches(3, 4),
  vocabSize: VOCAB,
  steps: STEPS,
  learningRate: warmupCosine({ peak: 3e-2, warmupSteps: 5, totalSteps: STEPS }),
  adamw: { weightDecay: 0.1 },
  clipNorm: 0.5, // below the gradients' norm in most steps
  seed: 7,
};
const TOLERANCE = 1e-4; // nats; a compiler orders sums differently, and twenty steps let that grow

forEachBackend("train() gives the losses and weights of the plain loop, bit for bit", async () => {
  const params = initGPT(config, seed(1));
  const plain = await plainLoop({ ...options, params });
  const { history, ...trained } = await train({ ...options, params });
  assert.deepEqual(history.train.map(([, loss]) => loss), plain.losses);
  assert.ok(plain.losses[STEPS - 1] < plain.losses[0]);
  const found = flattenParams(trained.params);
  for (const [name, weight] of flattenParams(plain.params)) {
    assert.deepEqual([...found.get(name)!.dataSync()], [...weight.dataSync()], name);
  }
  assert.equal(maxDifference(plain.state.t, trained.state.t), 0);
});

forEachBackend(
  "train() with compiled steps, several in a call, gives the losses of the plain loop",
  async () => {
    const params = initGPT(config, seed(1));
    const { losses } = await plainLoop({ ...options, params });
    const { history } = await train({ ...options, params, compile: jit });
    history.train.forEach(([step, loss], i) => {
      assert.ok(Math.abs(loss - losses[i]) < TOLERANCE, `step ${step}: ${loss}, plain loop ${losses[i]}`);
    });
  },
);

forEachBackend(
  "plainLoop() leaves exactly its result's tensors behind, and the given weights alone",
  async () => {
    const params = initGPT(config, seed(1));
    const before = tf.memory().numTensors;
    const { losses: _, ...result } = await plainLoop({ ...options, params, steps: 3 });
    const count = flattenParams(params).size;
    assert.equal(tf.memory().numTensors, before + 3 * count + 1); // weights, m, v; t
    disposeParams({ params: result.params, ...result.state } as Params);
    assert.equal(tf.memory().numTensors, before);
    assert.ok([...flattenParams(params).values()].every((tensor) => !tensor.isDisposed));
  },
);

forEachBackend(
  "plainLoop() without a step returns a copy of the weights, which the caller frees",
  async () => {
    const params = initGPT(config, seed(1));
    const before = tf.memory().numTensors;
    const { losses, ...result } = await plainLoop({ ...options, params, steps: 0 });
    assert.deepEqual(losses, []);
    for (const [name, weight] of flattenParams(params)) {
      assert.equal(maxDifference(flattenParams(result.params).get(name)!, weight), 0);
    }
    disposeParams({ params: result.params, ...result.state } as Params);
    assert.equal(tf.memory().numTensors, before);
    assert.ok([...flattenParams(params).values()].every((tensor) => !tensor.isDisposed));
  },
);
