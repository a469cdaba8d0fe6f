/**
 * `deno task experiments:deepseek`: trains the models that notebook 12 compares, each from three seeds.
 *
 * --record saves each row in assets/results/deepseek.json as it ends; rows that are there already are skipped, so a stopped
 * run goes on where it was. A row takes under a minute of one CPU core.
 */
import { parseArgs } from "node:util";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import { mixedCorpus } from "../../notebook/deepseek/mixed_corpus.ts";
import { runVariant } from "../../notebook/deepseek/run_variant.ts";
import { VARIANTS } from "../../notebook/deepseek/variants.ts";
import { readResult, type RecordedResult, recordResult } from "../../notebook/results.ts";
import { measuredOn } from "../bench/measured_on.ts";
import { wholeNumbers } from "./whole_numbers.ts";

const USAGE = `deno task experiments:deepseek [NAME …]

  NAME …         models; without a name, all
  --seeds N,N,…  default 1,2,3
  --most N       end after so many new rows
  --peak N       highest learning rate, to choose one on --seeds 0; not with --record
  --record       save rows in assets/results/deepseek.json, and skip those that are there`;

async function main(): Promise<void> {
  const { values: flags, positionals: names } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: "string", default: "1,2,3" },
      most: { type: "string", default: "1000" },
      peak: { type: "string" },
      record: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (flags.help) return console.log(USAGE);
  const [most] = wholeNumbers("experiments:deepseek: --most", flags.most, { most: 1 });
  const peak = flags.peak === undefined ? undefined : learningRate(flags.peak);
  if (peak !== undefined && flags.record) {
    throw new RangeError(
      "experiments:deepseek: --record keeps rows of the recipe's learning rate only; drop --peak",
    );
  }
  const unknown = names.find((name) => !VARIANTS.some((variant) => variant.name === name));
  if (unknown !== undefined) {
    throw new RangeError(
      `experiments:deepseek: there is no model "${unknown}"; there are ${
        VARIANTS.map(({ name }) => name).join("; ")
      }`,
    );
  }
  const device = await useDevice();
  const corpus = await mixedCorpus();
  let made = 0;
  for (const seed of wholeNumbers("experiments:deepseek: --seeds", flags.seeds, { least: 0 })) {
    for (const variant of VARIANTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const recorded: RecordedResult | null = flags.record ? readResult("deepseek") : null;
      if (recorded?.rows.some((row) => row.name === variant.name && row.seed === seed) || made === most) {
        continue;
      }
      const start = performance.now();
      const { row, params } = await runVariant(variant, { corpus, seed, peak, compile: jit });
      disposeParams(params);
      const minutes = (performance.now() - start) / 60_000;
      made++;
      console.log(
        `${row.name}, seed ${seed}: ${row.bitsPerByte.toFixed(4)} bits per byte, ` +
          `${row.cpuSeconds.toFixed(0)} s of processor time`,
      );
      if (!flags.record) continue;
      recordResult({
        name: "deepseek",
        command: "deno task experiments:deepseek --record",
        ...measuredOn(device),
        seed: 1,
        minutes: Math.round(10 * ((recorded?.minutes ?? 0) + minutes)) / 10,
        rows: [...recorded?.rows ?? [], { ...row }],
      });
    }
  }
}

function learningRate(text: string): number {
  const rate = Number(text);
  if (rate > 0 && rate < 1) return rate;
  throw new RangeError(`experiments:deepseek: --peak takes a rate between 0 and 1, got "${text}"`);
}

if (import.meta.main) await main();
