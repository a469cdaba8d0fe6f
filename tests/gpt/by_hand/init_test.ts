/** Initial weights by hand: their deviations, and what is not random. */
import assert from "node:assert/strict";
import { randomLcg, randomNormal } from "d3";
import { nanoGPTCharConfig } from "lib/gpt";
import { initByHand } from "../../../lib/gpt/by_hand/init.ts";
import { zerosOf } from "../../../lib/gpt/by_hand/parameters.ts";

const config = { ...nanoGPTCharConfig, qkvBias: true };

function deviations(options: { std?: number; projectionStd?: number }): Map<string, number> {
  const arrays = zerosOf(config);
  initByHand(arrays, { config, normal: randomNormal.source(randomLcg(1))(), ...options });
  return new Map(arrays.named.map(({ name, values }) => [
    name,
    Math.sqrt(values.reduce((sum, w) => sum + w * w, 0) / values.length),
  ]));
}

Deno.test("initByHand() follows GPT-2: 0.02, and 0.02 / sqrt(2 L) for what is added to the residual stream", () => {
  const found = deviations({}),
    near = (name: string, expected: number) =>
      assert.ok(Math.abs(found.get(name)! / expected - 1) < 0.05, `${name}: ${found.get(name)}`);
  near("wte.weight", 0.02);
  near("h.3.attn.c_attn.weight", 0.02);
  near("h.0.mlp.c_fc.weight", 0.02);
  near("h.0.attn.c_proj.weight", 0.02 / Math.sqrt(8));
  near("h.3.mlp.c_proj.weight", 0.02 / Math.sqrt(8));
  assert.equal(found.get("ln_f.weight"), 1);
  for (const name of ["h.0.ln_1.bias", "h.2.attn.c_attn.bias", "ln_f.bias"]) assert.equal(found.get(name), 0);
});

Deno.test("initByHand() takes other deviations", () => {
  const found = deviations({ std: 1, projectionStd: 0.5 });
  assert.ok(Math.abs(found.get("h.0.attn.c_attn.weight")! - 1) < 0.05);
  assert.ok(Math.abs(found.get("h.0.mlp.c_proj.weight")! - 0.5) < 0.05);
});
