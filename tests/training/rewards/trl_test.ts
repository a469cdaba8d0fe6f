/** Losses, gradients, advantages and log-probabilities equal TRL's (tests/fixtures/rewards/make_rewards.py). */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { dpoLoss, groupAdvantages, grpoLoss, tokenLogProbs } from "lib/training/rewards";
import { forEachBackend } from "../../backends.ts";
import { maxDifference } from "../../compare.ts";

interface Fixture {
  readonly mask: number[][];
  readonly logP: number[][];
  readonly oldLogP: number[][];
  readonly refLogP: number[][];
  readonly rewards: number[];
  readonly advantages: { readonly none: number[]; readonly group: number[] };
  readonly grpo: readonly {
    readonly lossType: "grpo" | "dapo" | "dr_grpo";
    readonly klWeight: number;
    readonly clip: number;
    readonly old: boolean;
    readonly length: number;
    readonly loss: number;
    readonly gradient: number[][];
  }[];
  readonly dpo: readonly { readonly beta: number; readonly loss: number; readonly gradient: number[][] }[];
  readonly logits: number[][][];
  readonly ids: number[][];
  readonly logProbs: Readonly<Record<string, number[][]>>;
}

const url = new URL("../../fixtures/rewards/rewards.json", import.meta.url);
const fixture: Fixture = JSON.parse(Deno.readTextFileSync(url));

function assertClose(found: readonly number[], expected: readonly number[], tolerance = 1e-6): void {
  found.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${i}: ${value}, ${expected[i]}`)
  );
}

Deno.test("groupAdvantages() are TRL's, with and without the standard deviation", () => {
  for (const scale of ["none", "group"] as const) {
    assertClose(groupAdvantages(fixture.rewards, { groupSize: 2, scale }), fixture.advantages[scale], 1e-5);
  }
});

forEachBackend(
  "grpoLoss() and its gradient are TRL's, for three lengths, with clipping and KL penalty",
  () => {
    assert.equal(fixture.grpo.length, 18);
    const mask = tf.tensor2d(fixture.mask, undefined, "float32");
    for (const { lossType, klWeight, clip, old, length, loss, gradient } of fixture.grpo) {
      const o = {
        klWeight,
        clip,
        length: ({ grpo: "row", dapo: "tokens", dr_grpo: length } as const)[lossType],
      };
      const { value, grad } = tf.valueAndGrad((logP) =>
        grpoLoss({
          logP: logP as tf.Tensor2D,
          oldLogP: old ? tf.tensor2d(fixture.oldLogP) : undefined,
          refLogP: tf.tensor2d(fixture.refLogP),
          mask,
          advantages: tf.tensor1d(fixture.advantages.none),
        }, o)
      )(tf.tensor2d(fixture.logP));
      const name = JSON.stringify({ ...o, old });
      assert.ok(Math.abs(value.dataSync()[0] - loss) < 1e-6, `${name}: ${value.dataSync()[0]}, TRL ${loss}`);
      const difference = maxDifference(grad, tf.tensor2d(gradient));
      assert.ok(difference < 1e-6, `${name}: gradients differ by ${difference}`);
    }
  },
);

forEachBackend("dpoLoss() and its gradient are TRL's", () => {
  const mask = tf.tensor2d(fixture.mask, undefined, "float32");
  const sums = (x: tf.Tensor) => tf.split(tf.sum(tf.mul(x, mask), -1) as tf.Tensor1D, 2) as tf.Tensor1D[];
  const [refChosen, refRejected] = sums(tf.tensor2d(fixture.refLogP));
  for (const { beta, loss, gradient } of fixture.dpo) {
    const { value, grad } = tf.valueAndGrad((logP) => {
      const [chosen, rejected] = sums(logP);
      return dpoLoss({ chosen, rejected, refChosen, refRejected }, { beta });
    })(tf.tensor2d(fixture.logP));
    assert.ok(
      Math.abs(value.dataSync()[0] - loss) < 1e-6,
      `beta ${beta}: ${value.dataSync()[0]}, TRL ${loss}`,
    );
    // TRL's gradient is that of log-probabilities which are 0 outside of the mask
    assert.ok(maxDifference(grad, tf.mul(tf.tensor2d(gradient), mask)) < 1e-6);
  }
});

forEachBackend("tokenLogProbs() are TRL's, at two temperatures", () => {
  const ids = tf.tensor2d(fixture.ids, undefined, "int32");
  for (const [temperature, expected] of Object.entries(fixture.logProbs)) {
    const found = tokenLogProbs(tf.tensor3d(fixture.logits), ids, { temperature: Number(temperature) });
    assert.ok(maxDifference(found, tf.tensor2d(expected)) < 1e-5);
  }
});
