/** The experts that expertChoices() reports are those that the forward pass uses. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { expertChoices, gpt, tokenIds } from "lib/gpt";
import { mapParams } from "lib/nn";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";
import { modernConfigs, small, strongParams } from "./modern_configs.ts";

forEachBackend("only the chosen experts of each layer change the logits", () => {
  const config = modernConfigs["DeepSeek-V3"], params = strongParams(config);
  const ids = tokenIds([[3, 1, 4, 1, 5]], config);
  const choices = expertChoices(params, config, ids);
  assert.deepEqual(choices.map(({ layer }) => layer), [1, 2]); // the first layer is dense
  const { chosen } = choices[1];
  assert.deepEqual([...tf.sum(chosen, 1).dataSync()], [2, 2, 2, 2, 2]);
  const logits = gpt(params, config, ids), used = tf.sum(chosen, 0).dataSync();
  const zeroed = (isKept: (expert: number) => boolean) => {
    const kept = tf.reshape(tf.tensor1d([...used].map((_, e) => isKept(e) ? 1 : 0)), [-1, 1, 1]);
    return gpt(
      mapParams((p, name) => name === "h.2.mlp.c_proj.weight" ? tf.mul(p, kept) : p, params),
      config,
      ids,
    );
  };
  assert.ok(maxDifference(zeroed((e) => used[e] > 0), logits) < 1e-6);
  assert.ok(maxDifference(zeroed((e) => used[e] === 0), logits) > 1e-3);
  assert.throws(() => expertChoices(params, small, ids), /has no experts/);
});
