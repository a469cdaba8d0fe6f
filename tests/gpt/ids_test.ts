/** Ids, targets and positions that the model has no row for: an error, or a NaN that no one can miss. */
import * as tf from "@tensorflow/tfjs";
import type { Batch } from "lib/corpora";
import assert from "node:assert/strict";
import { gpt, type GPTConfig, initGPT, initKVCache, nextTokenLogits } from "lib/gpt";
import { gptWithCache } from "../../lib/gpt/kv_cache.ts";
import { jit, type JitMode } from "lib/engine/jit";
import { seed } from "lib/nn";
import { crossEntropy, type LossFn, train, uploadBatch } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { jitTest } from "../engine/jit/engine.ts";

const config: GPTConfig = {
  ...{ vocabSize: 5, blockSize: 4, nLayer: 1, nHead: 1, nEmbd: 4, dropout: 0 },
  ...{ qkvBias: true, tiedHead: true },
};
const ints = (...values: number[]) => tf.tensor2d([values], [1, values.length], "int32");

const inputs: readonly [what: string, ids: number[], positions: number[]][] = [
  ["an id of vocabSize", [0, 5], [0, 1]],
  ["a negative id", [-1, 0], [0, 1]],
  ["a large id", [0, 2 ** 31 - 1], [0, 1]],
  ["a position of blockSize", [0, 1], [0, 4]],
  ["a negative position", [0, 1], [-1, 0]],
];

for (const [what, ids, positions] of inputs) {
  jitTest(`${what} throws, and compiled by XLA gives NaN`, async (engine) => {
    if (engine.gpu !== null) return; // a GPU gives zeros
    const params = initGPT(config, seed(1));
    const loss = (x: tf.Tensor2D, positions: tf.Tensor2D) => {
      const logits = gpt(params, config, x, { positions });
      return crossEntropy(logits, tf.zeros([1, 2], "int32"));
    };
    const call = (mode: JitMode) => jit(loss, { mode })(ints(...ids), ints(...positions));
    assert.throws(() => loss(ints(...ids), ints(...positions)), RangeError);
    for (const mode of ["eager", "graph"] as const) await assert.rejects(call(mode), /is not in \[0/);
    assert.deepEqual((await call("xla")).arraySync(), NaN);
  });
}

jitTest("a target above the vocabulary throws, and compiled by XLA gives NaN", async (engine) => {
  if (engine.gpu !== null) return;
  const loss = (y: tf.Tensor) => crossEntropy(tf.zeros([1, 2, 5]), y);
  assert.throws(() => loss(ints(0, 5)), RangeError);
  await assert.rejects(jit(loss, { mode: "graph" })(ints(0, 5)), /is not in \[0/);
  assert.deepEqual((await jit(loss, { mode: "xla" })(ints(0, 5))).arraySync(), NaN);
});

forEachBackend(
  "weights with fewer rows than the config has ids or positions, or of another width or depth, are refused",
  () => {
    const params = initGPT(config, seed(1));
    const x = ints(0);
    for (
      const [wrong, message] of [
        [{ ...config, vocabSize: 9 }, /config's vocabSize is 9, but wte\.weight has 5 rows/],
        [{ ...config, blockSize: 9 }, /config's blockSize is 9, but wpe\.weight has 4 rows/],
        [
          { ...config, nEmbd: 2 * config.nEmbd },
          /config's nEmbd is \d+, but that of the weights is \d+/,
        ],
        [{ ...config, nLayer: config.nLayer + 1 }, /config's nLayer is \d+, but that of the weights is \d+/],
      ] as const
    ) {
      const cache = initKVCache(wrong, { batchSize: 1 });
      assert.throws(() => gpt(params, wrong, x), message);
      assert.throws(() => nextTokenLogits(params, wrong, x), message);
      assert.throws(() => gptWithCache(params, wrong, x, { cache }), message);
    }
    assert.throws(() => gpt(params, config, x, { vocabSize: 6 }), /vocabulary of 6, but .* vocabSize is 5/);
    assert.deepEqual(gpt(params, config, x, { vocabSize: 5 }).shape, [1, 1, 5]);
    assert.deepEqual(gpt(params, { ...config, vocabSize: 4 }, x).shape, [1, 1, 5], "more rows are no harm");
  },
);

const batch: Batch = { x: Int32Array.of(7, 7), y: Int32Array.of(1, 1), shape: [1, 2] };

for (const compile of [undefined, jit]) {
  const how = compile ? "compiled" : "uncompiled";
  jitTest(
    `train() with a vocabSize above the model's is refused before the first step (${how})`,
    async () => {
      const loss: LossFn = (p, { x, y }, o) => crossEntropy(gpt(p as never, config, x, o), y);
      const run = train({
        params: () => initGPT(config, seed(1)) as never,
        loss,
        batches: { batchSize: 1, blockSize: 2, stepsPerEpoch: 1, at: () => batch },
        ...{ vocabSize: 8, steps: 2, learningRate: 1e-3, compile },
      });
      await assert.rejects(run, /step 0: gpt: .* vocabulary of 8, but the model's vocabSize is 5/);
    },
  );
}

forEachBackend("a negative position in a batch is named", () => {
  const wrong = { ...batch, positions: Int32Array.of(0, -2) };
  assert.throws(() => uploadBatch(wrong, { vocabSize: 8 }), /positions\[0, 1\] is -2; .* counted from 0/);
});
