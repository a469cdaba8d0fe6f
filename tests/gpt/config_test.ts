import assert from "node:assert/strict";
import {
  gpt2Config,
  type GPTConfig,
  initGPT,
  lecture162MConfig,
  nanoGPTCharConfig,
  parameterCount,
} from "lib/gpt";
import { validateGPTConfig } from "../../lib/gpt/config.ts";
import { countParams, disposeParams, seed } from "lib/nn";

Deno.test("the presets are valid and have the published numbers of parameters", () => {
  for (const config of [gpt2Config, lecture162MConfig, nanoGPTCharConfig]) validateGPTConfig(config);
  assert.equal(parameterCount(gpt2Config), 124_439_808);
  assert.equal(parameterCount(lecture162MConfig), 162_321_408);
  assert.equal(Math.round(parameterCount(nanoGPTCharConfig) / 1e4) / 100, 0.81);
});

Deno.test("parameterCount() counts what initGPT() makes, for every kind of model", () => {
  for (const qkvBias of [true, false]) {
    for (const tiedHead of [true, false]) {
      const config = { ...nanoGPTCharConfig, nEmbd: 12, nLayer: 3, qkvBias, tiedHead };
      const params = initGPT(config, seed(1));
      assert.equal(parameterCount(config), countParams(params));
      disposeParams(params);
    }
  }
});

Deno.test("validateGPTConfig() takes the largest models that were published", () => {
  const gpt3 = { ...gpt2Config, blockSize: 2048, nLayer: 96, nHead: 96, nEmbd: 12288 };
  validateGPTConfig(gpt3);
  assert.equal(Math.round(parameterCount(gpt3) / 1e9), 175);
  validateGPTConfig({ ...gpt2Config, vocabSize: 256_000, blockSize: 2 ** 21 });
});

Deno.test("validateGPTConfig() says which field is wrong, what was expected and what was found", () => {
  const wrong: [Partial<Record<keyof GPTConfig | "nHeads" | "toString", unknown>>, RegExp][] = [
    [{ nEmbd: 130 }, /nEmbd must be a multiple of nHead, found nEmbd 130 and nHead 4; try nEmbd 128 or 132/],
    [{ nEmbd: 3 }, /try nEmbd 4$/],
    [{ nLayer: 0 }, /nLayer must be a whole number from 1 up, found 0/],
    [{ vocabSize: 6.5 }, /vocabSize must be a whole number from 1 up, found 6.5/],
    [{ blockSize: "64" }, /blockSize must be a whole number from 1 up, found 64/],
    [{ nHead: undefined }, /nHead must be a whole number from 1 up, found undefined/],
    [{ dropout: 1 }, /dropout must be a rate from 0 to below 1, found 1/],
    [{ dropout: NaN }, /dropout must be a rate/],
    [{ tiedHead: 1 }, /tiedHead must be true or false, found 1/],
    [{ vocabSize: 2 ** 52 }, /vocabSize 4503599627370496 is too large with nEmbd 128: a weight would have/],
    [{ vocabSize: 2 ** 24 }, /vocabSize 16777216 is too large/],
    [{ blockSize: 2 ** 40 }, /blockSize 1099511627776 is too large/],
    [{ nEmbd: 2 ** 15 }, /nEmbd 32768 is too large/],
    [{ nEmbd: 2 ** 52 }, /is too large/],
    [{ nLayer: 2 ** 52 }, /nLayer must be at most 10000, found 4503599627370496/],
    [{ toString: 4 }, /unknown field "toString"/],
    [{ nHeads: 4 }, /unknown field "nHeads"; the fields are vocabSize, /],
  ];
  for (const [change, message] of wrong) {
    assert.throws(() => validateGPTConfig({ ...nanoGPTCharConfig, ...change } as GPTConfig), message);
  }
});
