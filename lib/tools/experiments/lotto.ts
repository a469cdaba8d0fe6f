/**
 * `deno task experiments:lotto`: how much each change improves the lotto GPT, and the final model with all changes.
 *
 * Each row is a training and its grades on prompts that no model was trained on. --record saves rows in
 * assets/results/lotto-experiments.json (rows of the same experiment, seed and budget are replaced) and the final
 * model's in lotto-final.json.
 */
import { projectPath } from "../../project_folder.ts";
import { parseArgs } from "node:util";
import { readResult, recordResult } from "../../notebook/mod.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { type Experiment, EXPERIMENTS, experimentsNamed } from "../../lotto/experiments/experiments.ts";
import { measuredOn } from "../bench/measured_on.ts";
import { exportFinalModel } from "./export_lotto_model.ts";
import { formatRow } from "./format_row.ts";
import { experimentOf, testVariant } from "./lotto_variant.ts";
import { wholeNumbers } from "../whole_numbers.ts";
import type { ExperimentRow } from "../../lotto/experiments/experiment_row.ts";
import { runExperiment } from "./run_experiment.ts";

const USAGE = `deno task experiments:lotto [NAME …]

  NAME …          experiments; without a name, lists them
  --seeds N,N,…   one training per seed; default 1
  --tokens N      training tokens of the small experiments; default 10000000
  --prompts N     natural prompts; default 500, for "final" 5000; of each other kind the same number, up to 1000
  --record        save each row in assets/results/ as it ends; rows recorded already are skipped
  --again         with --record: train recorded rows anew
  --checkpoints   save checkpoints in checkpoints/, and go on from them
  --tickets A-B   test prompts of A to B tickets instead of 1-20; the row is recorded as NAME-tickets-A-B
  --temperature-all  sample every token at temperature 1, also those that are computed: NAME-temperature-all
  --export        no training: write the weights of the recorded "final" models' median in assets/models/`;

async function main(): Promise<void> {
  const { values: flags, positionals: names } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: "string", default: "1" },
      tokens: { type: "string", default: "10000000" },
      prompts: { type: "string" },
      record: { type: "boolean", default: false },
      again: { type: "boolean", default: false },
      checkpoints: { type: "boolean", default: false },
      tickets: { type: "string" },
      "temperature-all": { type: "boolean", default: false },
      export: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (flags.help || names.length === 0 && !flags.export) {
    console.log(USAGE);
    for (const { name, what } of EXPERIMENTS) console.log(`  ${name.padEnd(16)}${what}`);
    return;
  }
  if (flags.export) return await exportFinalModel();
  const experiments = experimentsNamed(names);
  const variant = testVariant({ tickets: flags.tickets, temperatureAll: flags["temperature-all"] });
  const seeds = wholeNumbers("experiments:lotto: --seeds", flags.seeds);
  const [tokens] = wholeNumbers("experiments:lotto: --tokens", flags.tokens, { most: 1 });
  const device = await useDevice();
  for (const experiment of experiments) {
    for (const seed of seeds) {
      const name = variant.rowName(experiment.name);
      const result = experiment.name === "final" ? "lotto-final" : "lotto-experiments";
      const recorded = () => (readResult(result)?.rows ?? []) as unknown as Row[];
      const budget = experiment.steps ? null : tokens;
      console.log(`\n${name}, seed ${seed}: ${experiment.what}`);
      if (flags.record && !flags.again && recorded().some((row) => isSame(row, { name, seed, budget }))) {
        console.log("recorded already");
        continue;
      }
      const prompts = flags.prompts ?? (name === "final" ? "5000" : "500");
      const [count] = wholeNumbers("experiments:lotto: --prompts", prompts, { most: 1 });
      const start = performance.now();
      const row = variant.rename(
        await runExperiment(experiment, {
          seed,
          tokens,
          measure: { natural: count, ...others(experiment, count), ...variant.measure, seed },
          sampling: variant.sampling,
          compile: jit,
          checkpoints: flags.checkpoints
            ? projectPath(`checkpoints/lotto-${experiment.name}-${seed}`)
            : undefined,
          print: (line) => console.log(line),
        }),
      );
      console.log(formatRow(row));
      if (!flags.record) continue;
      const minutes = (performance.now() - start) / 60_000;
      const rows = merged(recorded(), { ...row, budget, minutes });
      const path = recordResult({
        name: result,
        command: name === "final"
          ? `deno task experiments:lotto final --seeds ${flags.seeds} --prompts ${count} --record`
          : `deno task experiments:lotto NAME … --seeds N,… --tokens N --prompts N --record`,
        ...measuredOn(device),
        seed: seeds[0],
        minutes: rows.reduce((sum, row) => sum + row.minutes, 0),
        rows: rows.map((row) => ({ ...row })),
      });
      console.log(`recorded in ${path}`);
    }
  }
}

/** Prompts of the other tests: the same number, at most 1,000. A text model is not taught to refuse a purchase. */
function others({ kind, name }: Experiment, count: number) {
  const n = Math.min(count, 1000);
  const valid = { frequent: n, balanced: n, rigged: n };
  if (name === "final") return { ...valid, invalid: n };
  return { ...valid, greedy: n, invalid: kind === "text" ? 0 : n, ascending: false };
}

/** A row, its budget of tokens (null: its own), and the time it took, training and measuring. */
type Row = ExperimentRow & { readonly budget: number | null; readonly minutes: number };

/** Whether two rows are the same training. */
function isSame(a: Pick<Row, "name" | "seed" | "budget">, b: Pick<Row, "name" | "seed" | "budget">): boolean {
  return a.name === b.name && a.seed === b.seed && (a.budget ?? null) === (b.budget ?? null); // old rows have none
}

/** The rows with this one added, in the table's order; it replaces the one of the same experiment, budget and seed. */
function merged(rows: readonly Row[], row: Row): Row[] {
  const order = ({ name }: Row) => EXPERIMENTS.findIndex((e) => e.name === experimentOf(name));
  return [...rows.filter((other) => !isSame(other, row)), row]
    .sort((a, b) => order(a) - order(b) || (a.budget ?? 0) - (b.budget ?? 0) || a.seed - b.seed);
}

if (import.meta.main) await main();
