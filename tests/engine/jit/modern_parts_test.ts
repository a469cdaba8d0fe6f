/** Models of the Llama family, compiled: training steps and generation are those op by op. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { generate, type GenerateOptions, gpt, type GPTParams, initGPT } from "lib/gpt";
import { jit } from "lib/engine/jit";
import { disposeParams, flattenParams, seed } from "lib/nn";
import { crossEntropy, initAdamW, makeTrainStep } from "lib/training";
import { modernConfigs, strongParams } from "../../gpt/modern_configs.ts";
import { assertClose, jitTest } from "./engine.ts";

for (const name of ["Llama", "EXAONE 4"]) {
  const config = modernConfigs[name];

  for (const mode of ["graph", "xla"] as const) {
    jitTest(`${name}: compiled generation draws the tokens of uncompiled (${mode})`, async () => {
      const params = strongParams(config);
      const draw = async (compile?: GenerateOptions["compile"]) => {
        const drawn = [];
        const o = { maxNewTokens: 8, seed: 5, topK: 5, compile };
        for await (const { tokens } of generate({ params, config }, [[1, 2, 3], [4]], o)) drawn.push(tokens);
        return drawn;
      };
      assert.deepEqual(await draw((f) => jit(f, { mode })), await draw());
    });
  }

  jitTest(`${name}: six compiled training steps are those op by op, and it learns`, async () => {
    const batch = {
      x: tf.tensor2d([[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 0, 1]], [2, 6], "int32"),
      y: tf.tensor2d([[2, 3, 4, 5, 6, 7], [8, 9, 10, 0, 1, 2]], [2, 6], "int32"),
    };
    const raw = makeTrainStep<GPTParams>({
      loss: (params, { x, y }, { seed }) => crossEntropy(gpt(params, config, x, { seed }), y),
      clipNorm: 1,
    });
    using compiled = jit(raw, { mode: "xla" });
    const run = async (step: typeof raw | typeof compiled) => {
      let params = initGPT(config, seed(3)), state = initAdamW(params);
      const losses: number[] = [];
      for (let i = 0; i < 6; i++) {
        const next = await step(params, state, batch, { lr: tf.scalar(0.01), seed: seed(i) });
        losses.push((await next.loss.data())[0]);
        disposeParams(params);
        ({ params, state } = next);
      }
      return { losses, params };
    };
    const expected = await run(raw), actual = await run(compiled);
    actual.losses.forEach((loss, i) =>
      assert.ok(Math.abs(loss - expected.losses[i]) < 1e-4, `step ${i}: ${loss}`)
    );
    assert.ok(actual.losses[5] < actual.losses[0] - 0.1, `${actual.losses}`);
    const weights = flattenParams(expected.params);
    for (const [name, tensor] of flattenParams(actual.params)) assertClose(tensor, weights.get(name)!, 1e-3);
  });
}

jitTest(
  "a window's cache that is compiled: long texts of several lengths, in a cache that grows",
  async () => {
    const config = { ...modernConfigs["EXAONE 4"], blockSize: 256, windows: [40, 5, null] };
    const params = strongParams(config);
    const draw = async (compile?: GenerateOptions["compile"]) => {
      const drawn = [], prompts = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [4], [5, 6]];
      const o = { maxNewTokens: 125, temperature: 0, compile };
      for await (const { tokens } of generate({ params, config }, prompts, o)) drawn.push(tokens);
      return drawn;
    };
    const capacities = new Set<string>();
    const compile: GenerateOptions["compile"] = (f) => {
      const compiled = jit(f);
      return (...args) => {
        const { cache } = args[2] as { cache: { layers: { k: tf.Tensor }[] } };
        capacities.add(`${cache.layers.map(({ k }) => k.shape[2])}`);
        return compiled(...args);
      };
    };
    assert.deepEqual(await draw(compile), await draw());
    assert.deepEqual([...capacities], ["40,5,128", "40,5,256"]);
  },
);
