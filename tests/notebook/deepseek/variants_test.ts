/** The models that notebook 12 compares, and what it shows of their recorded rows. */
import assert from "node:assert/strict";
import { parameterCount } from "lib/gpt";
import { recordedVariants, variantNamed, VARIANTS } from "lib/notebook/deepseek";
import { validateGPTConfig } from "../../../lib/gpt/config.ts";

Deno.test("every model is a valid config with a name of its own", () => {
  assert.equal(new Set(VARIANTS.map(({ name }) => name)).size, VARIANTS.length);
  for (const { config } of VARIANTS) validateGPTConfig(config);
  assert.throws(() => variantNamed("none"), /there are "MHA"/);
});

Deno.test("the dense models have the experts' active and total MLP weights, and equal arithmetic", () => {
  const [dense, wide, experts] = ["dense", "dense, 4 × wider", "experts, not balanced"].map(variantNamed);
  const routers = 2 * 128 * 8; // layers × width × experts
  assert.equal(parameterCount(experts.config, { activeOnly: true }), parameterCount(dense.config) + routers);
  assert.equal(parameterCount(experts.config), parameterCount(wide.config) + routers);
  const compute = ({ config, steps }: typeof dense) => steps * parameterCount(config);
  assert.ok(Math.abs(compute(wide) / compute(dense) - 1) < 0.01);
});

Deno.test("recordedVariants() gives one line for each recorded model, in the order of VARIANTS", () => {
  for (const group of ["attention", "experts"] as const) {
    const names = recordedVariants(group).variants.map(({ row }) => row.name);
    const known = VARIANTS.filter((variant) => variant.group === group).map(({ name }) => name);
    assert.deepEqual(names, known.filter((name) => names.includes(name)));
  }
});

Deno.test("differences are taken seed by seed from the group's first model", () => {
  const [first, ...others] = recordedVariants("attention").variants;
  assert.equal(first.difference, "–");
  for (const { difference } of others) assert.match(difference, /^[+−]\d\.\d{3}( ± \d+\.\d{3})?$/);
});
