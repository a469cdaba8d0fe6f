/** Matrix products in bfloat16 train as well as in float32: the loss curves of 500 steps stay together. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { storyWorld } from "data";
import { gpt, type GPTConfig, type GPTParams, initGPT } from "lib/gpt";
import { jit } from "lib/engine/jit";
import type { MatmulPrecision } from "../../../lib/engine/jit/precision.ts";
import { disposeParams, seed } from "lib/nn";
import type { AdamWState } from "../../../lib/training/adamw.ts";
import { crossEntropy, initAdamW, makeTrainStep } from "lib/training";
import { jitTest } from "./engine.ts";

const STEPS = 500, B = 8, T = 32;

/** The mean loss of each 50 steps on the built-in story; tokens are letters. */
async function lossCurve(text: string, matmul: MatmulPrecision): Promise<number[]> {
  const letters = [...new Set(text)].sort();
  const ids = Int32Array.from(text, (letter) => letters.indexOf(letter));
  const config: GPTConfig = {
    nLayer: 2,
    nHead: 2,
    nEmbd: 64,
    blockSize: T,
    vocabSize: letters.length,
    dropout: 0,
    qkvBias: true,
    tiedHead: true,
  };
  using step = jit(
    makeTrainStep<GPTParams>({
      loss: (params, { x, y }) => crossEntropy(gpt(params, config, x), y),
      clipNorm: 1,
    }),
    { mode: "graph", matmul },
  );
  const window = (at: number, offset: number) =>
    tf.tensor2d(
      Int32Array.from({ length: B * T }, (_, i) =>
        ids[(at * 7919 + Math.floor(i / T) * 104_729 + i % T + offset) % ids.length]),
      [B, T],
      "int32",
    );
  const lr = tf.scalar(2e-3), noDropout = seed(0);
  let params = initGPT(config, seed(1));
  let state: AdamWState<GPTParams> = initAdamW(params);
  const curve: number[] = new Array(STEPS / 50).fill(0);
  for (let i = 0; i < STEPS; i++) {
    const batch = { x: window(i, 0), y: window(i, 1) };
    const next = await step(params, state, batch, { lr, seed: noDropout });
    curve[Math.floor(i / 50)] += (await next.loss.data())[0] / 50;
    disposeParams({ params, m: state.m, v: state.v, t: state.t, batch });
    tf.dispose([next.loss, next.gradNorm]);
    ({ params, state } = next);
  }
  return curve;
}

jitTest("500 steps with bfloat16 products stay within 2 % of float32's loss", async () => {
  const { text } = await storyWorld();
  const exact = await lossCurve(text, "float32");
  const lower = await lossCurve(text, "bfloat16");
  assert.ok(exact[9] < 0.75 * exact[0], `nothing was learned: ${exact}`);
  exact.forEach((loss, i) => {
    const share = Math.abs(lower[i] - loss) / loss;
    assert.ok(share < 0.02, `steps ${50 * i} to ${50 * i + 49}: ${lower[i]} against ${loss}`);
  });
  assert.notDeepEqual(lower, exact, "the precision made no difference at all");
});
