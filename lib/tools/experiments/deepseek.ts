/**
 * `deno task experiments:deepseek`: trains the models that notebook 12 compares, each from three seeds. A row takes under a
 * minute of one CPU core.
 */
import { Argument, Command, Option } from "commander";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import { mixedCorpus } from "../../notebook/deepseek/mixed_corpus.ts";
import { runVariant, type VariantRow } from "../../notebook/deepseek/run_variant.ts";
import { VARIANTS } from "../../notebook/deepseek/variants.ts";
import { learningRates, seedsOption } from "./flags.ts";
import { RecordedRows } from "./recorded_rows.ts";

interface Flags {
  readonly seeds: readonly number[];
  readonly peak?: readonly number[];
  readonly record: boolean;
}

async function main(names: readonly string[], { seeds, peak, record }: Flags): Promise<void> {
  const device = await useDevice();
  const corpus = await mixedCorpus();
  const rows = new RecordedRows<VariantRow>({ name: "deepseek", device, record });
  for (const seed of seeds) {
    for (const variant of VARIANTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
      if (rows.has({ name: variant.name, seed })) continue;
      const { row, params } = await runVariant(variant, { corpus, seed, peak: peak?.[0], compile: jit });
      disposeParams(params);
      console.log(
        `${row.name}, seed ${seed}: ${row.bitsPerByte.toFixed(4)} bits per byte, ` +
          `${row.cpuSeconds.toFixed(0)} s of processor time`,
      );
      rows.add(row);
    }
  }
}

if (import.meta.main) {
  await new Command("deno task experiments:deepseek")
    .addArgument(new Argument("[name...]", "default: all").choices(VARIANTS.map(({ name }) => name)))
    .addOption(seedsOption([1, 2, 3]))
    .addOption(
      new Option("--peak <rate>", "highest learning rate, to choose one on --seeds 0")
        .argParser(learningRates).conflicts("record"),
    )
    .option("--record", "save rows in assets/results/deepseek.json, and skip those that are there", false)
    .action(main).parseAsync();
}
