import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { jit } from "lib/engine/jit";
import {
  generate,
  type GenerateOptions,
  gpt,
  type GPTConfig,
  initGPT,
  llamaParts,
  type Model,
  tokenIds,
} from "lib/gpt";
import { mapParams, type Params, seed } from "lib/nn";
import type { SpeculativeOptions } from "../../../lib/gpt/speculative/speculate.ts";
import { forEachBackend } from "../../backends.ts";

const config: GPTConfig = {
  ...{ vocabSize: 11, blockSize: 24, nLayer: 2, nHead: 2, nEmbd: 16, dropout: 0 },
  ...{ qkvBias: true, tiedHead: true },
};

/** A model with weights so large that its choices are clear and varied. */
function model(s: number, over: Partial<GPTConfig> = {}): Model {
  const whole = { ...config, ...over };
  const params = initGPT(whole, seed(s)) as unknown as Params;
  return { config: whole, params: mapParams((p) => tf.mul(p, p.rank === 2 ? 15 : 1), params) as never };
}

async function newTokens(model: Model, prompt: number[], o: GenerateOptions): Promise<number[]> {
  const tokens: number[] = [];
  for await (const step of generate(model, [prompt], o)) {
    if (step.tokens[0] !== null) tokens.push(step.tokens[0]);
  }
  return tokens;
}

const prompt = [3, 1, 4, 1, 5, 9, 2, 6, 3, 1, 4];
const samplings: [string, Partial<GenerateOptions>][] = [
  ["greedy", { temperature: 0 }],
  ["sampled", { seed: 5 }],
  ["top-k and top-p", { temperature: 0.8, topK: 6, topP: 0.9, seed: 6 }],
  ["without some tokens", { suppressTokens: [1, 2], seed: 7 }],
];

for (const [name, sampling] of samplings) {
  forEachBackend(`guesses change no token, whoever makes them, also past the context: ${name}`, async () => {
    const large = model(1);
    const guessers: [string, SpeculativeOptions][] = [
      ["look-up", { count: 3 }],
      ["look-up of one token", { count: 4, ngram: 1 }],
      ["a small model", { count: 3, draft: model(2, { nLayer: 1, nEmbd: 8 }) }],
      ["the model itself", { count: 4, draft: large }],
      ["nobody who knows", { count: 3, guess: (row) => row.map((id) => (id + 1) % 11) }],
      ["a model with a short context", { count: 2, draft: model(3, { blockSize: 16 }) }],
    ];
    const o = { maxNewTokens: 17, ...sampling }; // 11 + 17 tokens: 4 past the context
    const plain = await newTokens(large, prompt, o);
    assert.equal(plain.length, 17);
    for (const [who, speculative] of name === "greedy" ? guessers : guessers.slice(1, 3)) {
      assert.deepEqual(await newTokens(large, prompt, { ...o, speculative }), plain, who);
    }
  });
}

forEachBackend("the same with Llama's parts, compiled", async () => {
  const large = model(4, { ...llamaParts, nKVHead: 1 });
  for (const sampling of [{ temperature: 0, seed: undefined }, { seed: 3 }]) {
    const o = { maxNewTokens: 13, ...sampling, compile: jit };
    const plain = await newTokens(large, prompt, o);
    const draft = model(5, { ...llamaParts, nLayer: 1 });
    for (const guesser of sampling.seed ? [undefined, draft] : [undefined]) {
      assert.deepEqual(await newTokens(large, prompt, { ...o, speculative: { draft: guesser } }), plain);
    }
  }
});

forEachBackend("a model that guesses for itself is always right: k + 1 tokens a pass", async () => {
  const large = model(1), passes: string[] = [];
  const speculative: SpeculativeOptions = {
    ...{ count: 4, draft: large },
    onPass: ({ guessed, accepted }) => passes.push(`${accepted} of ${guessed}`),
  };
  await newTokens(large, prompt, { maxNewTokens: 11, seed: 8, speculative });
  assert.deepEqual(passes, ["0 of 0", "4 of 4", "4 of 4"]); // the prompt's token, then 5 a pass
});

forEachBackend("stop tokens end the text inside a pass, and nothing is left behind", async () => {
  const large = model(1);
  const plain = await newTokens(large, prompt, { maxNewTokens: 11, seed: 8 });
  const stop = plain[6], speculative = { count: 4, draft: large };
  const before = tf.memory().numTensors;
  const o = { maxNewTokens: 11, seed: 8, stopTokens: [stop], speculative };
  assert.deepEqual(await newTokens(large, prompt, o), plain.slice(0, plain.indexOf(stop)));
  assert.equal(tf.memory().numTensors, before);
});

Deno.test("sampled texts have the model's exact distribution", async () => {
  await tf.setBackend("cpu");
  const small = model(6, { vocabSize: 3, nLayer: 1, nEmbd: 8, blockSize: 16 });
  const start = [0, 1, 2, 0, 1], TEXTS = 1200, passes = { guessed: 0, accepted: 0 };
  // The exact probability of each text of three tokens: 27 of them.
  const expected = new Map<string, number>();
  const extend = (row: number[], p: number) => {
    if (row.length === start.length + 3) return void expected.set(row.slice(start.length).join(), p);
    const logits = tf.tidy(() => gpt(small.params, small.config, tokenIds([row], small.config)));
    const next = tf.softmax(logits).arraySync() as number[][][];
    next[0].at(-1)!.forEach((q, token) => extend([...row, token], p * q));
  };
  extend(start, 1);
  const found = new Map<string, number>();
  const speculative: SpeculativeOptions = {
    ...{ count: 2, ngram: 1 },
    onPass({ guessed, accepted }) {
      passes.guessed += guessed;
      passes.accepted += accepted;
    },
  };
  for (let s = 0; s < TEXTS; s++) {
    const text = (await newTokens(small, start, { maxNewTokens: 3, seed: s, speculative })).join();
    found.set(text, (found.get(text) ?? 0) + 1);
  }
  assert.ok(passes.accepted > 100 && passes.accepted < passes.guessed - 100, JSON.stringify(passes));
  let chiSquare = 0;
  for (const [text, p] of expected) chiSquare += ((found.get(text) ?? 0) - TEXTS * p) ** 2 / (TEXTS * p);
  assert.ok(
    chiSquare < 54.1,
    `chi-square ${chiSquare} with 26 degrees of freedom; 54.1 is exceeded once in 1000`,
  );
});

Deno.test("what is not possible is refused by name", async () => {
  await tf.setBackend("cpu");
  const large = model(1);
  const refused = async (o: Partial<GenerateOptions>, prompts: number[][], message: RegExp) => {
    await assert.rejects(async () => {
      for await (const _ of generate(large, prompts, { maxNewTokens: 2, speculative: {}, ...o }));
    }, message);
  };
  await refused({}, [[1], [2]], /expected one prompt, found 2/);
  await refused({ repetitionPenalty: 1.2 }, [[1]], /repetitionPenalty 1, found 1.2/);
  await refused({ cache: false }, [[1]], /needs the cache/);
  await refused({ speculative: { count: 0 } }, [[1]], /count must be a whole number from 1 up, found 0/);
  await refused({ speculative: { ngram: 1.5 } }, [[1]], /ngram must be a whole number from 1 up, found 1.5/);
  await refused(
    { speculative: { draft: model(2, { vocabSize: 12 }) } },
    [[1]],
    /the model's 11 tokens, found 12/,
  );
});
