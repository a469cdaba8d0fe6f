/** What a scratchpad model begins with, and that its groups of rows ask different purchases. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { flattenParams, seed } from "lib/nn";
import { initLineGPT } from "../../../lib/lotto/scratchpad/line_positions.ts";
import { FIRST_WINNING } from "../../../lib/lotto/scratchpad/scratchpad.ts";
import { scratchpadBatches } from "../../../lib/lotto/scratchpad/scratchpad_batches.ts";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";

const config = scratchpadConfig({ nLayer: 1, nHead: 2, nEmbd: 32 });

Deno.test("the columns of the position table begin with numbers of their own", async () => {
  await tf.setBackend("cpu");
  tf.tidy(() => {
    const params = initLineGPT(config, seed(1), { equalKeys: false });
    // Weights of another standard deviation are scaled: compare how the numbers relate to the first one.
    const start = (weight: tf.Tensor) => {
      const [first, ...rest] = weight.dataSync().slice(0, 4);
      return rest.map((value) => (value / first).toPrecision(4)).join();
    };
    for (const [name, weight] of flattenParams(params)) {
      if (name !== "column") assert.notEqual(start(weight), start(params.column), name);
    }
  });
});

Deno.test("tokens, and the equal queries and keys, begin with deviation 0.1, columns with 0.03", async () => {
  await tf.setBackend("cpu");
  tf.tidy(() => {
    const { wte, column, line, h } = initLineGPT(config, seed(1), { equalKeys: true });
    const [q, k, v] = tf.split(h[0].attn.c_attn.weight, 3, 1);
    const expected: [string, tf.Tensor, number][] = [
      ["tokens", wte.weight, 0.1],
      ["queries", q, 0.1],
      ["keys", k, 0.1],
      ["values", v, 0.02],
      ["columns", column, 0.03],
      ["lines", line, 0.03],
    ];
    for (const [name, weight, deviation] of expected) {
      const found = Math.sqrt(tf.mean(tf.square(weight)).dataSync()[0]);
      assert.ok(Math.abs(found / deviation - 1) < 0.12, `${name}: ${found}, expected ${deviation}`);
    }
  });
});

Deno.test("groups of rows ask different purchases", () => {
  const batches = scratchpadBatches({ seed: 1, tokensPerBatch: 1000 });
  const winning: string[] = [];
  for (let step = 0; step < 5 * batches.stepsPerEpoch; step++) {
    const { x, shape: [B, T] } = batches.at(step);
    for (let b = 0; b < B; b++) {
      winning.push(x.slice(b * T + FIRST_WINNING, b * T + FIRST_WINNING + 6).join());
    }
  }
  assert.ok(winning.length > 250);
  assert.ok(new Set(winning).size > 0.98 * winning.length, `${new Set(winning).size} of ${winning.length}`);
});
