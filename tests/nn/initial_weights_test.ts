/** What layers begin with: numbers of their own, and the standard deviations that their headers state. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  flattenParams,
  initAttention,
  initBlock,
  initEmbedding,
  initLoRA,
  initMLP,
  LORA_DEFAULTS,
  seed,
} from "lib/nn";
import { initLinear } from "../../lib/nn/linear.ts";
import { forEachBackend } from "../backends.ts";

function assertDeviation(weight: tf.Tensor, expected: number, name: string): void {
  const found = Math.sqrt(tf.mean(tf.square(weight)).dataSync()[0]);
  const tolerance = 4 * expected / Math.sqrt(2 * weight.size);
  assert.ok(Math.abs(found - expected) < tolerance, `${name}: ${found}, expected ${expected}`);
}

forEachBackend("no two weights of a block begin with the same numbers", () => {
  const weights = [...flattenParams(initBlock({ width: 8 }, seed(1)))].filter(([name]) =>
    /c_\w+\.weight$/.test(name)
  );
  const starts = weights.map(([, weight]) => weight.dataSync().slice(0, 4).join());
  assert.equal(starts.length, 4);
  assert.equal(new Set(starts).size, 4, starts.join("; "));
});

forEachBackend("first weights have standard deviation 0.02 unless another is given", () => {
  const width = 32;
  assertDeviation(initLinear({ nIn: width, nOut: width }, seed(1)).weight, 0.02, "linear");
  assertDeviation(initLinear({ nIn: width, nOut: width, std: 0.5 }, seed(1)).weight, 0.5, "linear, 0.5");
  assertDeviation(initEmbedding({ count: 50, width }, seed(1)).weight, 0.02, "embedding");
  assertDeviation(initEmbedding({ count: 50, width, std: 0.5 }, seed(1)).weight, 0.5, "embedding, 0.5");
  const parts = { attention: initAttention({ width }, seed(1)), MLP: initMLP({ width }, seed(1)) };
  for (const [name, tree] of Object.entries(parts)) {
    for (const [layer, weight] of flattenParams(tree)) {
      if (layer.endsWith("weight")) assertDeviation(weight, 0.02, `${name} ${layer}`);
    }
  }
  const projectionStd = 0.002;
  assertDeviation(initAttention({ width, projectionStd }, seed(1)).c_proj.weight, 0.002, "attention, 0.002");
  assertDeviation(initMLP({ width, projectionStd }, seed(1)).c_proj.weight, 0.002, "MLP, 0.002");
});

forEachBackend("A of a new adapter is uniform from -1 / sqrt(nIn) to 1 / sqrt(nIn)", () => {
  const base = { h: [initBlock({ width: 16 }, seed(1))] };
  const config = { ...LORA_DEFAULTS, rank: 16, targets: ["attn.c_attn"] as const };
  const adapter = flattenParams(initLoRA(base, { config, seed: seed(2) }));
  const a = [...adapter.get("h.0.attn.c_attn.A")!.dataSync()]; // 256 numbers
  const [least, most] = [Math.min(...a), Math.max(...a)];
  assert.ok(least > -0.25 && least < -0.23 && most > 0.23 && most < 0.25, `${least} to ${most}`);
});
