/**
 * `deno task experiments:modern`: GPT-2 with one part exchanged at a time, Llama, and Llama at three depths.
 *
 * All models have nearly the same number of parameters and see the same tokens. Every combination of variant, corpus and
 * seed is one row; notebook 11 draws them. The seeds were fixed before the first run. The learning rate was chosen for
 * GPT-2 on seed 0, which is not in the comparison:
 * `deno task experiments:modern --only gpt2 --seeds 0 --peaks 0.002,0.005`.
 */
import { parseArgs } from "node:util";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { readResult, recordResult } from "../../notebook/mod.ts";
import { MODERN_CORPORA, modernCorpus, type ModernCorpusName } from "../../notebook/modern/modern_corpora.ts";
import { measureModern, MODERN_RECIPE } from "../../notebook/modern/modern_run.ts";
import { MODERN_BASE, MODERN_VARIANTS, modernVariant } from "../../notebook/modern/modern_variants.ts";
import { MODERN_SEEDS, type ModernRow } from "../../notebook/modern/recorded_modern.ts";
import { measuredOn } from "../bench/measured_on.ts";
import { wholeNumbers } from "./whole_numbers.ts";

const COMMAND = "deno task experiments:modern --record";

const USAGE = `deno task experiments:modern [options]

  --only NAME,…     variants; default all: ${MODERN_VARIANTS.map(({ name }) => name).join(", ")}
  --corpora NAME,…  default ${MODERN_CORPORA.join(",")}
  --seeds N,N,…     default ${MODERN_SEEDS.join(",")}
  --peaks N,N,…     highest learning rates; default ${MODERN_RECIPE.peak}
  --minutes N       begin no training after so many minutes; the same command goes on later
  --record          save each row in assets/results/modern.json as it ends; recorded rows are skipped`;

type Key = Pick<ModernRow, "corpus" | "variant" | "seed" | "peak">;

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      only: { type: "string" },
      corpora: { type: "string", default: MODERN_CORPORA.join(",") },
      seeds: { type: "string", default: MODERN_SEEDS.join(",") },
      peaks: { type: "string", default: `${MODERN_RECIPE.peak}` },
      minutes: { type: "string" },
      record: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (flags.help) return console.log(USAGE);
  const variants = flags.only?.split(",").map(modernVariant) ?? MODERN_VARIANTS;
  const seeds = wholeNumbers("experiments:modern: --seeds", flags.seeds, { least: 0 });
  const [limit] = flags.minutes
    ? wholeNumbers("experiments:modern: --minutes", flags.minutes, { most: 1 })
    : [Infinity];
  const keys: Key[] = seeds.flatMap((seed) =>
    corporaNamed(flags.corpora).flatMap((corpus) =>
      variants.flatMap(({ name: variant }) =>
        learningRates(flags.peaks).map((peak) => ({ corpus, variant, seed, peak }))
      )
    )
  );
  await runAll(keys, { record: flags.record, endMs: performance.now() + 60_000 * limit });
}

async function runAll(
  keys: readonly Key[],
  o: { readonly record: boolean; readonly endMs: number },
): Promise<void> {
  const device = await useDevice();
  const corpora = Object.fromEntries(
    await Promise.all(
      MODERN_CORPORA.map(async (name) => [name, await modernCorpus(name, MODERN_BASE)] as const),
    ),
  );
  for (const [i, key] of keys.entries()) {
    if (o.record && recorded().some((row) => isSame(row, key))) continue;
    if (performance.now() > o.endMs) {
      console.log(`stopped by --minutes; the same command goes on, from run ${i + 1} of ${keys.length}`);
      return;
    }
    const startMs = performance.now();
    const { config } = modernVariant(key.variant);
    const measured = await measureModern({ ...key, config, corpus: corpora[key.corpus], compile: jit });
    const seconds = (performance.now() - startMs) / 1000;
    const row: ModernRow = { ...key, ...measured, seconds };
    console.log(
      `${key.corpus}, ${key.variant}, seed ${key.seed}, rate ${key.peak}: ` +
        `${measured.bitsPerByte.toFixed(4)} bits per byte, ${measured.parameters} parameters, ` +
        `${seconds.toFixed(0)} s, ${measured.tokensPerCpuSecond.toFixed(0)} tokens per CPU second`,
    );
    if (!o.record) continue;
    const rows = [...recorded(), row];
    recordResult({
      name: "modern",
      command: COMMAND,
      ...measuredOn(device),
      seed: MODERN_SEEDS[0],
      minutes: Math.round(rows.reduce((sum, row) => sum + row.seconds, 0) / 6) / 10,
      rows: rows.map((row) => ({ ...row })),
    });
  }
}

function recorded(): readonly ModernRow[] {
  return (readResult("modern")?.rows ?? []) as unknown as readonly ModernRow[];
}

function isSame(a: Key, b: Key): boolean {
  return a.corpus === b.corpus && a.variant === b.variant && a.seed === b.seed && a.peak === b.peak;
}

function corporaNamed(text: string): ModernCorpusName[] {
  return text.split(",").map((name) => {
    const found = MODERN_CORPORA.find((known) => known === name);
    if (found) return found;
    throw new RangeError(
      `experiments:modern: --corpora takes ${MODERN_CORPORA.join(" and ")}, separated by commas, got ` +
        `"${name}"`,
    );
  });
}

function learningRates(text: string): number[] {
  return text.split(",").map((part) => {
    const rate = Number(part);
    if (rate > 0 && rate < 1) return rate;
    throw new RangeError(`experiments:modern: --peaks takes rates between 0 and 1, got "${part}"`);
  });
}

if (import.meta.main) await main();
