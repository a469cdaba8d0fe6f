import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { jit } from "lib/engine/jit";
import { gpt, initGPT } from "lib/gpt";
import { balancedTickets, isFailure, lottoDataset } from "lib/lotto";
import {
  END,
  numberOf,
  PROMPT_TOKENS,
  scratchpadAnswer,
  scratchpadPrompt,
  scratchpadSampler,
} from "lib/lotto/scratchpad";
import { seed } from "lib/nn";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";
import { scratchpadLength } from "../../../lib/lotto/scratchpad/scratchpad.ts";
import { rolloutBatch } from "../../../lib/lotto/experiments/reward_training.ts";
import { onTensorFlow } from "../../backends.ts";

const config = scratchpadConfig({ nLayer: 1, nHead: 1, nEmbd: 8 });
const tickets = { min: 1, max: 2 };
const samples = [...lottoDataset({ seed: 1, drawTickets: balancedTickets(), tickets }).take(4)];

onTensorFlow("scratchpadSampler() keeps prompt and ticket numbers, and samples the rest", async () => {
  const params = initGPT(config, seed(1));
  const rows = await scratchpadSampler(config, { maxTickets: 2, compile: jit })(params, samples, { seed: 3 });
  rows.forEach(({ tokens, chosen, written }, b) => {
    const { purchase, answer } = samples[b];
    assert.ok(!isFailure(answer));
    const right = [...scratchpadPrompt(purchase), ...scratchpadAnswer(purchase, answer.tickets)];
    assert.equal(tokens.length, scratchpadLength(2));
    right.forEach((token, t) => {
      const isGiven = t < PROMPT_TOKENS || numberOf(token) !== null;
      if (isGiven) assert.equal(tokens[t], token, `row ${b}, token ${t}`);
      if (isGiven) assert.ok(!chosen[t]);
    });
    const last = tokens.indexOf(END) < 0 ? right.length - 1 : tokens.indexOf(END);
    assert.equal(chosen.lastIndexOf(true) <= last, true);
    assert.ok(written.length <= right.length - PROMPT_TOKENS && !written.includes(END));
  });
});

onTensorFlow(
  "scratchpadSampler() gives the same rows compiled, and without randomness the likeliest tokens",
  async () => {
    const params = initGPT(config, seed(1));
    const one = samples.filter(({ answer }) => !isFailure(answer) && answer.tickets.length === 1).slice(0, 1);
    assert.equal(one.length, 1);
    const write = (o: { temperature?: number; compile?: typeof jit }) =>
      scratchpadSampler(config, { maxTickets: 1, ...o })(params, one, { seed: 3 });
    assert.deepEqual(await write({}), await write({ compile: jit }));
    const [{ tokens, chosen }] = await write({ temperature: 0, compile: jit });
    const likeliest = tf.argMax(
      gpt(params, config, tf.tensor2d([...tokens], [1, tokens.length], "int32")),
      -1,
    ).dataSync();
    chosen.forEach((free, t) => free && assert.equal(tokens[t], likeliest[t - 1], `token ${t}`));
  },
);

Deno.test("scratchpadSampler() refuses a purchase of more tickets than it has room for", async () => {
  await tf.setBackend("cpu");
  const params = initGPT(config, seed(1));
  const large = [...lottoDataset({ seed: 1, tickets: { min: 3, max: 3 } }).take(1)];
  await assert.rejects(
    scratchpadSampler(config, { maxTickets: 2 })(params, large, { seed: 1 }),
    /raise maxTickets/,
  );
});

Deno.test("rolloutBatch(): a target is the next token where the model chose it", () => {
  const rows = [{ tokens: [5, 6, 7, 8], written: [], chosen: [false, false, true, false] }];
  const { x, y, shape, rewards } = rolloutBatch(rows, [1]);
  assert.deepEqual([[...x], [...y], shape, rewards], [[5, 6, 7], [-1, 7, -1], [1, 3], [1]]);
});
