/** The course's own GPT and training step on WebGPU, against the plain JavaScript backend. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, type GPTParams, initGPT } from "lib/gpt";
import { flattenParams, foldIn, seed } from "lib/nn";
import { crossEntropy, initAdamW, lossAndGradients, makeTrainStep } from "lib/training";
import { memoryInUse } from "lib/engine/device";
import { relativeDifference } from "../../../../lib/engine/device/relative_difference.ts";
import "./open.ts";

// A vocabulary of 2,048 and a head of its own: the shapes in which tfjs's own matrix product is wrong.
const config: GPTConfig = {
  vocabSize: 2048,
  blockSize: 8,
  nLayer: 2,
  nHead: 2,
  nEmbd: 32,
  dropout: 0.1,
  qkvBias: true,
  tiedHead: false,
};
const [B, T] = [2, 8];

const lossOf = (config: GPTConfig) =>
(
  params: GPTParams,
  batch: { x: tf.Tensor2D; y: tf.Tensor2D },
  o: { readonly seed?: tf.Tensor1D },
) => crossEntropy(gpt(params, config, batch.x, o), batch.y);

function makeBatch() {
  const ids = Array.from({ length: B * T + 1 }, (_, i) => (i * 997 + 3) % config.vocabSize);
  return { x: tf.tensor2d(ids.slice(0, -1), [B, T], "int32"), y: tf.tensor2d(ids.slice(1), [B, T], "int32") };
}

async function read(tensors: Map<string, tf.Tensor>): Promise<Map<string, Float32Array>> {
  const values = new Map<string, Float32Array>();
  for (const [name, tensor] of tensors) values.set(name, await tensor.data<"float32">());
  return values;
}

async function gradients(backend: string, config: GPTConfig) {
  await tf.setBackend(backend);
  const params = initGPT(config, seed(1));
  const { loss, grads } = lossAndGradients(lossOf(config), { params, batch: makeBatch(), seed: seed(5) });
  return { loss: (await loss.data())[0], grads: await read(flattenParams(grads)) };
}

for (const tiedHead of [false, true]) {
  Deno.test({
    name: `loss and gradients of a GPT with ${
      tiedHead ? "a tied" : "its own"
    } head agree between WebGPU and JavaScript`,
    async fn() {
      const expected = await gradients("cpu", { ...config, tiedHead });
      const found = await gradients("webgpu", { ...config, tiedHead });
      assert.ok(
        Math.abs(found.loss - expected.loss) <= 1e-5 * expected.loss,
        `${found.loss}, ${expected.loss}`,
      );
      assert.deepEqual([...found.grads.keys()], [...expected.grads.keys()]);
      for (const [name, values] of expected.grads) {
        const difference = relativeDifference(found.grads.get(name)!, values);
        // The keys' bias has a gradient of 0 but for rounding: softmax does not see it.
        const bound = name.endsWith("c_attn.bias") ? 1e-3 : 1e-4;
        assert.ok(difference <= bound, `${name}: relative difference ${difference}`);
      }
    },
  });
}

/** Trains on one batch; what is alive is counted after each step. */
async function trainSteps(backend: string, steps: number) {
  await tf.setBackend(backend);
  const step = makeTrainStep({ loss: lossOf(config), clipNorm: 1, adamw: { weightDecay: 0.1 } });
  let params = initGPT(config, seed(1));
  let state = initAdamW(params);
  const batch = makeBatch();
  const lr = tf.scalar(1e-3);
  const losses: number[] = [];
  const counts: { tensors: number; data: number; gpuBytes: number }[] = [];
  for (let i = 0; i < steps; i++) {
    const stepSeed = tf.tidy(() => foldIn(seed(2), i));
    const next = step(params, state, batch, { lr, seed: stepSeed });
    tf.dispose([
      ...flattenParams(params).values(),
      state.t,
      ...[state.m, state.v].flatMap((p) => [...flattenParams(p).values()]),
    ]);
    ({ params, state } = next);
    losses.push((await next.loss.data())[0]);
    tf.dispose([next.loss, next.gradNorm, next.weight, stepSeed]);
    counts.push({
      tensors: tf.memory().numTensors,
      data: tf.backend().numDataIds(),
      gpuBytes: memoryInUse(),
    });
  }
  return { losses, counts, params: await read(flattenParams(params)) };
}

Deno.test({
  name: "three training steps with dropout, clipping and AdamW agree between WebGPU and JavaScript",
  async fn() {
    const expected = await trainSteps("cpu", 3);
    const found = await trainSteps("webgpu", 3);
    assert.ok(expected.losses[2] < expected.losses[0], "training lowers the loss");
    found.losses.forEach((loss, i) => {
      assert.ok(Math.abs(loss - expected.losses[i]) < 1e-4, `step ${i}: ${loss}, not ${expected.losses[i]}`);
    });
    for (const [name, values] of expected.params) {
      const difference = relativeDifference(found.params.get(name)!, values);
      // AdamW divides by the gradient's size: where that is rounding error only, the update is a toss of a coin.
      const bound = name.endsWith("c_attn.bias") ? Infinity : 1e-3;
      assert.ok(difference <= bound, `${name}: relative difference ${difference}`);
    }
  },
});

Deno.test({
  name: "from the fourth training step on WebGPU needs no more tensors and no more of the GPU's memory",
  async fn() {
    const { counts } = await trainSteps("webgpu", 12);
    for (const count of counts.slice(4)) assert.deepEqual(count, counts[3]);
  },
});
