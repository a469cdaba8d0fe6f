/** Models with newer parts than GPT-2's: the cache, packing, generation, LoRA and checkpoints work as for GPT-2. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  generate,
  gpt,
  gpt2Config,
  gptAttentionWeights,
  type GPTConfig,
  gptWithCache,
  initGPT,
  initKVCache,
  llamaParts,
  parameterCount,
  tokenIds,
} from "lib/gpt";
import { validateGPTConfig } from "../../lib/gpt/config.ts";
import {
  countParams,
  initLoRA,
  LORA_DEFAULTS,
  mapParams,
  mergeLoRA,
  randomNormal,
  seed,
  withLoRA,
} from "lib/nn";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { modernConfigs, small, strongParams } from "./modern_configs.ts";

const rows = [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2]];

for (const [name, config] of Object.entries(modernConfigs)) {
  forEachBackend(`${name}: token by token with a cache gives the logits of the whole row`, () => {
    const params = strongParams(config);
    assert.equal(countParams(params), parameterCount(config));
    const whole = gpt(params, config, tokenIds(rows, config));
    let cache = initKVCache(config, { batchSize: 2 }), at = 0;
    for (const count of [3, 1, 1, 2, 1, 3]) {
      const ids = tokenIds(rows.map((row) => row.slice(at, at + count)), config);
      const step = gptWithCache(params, config, ids, { cache });
      at += count;
      const expected = tf.squeeze(tf.slice(whole, [0, at - 1, 0], [-1, 1, -1]), [1]);
      const difference = maxDifference(step.logits, expected);
      assert.ok(difference < 1e-4, `position ${at - 1}: logits differ by ${difference}`);
      cache = step.cache;
    }
    const ids = tokenIds(rows, config);
    assert.equal(leakedTensors(() => gpt(params, config, ids)), 0);
  });

  forEachBackend(`${name}: packed texts get the logits that they get alone`, () => {
    const params = strongParams(config);
    const segments = tf.tensor2d([[0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2]], [1, 11], "int32");
    const packed = gpt(params, config, tokenIds([rows[0]], config), { segments });
    for (const [from, count] of [[0, 4], [4, 6], [10, 1]]) {
      const alone = gpt(params, config, tokenIds([rows[0].slice(from, from + count)], config));
      assert.ok(maxDifference(tf.slice(packed, [0, from, 0], [1, count, -1]), alone) < 1e-4);
    }
  });
}

for (const name of ["Llama", "Mistral", "EXAONE 4"]) {
  const config = modernConfigs[name];

  forEachBackend(
    `${name}: generation draws the same tokens with and without the cache, also past the context`,
    async () => {
      const params = strongParams(config);
      const draw = async (cache: boolean) => {
        const drawn = [];
        const o = { maxNewTokens: 14, seed: 3, cache };
        for await (const { tokens } of generate({ params, config }, [[1, 2, 3], [4]], o)) drawn.push(tokens);
        return drawn;
      };
      assert.deepEqual(await draw(true), await draw(false));
    },
  );
}

for (const name of ["Llama", "EXAONE 4"]) {
  const config = modernConfigs[name];

  forEachBackend(`${name}: a merged LoRA adapter gives the logits of the adapter beside the weights`, () => {
    const params = strongParams(config), o = { config: { ...LORA_DEFAULTS, rank: 2 } };
    const adapter = mapParams(
      (p) => randomNormal(p.shape, seed(p.size), { std: 0.3 }),
      initLoRA(params, { ...o, seed: seed(2) }),
    );
    const ids = tokenIds(rows, config);
    const beside = gpt(withLoRA(params, adapter, o), config, ids);
    assert.ok(maxDifference(beside, gpt(mergeLoRA(params, adapter, o), config, ids)) < 1e-4);
    assert.ok(maxDifference(beside, gpt(params, config, ids)) > 0.1);
  });

  forEachBackend(`${name}: attention weights sum to 1 and hide what is before the window`, () => {
    const weights = gptAttentionWeights(strongParams(config), config, tokenIds(rows, config));
    assert.deepEqual(weights.shape, [2, 3, 4, 11, 11]);
    assert.ok(tf.sum(weights, -1).dataSync().every((sum) => Math.abs(sum - 1) < 1e-5));
    const [first, , last] = (weights.arraySync() as number[][][][][])[0];
    const earliest = config.windows ? 0 : first[0][10][0];
    assert.equal(first[0][10][0], earliest);
    assert.ok(last[0][10][0] > 0);
  });
}

Deno.test("published models: the config has the published number of parameters", () => {
  const llama = { ...gpt2Config, ...llamaParts, dropout: 0 };
  const counts: [published: number, GPTConfig][] = [
    [134_515_008, { // SmolLM2-135M
      ...{
        ...llama,
        vocabSize: 49_152,
        blockSize: 8192,
        nLayer: 30,
        nHead: 9,
        nKVHead: 3,
        nEmbd: 576,
        nInner: 1536,
      },
    }],
    [596_049_920, { // Qwen3-0.6B
      ...{ ...llama, vocabSize: 151_936, blockSize: 40_960, nLayer: 28, nHead: 16, nKVHead: 8, nEmbd: 1024 },
      ...{ headDim: 128, nInner: 3072, qkNorm: true },
    }],
  ];
  for (const [published, config] of counts) {
    validateGPTConfig(config);
    assert.equal(parameterCount(config), published);
  }
});

Deno.test("validateGPTConfig() says which newer part is wrong", () => {
  const wrong: [Partial<Record<keyof GPTConfig, unknown>>, RegExp][] = [
    [{ nKVHead: 3 }, /nKVHead must be a divisor of nHead 4, found 3/],
    [{ nKVHead: 0 }, /nKVHead must be a whole number from 1 up, found 0/],
    [{ headDim: 5, rotary: { theta: 1e4 } }, /headDim must be even with rotary positions, .*found 5/],
    [{ norm: "batchNorm" }, /norm must be "layerNorm" or "rmsNorm" or "dyt", found "batchNorm"/],
    [{ activation: "relu" }, /activation must be "gelu" or "swiglu", found "relu"/],
    [{ normEps: 0 }, /normEps must be above 0, found 0/],
    [{ bias: 1 }, /bias must be true or false, found 1/],
    [{ rotary: {} }, /rotary must be \{ theta \} above 0/],
    [{ rotary: { theta: 1e4, scaling: { type: "ntk", factor: 2 } } }, /rotary must be/],
    [{ rotary: { theta: 1e4, scaling: { type: "llama3", factor: 2 } } }, /rotary must be/],
    [{ windows: [4] }, /windows must be a list with one entry for each of 3 layers, found \[4\]/],
    [{ windows: [4, 0, null] }, /windows must be a list of whole numbers from 1 up/],
  ];
  for (const [change, message] of wrong) {
    assert.throws(() => validateGPTConfig({ ...small, ...change } as GPTConfig), message);
  }
});

forEachBackend("weights and config that disagree about positions are refused", () => {
  const rotary = { ...small, rotary: { theta: 100 } }, ids = tokenIds(rows, small);
  assert.throws(
    () => gpt(initGPT(small, seed(1)), rotary, ids),
    /config has rotary positions, but the weights have a table/,
  );
  assert.throws(
    () => gpt(initGPT(rotary, seed(1)), small, ids),
    /config has learned positions, but the weights have no table/,
  );
});
