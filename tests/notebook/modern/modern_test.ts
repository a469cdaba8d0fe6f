/** Notebook 11's comparison: equal parameters, one change at a time, seeded runs, means of paired differences. */
import assert from "node:assert/strict";
import { cacheBytesPerToken, type GPTConfig, parameterCount } from "../../../lib/gpt/mod.ts";
import type { ModernCorpus } from "../../../lib/notebook/modern/modern_corpora.ts";
import { measureModern, MODERN_RECIPE } from "../../../lib/notebook/modern/modern_run.ts";
import { MODERN_BASE, MODERN_VARIANTS, modernVariant } from "../../../lib/notebook/modern/modern_variants.ts";
import {
  effectOf,
  MODERN_SEEDS,
  type ModernRow,
  recordedModern,
  summariseModern,
} from "../../../lib/notebook/modern/recorded_modern.ts";
import { recordResult } from "../../../lib/notebook/results.ts";

Deno.test("all variants have the baseline's number of parameters within 2 %", () => {
  const base = parameterCount(MODERN_BASE);
  assert.equal(base, 236_928);
  for (const { name, config } of MODERN_VARIANTS) {
    const ratio = parameterCount(config) / base;
    assert.ok(Math.abs(ratio - 1) < 0.02, `${name}: ${ratio}`);
  }
});

Deno.test("a part's variant changes that part and, for equal parameters, the MLP's width only", () => {
  const parts: Record<string, readonly (keyof GPTConfig)[]> = {
    rmsNorm: ["norm"],
    dyt: ["norm"],
    rotary: ["rotary"],
    swiglu: ["activation"],
    gqa: ["nKVHead"],
    qkNorm: ["qkNorm"],
    noBias: ["qkvBias", "bias"],
    untied: ["tiedHead"],
  };
  for (const [name, fields] of Object.entries(parts)) {
    const { config } = modernVariant(name);
    const changed = Object.keys(config).filter((key) =>
      config[key as keyof GPTConfig] !== MODERN_BASE[key as keyof GPTConfig] && key !== "nInner"
    );
    assert.deepEqual(changed.sort(), [...fields].sort(), name);
  }
  assert.throws(() => modernVariant("lama"), /no variant "lama"; the variants are gpt2, rmsNorm/);
});

Deno.test("the cache has keys and values of every layer", () => {
  assert.equal(cacheBytesPerToken(MODERN_BASE), 2 * 4 * 64 * 4);
  assert.equal(cacheBytesPerToken(modernVariant("gqa").config), 4 * 64 * 4);
});

const text = Int32Array.from({ length: 1300 }, (_, i) => i * i % 11);
const corpus = {
  train: text.subarray(0, 1000),
  heldOut: text.subarray(1000),
  bytesPerToken: 2,
} as unknown as ModernCorpus;

Deno.test("a run is the same for the same seed, and learns", async () => {
  const tiny: GPTConfig = {
    ...modernVariant("llama").config,
    ...{ vocabSize: 16, nLayer: 1, nEmbd: 16, nHead: 2, nKVHead: 1, nInner: 16 },
  };
  const run = (seed: number, steps = 1) => measureModern({ config: tiny, corpus, seed, steps });
  const [once, again, other, longer] = [await run(1), await run(1), await run(2), await run(1, 6)];
  assert.equal(once.bitsPerByte, again.bitsPerByte);
  assert.notEqual(once.bitsPerByte, other.bitsPerByte);
  assert.ok(longer.bitsPerByte < once.bitsPerByte, `${once.bitsPerByte} -> ${longer.bitsPerByte}`);
  assert.equal(once.tokens, MODERN_RECIPE.batchSize * MODERN_RECIPE.windowTokens);
  assert.equal(once.cacheBytesPerToken, 2 * 1 * 1 * 8 * 4);
});

const row = (
  variant: string,
  seed: number,
  bitsPerByte: number,
  more: Partial<ModernRow> = {},
): ModernRow => ({
  ...{ corpus: "english", variant, seed, bitsPerByte, peak: MODERN_RECIPE.peak, seconds: 1 },
  ...{ parameters: 1, tokens: 1, tokensPerCpuSecond: 1, cacheBytesPerToken: 1, ...more },
});

Deno.test("summariseModern() takes differences seed by seed, and says nothing about what is not recorded", () => {
  const rows = [
    ...[row("gpt2", 1, 2), row("gpt2", 2, 3), row("gpt2", 3, 4)],
    ...[row("rotary", 3, 3.9), row("rotary", 1, 1.9), row("rotary", 2, 2.9)],
    row("swiglu", 1, 1.5),
  ];
  const [gpt2, rotary, swiglu, ...others] = summariseModern(rows, { corpus: "english" });
  assert.deepEqual(others, []);
  assert.equal(gpt2.difference, null);
  assert.equal(gpt2.bitsPerByte.mean, 3);
  const { mean, low, high } = rotary.difference!;
  assert.ok(Math.abs(mean + 0.1) < 1e-12 && Math.abs(high! - low!) < 1e-12); // the seeds' own spread is gone
  assert.deepEqual([swiglu.difference!.mean, swiglu.difference!.low], [-0.5, null]); // one seed: no interval
  assert.deepEqual(summariseModern(rows, { corpus: "korean" }), []);
});

Deno.test("recordedModern() tells the comparison's rows from those of other seeds and rates", async () => {
  const path = await Deno.makeTempDir(), folder = new URL(`file://${path}/`);
  try {
    assert.match(recordedModern(folder).said, /not recorded yet/);
    const rows = [row("gpt2", 1, 2), row("gpt2", 0, 2), row("gpt2", 1, 2, { peak: 0.5 })];
    recordResult({
      ...{ name: "modern", command: "c", date: "2026-01-01", seed: 1, minutes: 1, versions: {} },
      machine: { cpu: "cpu", cores: 1, memoryBytes: 1, os: "os" },
      rows: rows.map((row) => ({ ...row })),
    }, folder);
    const recorded = recordedModern(folder);
    assert.deepEqual([recorded.rows.length, recorded.others.length], [1, 2]);
    assert.equal(recorded.missing.english[0], "gpt2 (2, 3)");
    assert.equal(recorded.missing.korean[0], "gpt2 (1, 2, 3)");
    assert.match(recorded.said, new RegExp(`1 of ${2 * MODERN_VARIANTS.length * MODERN_SEEDS.length} runs`));
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});

Deno.test("effectOf() shows an effect only where the whole interval is on one side of 0", () => {
  assert.equal(effectOf({ mean: -2, low: -3, high: -1 }), "lower");
  assert.equal(effectOf({ mean: 2, low: 1, high: 3 }), "higher");
  assert.equal(effectOf({ mean: -2, low: -5, high: 1 }), "not shown");
  assert.equal(effectOf({ mean: -2, low: null, high: null }), "not shown");
});
