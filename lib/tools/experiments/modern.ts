/**
 * `deno task experiments:modern`: GPT-2 with one part exchanged at a time, Llama, and Llama at three depths.
 *
 * All models have nearly the same number of parameters and see the same tokens. Every combination of variant, corpus and
 * seed is one row; notebook 11 draws them. The seeds were fixed before the first run. The learning rate was chosen for
 * GPT-2 on seed 0, which is not in the comparison:
 * `deno task experiments:modern --only gpt2 --seeds 0 --peaks 0.002,0.005`.
 */
import { Command, Option } from "commander";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { MODERN_CORPORA, modernCorpus } from "../../notebook/modern/modern_corpora.ts";
import { measureModern, MODERN_RECIPE } from "../../notebook/modern/modern_run.ts";
import { MODERN_BASE, MODERN_VARIANTS, modernVariant } from "../../notebook/modern/modern_variants.ts";
import { MODERN_SEEDS, type ModernRow } from "../../notebook/modern/recorded_modern.ts";
import { learningRates, seedsOption } from "./flags.ts";
import { RecordedRows } from "./recorded_rows.ts";

const NAMES = MODERN_VARIANTS.map(({ name }) => name);

interface Flags {
  readonly only: readonly string[];
  readonly seeds: readonly number[];
  readonly peaks: readonly number[];
  readonly record: boolean;
}

async function main({ only, seeds, peaks, record }: Flags): Promise<void> {
  const device = await useDevice();
  const corpora = await Promise.all(
    MODERN_CORPORA.map(async (name) => ({ name, corpus: await modernCorpus(name, MODERN_BASE) })),
  );
  const rows = new RecordedRows<ModernRow>({ name: "modern", device, record });
  const keys = seeds.flatMap((seed) =>
    corpora.flatMap(({ name, corpus }) =>
      only.flatMap((variant) => peaks.map((peak) => ({ key: { corpus: name, variant, seed, peak }, corpus })))
    )
  );
  for (const { key, corpus } of keys) {
    if (rows.has(key)) continue;
    const startMs = performance.now();
    const { config } = modernVariant(key.variant);
    const measured = await measureModern({ ...key, config, corpus, compile: jit });
    const seconds = (performance.now() - startMs) / 1000;
    console.log(
      `${key.corpus}, ${key.variant}, seed ${key.seed}, rate ${key.peak}: ` +
        `${measured.bitsPerByte.toFixed(4)} bits per byte, ${measured.parameters} parameters, ` +
        `${seconds.toFixed(0)} s, ${measured.tokensPerCpuSecond.toFixed(0)} tokens per CPU second`,
    );
    rows.add({ ...key, ...measured, seconds });
  }
}

if (import.meta.main) {
  await new Command("deno task experiments:modern")
    .addOption(new Option("--only <name...>", "these variants").choices(NAMES).default(NAMES, "all"))
    .addOption(seedsOption(MODERN_SEEDS))
    .option("--peaks <rates>", "highest learning rates", learningRates, [MODERN_RECIPE.peak])
    .option("--record", "save rows in assets/results/modern.json, and skip those that are there", false)
    .action(main).parseAsync();
}
