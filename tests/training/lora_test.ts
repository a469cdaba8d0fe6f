/** LoRA through the trainer: the adapter alone is trained, kept in memory by the optimizer, and saved. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { readModel } from "lib/training/checkpoint";
import { packExamples, shuffledRows } from "lib/corpora";
import { gpt, type GPTConfig, initGPT, nanoGPTCharConfig } from "lib/gpt";
import { jit } from "lib/engine/jit";
import type { Jitted } from "../../lib/engine/jit/jit.ts";
import {
  countParams,
  flattenParams,
  initLoRA,
  LORA_DEFAULTS,
  type LoRAConfig,
  type LoRAParams,
  mapParams,
  mergeLoRA,
  seed,
  withLoRA,
} from "lib/nn";
import { crossEntropy, train, type TrainOptions } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { inTemporaryFolder } from "../torch_python.ts";

const config: GPTConfig = {
  ...nanoGPTCharConfig,
  vocabSize: 16,
  blockSize: 12,
  nLayer: 2,
  nHead: 2,
  nEmbd: 16,
  dropout: 0.1,
};
const lora: LoRAConfig = { ...LORA_DEFAULTS, rank: 4, alpha: 8, dropout: 0.1 };

/** Questions of two ids whose answer is the first again, packed. */
const examples = Array.from({ length: 36 }, (_, i) => ({
  ids: Int32Array.of(1 + i % 6, 7 + Math.floor(i / 6), 15, 1 + i % 6),
  answer: Uint8Array.of(0, 0, 0, 1),
}));
const batches = shuffledRows(packExamples(examples, { blockSize: 12 }), { batchSize: 3, seed: 1 });

const setup = () => {
  // Weights five times as large as at the start of a training, as if there had been one.
  const base = mapParams((p) => tf.mul(p, 5), initGPT(config, seed(1)));
  const adapterSeed = seed(2);
  const options: TrainOptions<LoRAParams> = {
    params: () => initLoRA(base, { config: lora, seed: adapterSeed }),
    loss: (adapter, { x, y, segments }, { seed }) =>
      tf.tidy(() => {
        const adapted = withLoRA(base, adapter, { config: lora, seed });
        return crossEntropy(gpt(adapted, config, x, { seed, segments }), y);
      }),
    batches,
    vocabSize: config.vocabSize,
    steps: 20,
    learningRate: 0.02,
  };
  return { base, options };
};

forEachBackend("train() moves the adapter and not one bit of the model", async () => {
  const { base, options } = setup();
  const before = [...flattenParams(base)].map(([name, tensor]) => [name, [...tensor.dataSync()]]);
  const { params, state, history } = await train({ ...options, steps: 60 });
  assert.deepEqual([...flattenParams(base)].map(([name, tensor]) => [name, [...tensor.dataSync()]]), before);

  const names = [...flattenParams(params).keys()];
  assert.ok(names.every((name) => /^h\.[01]\.(attn|mlp)\.c_(attn|proj|fc)\.[AB]$/.test(name)));
  const { m, v } = state;
  assert.deepEqual([...flattenParams(m).keys()], names, "the optimizer keeps means of the adapter only");
  assert.equal(countParams(m) + countParams(v), 2 * countParams(params));
  assert.ok(countParams(params) < countParams(base) * 0.5);

  const mean = (points: typeof history.train) =>
    points.reduce((sum, [, loss]) => sum + loss, 0) / points.length;
  const first = mean(history.train.slice(0, 10)), last = mean(history.train.slice(-10));
  assert.ok(last < first - 0.3, `${first} -> ${last}`);
  const ids = tf.tensor2d([[1, 7, 15]], [1, 3], "int32");
  const merged = gpt(mergeLoRA(base, params, { config: lora }), config, ids);
  assert.ok(maxDifference(merged, gpt(withLoRA(base, params, { config: lora }), config, ids)) < 1e-4);
});

for (const accumulate of [1, 2]) {
  forEachBackend(`a compiled run has the losses of an eager one, accumulate ${accumulate}`, async () => {
    const { base, options: asUsual } = setup();
    // Small steps: what a compiler's other order of sums changes must not grow in twenty of them.
    const options = { ...asUsual, learningRate: 2e-3 };
    const eager = await train({ ...options, accumulate });
    const compiled: Jitted<never[], unknown>[] = [];
    const fast = await train({
      ...options,
      accumulate,
      compile: (f) => {
        const g = jit(f);
        compiled.push(g as unknown as Jitted<never[], unknown>);
        return g;
      },
    });
    fast.history.train.forEach(([step, loss], i) => {
      const difference = Math.abs(loss - eager.history.train[i][1]);
      assert.ok(difference < 1e-4, `step ${step}: ${loss}, eager ${eager.history.train[i][1]}`);
    });
    if (tf.getBackend() === "tensorflow") {
      assert.equal(compiled[0].traces.length, 1);
      const { inputs, ops } = compiled[0].program!;
      const captured = inputs.filter(({ name }) => name.startsWith("captured_"));
      // The model's tensors are inputs, handed over by reference in every call; none of them is a constant of the program.
      assert.equal(captured.length, flattenParams(base).size);
      const largest = Math.max(
        ...ops.filter(({ op }) => op === "Const").flatMap(({ outputs }) =>
          outputs.map(({ shape }) => shape.reduce((a, b) => a * b, 1))
        ),
      );
      assert.ok(largest <= config.blockSize, `a constant of ${largest} values`);
    }
    compiled.forEach((g) => g[Symbol.dispose]());
  });
}

forEachBackend(
  "a checkpoint holds the adapter alone with its config, and the run goes on from it",
  () =>
    inTemporaryFolder(async (folder) => {
      const { base, options } = setup();
      const checkpoints = { folder, every: 10, config: { gpt: { ...config }, lora: { ...lora } } };
      const whole = await train(options);
      await train({ ...options, checkpoints, steps: 10 });
      const resumed = await train({ ...options, checkpoints });
      assert.deepEqual(resumed.history.train, whole.history.train);

      const saved = await readModel<LoRAParams>(resumed.lastCheckpoint!);
      assert.equal(countParams(saved.params), countParams(initLoRA(base, { config: lora, seed: seed(2) })));
      assert.deepEqual(saved.config, { gpt: config, lora });
      const ids = tf.tensor2d([[1, 7, 15]], [1, 3], "int32");
      const run = (adapter: LoRAParams) => gpt(withLoRA(base, adapter, { config: lora }), config, ids);
      assert.equal(maxDifference(run(saved.params), run(resumed.params)), 0);
    }),
);

forEachBackend("a run leaves exactly its result behind", async () => {
  const { options } = setup();
  const before = tf.memory().numTensors;
  const { params, state } = await train(options);
  const { m, v } = state;
  assert.equal(
    tf.memory().numTensors - before,
    flattenParams(params).size + flattenParams(m).size + flattenParams(v).size + 1, // and AdamW's step count
  );
});
