/**
 * `deno task experiments:distillation`: students that the final lottery model teaches, beside students that learn from data
 * alone (notebook 13).
 *
 * --record saves each row in assets/results/distillation.json as it ends; rows that are there already are skipped.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { type Model, parameterCount } from "../../gpt/mod.ts";
import { type Lesson, LESSONS, measureStudent, trainStudent } from "../../lotto/experiments/distillation.ts";
import { disposeParams } from "../../nn/mod.ts";
import {
  type DistillationRow,
  finalLottoModel,
  readResult,
  recordedDistillation,
  recordResult,
} from "../../notebook/mod.ts";
import { measuredOn } from "../bench/measured_on.ts";
import { wholeNumbers } from "./whole_numbers.ts";

const USAGE = `deno task experiments:distillation [LESSON …]

  LESSON …      ${Object.keys(LESSONS).map((name) => `"${name}"`).join(", ")}; without a name, all
  --seeds N,…   default 1,2,3
  --record      save rows in assets/results/distillation.json, and skip those that are there`;

/** Test prompts. */
const PROMPTS = 200;

async function main(): Promise<void> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: "string", default: "1,2,3" },
      record: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (flags.help) return console.log(USAGE);
  const unknown = positionals.find((name) => !(name in LESSONS));
  if (unknown !== undefined) {
    throw new RangeError(`experiments:distillation: there is no lesson "${unknown}"\n\n${USAGE}`);
  }
  const names = (positionals.length > 0 ? positionals : Object.keys(LESSONS)) as Lesson[];
  const device = await useDevice();
  const { model: teacher } = await finalLottoModel();
  const rows = () => flags.record ? recordedDistillation().rows : [];
  const has = (name: string, seed: number) => rows().some((row) => row.name === name && row.seed === seed);
  const began = performance.now(), before = flags.record ? readResult("distillation")?.minutes ?? 0 : 0;
  const save = (row: DistillationRow) => {
    console.log(JSON.stringify(row));
    if (!flags.record) return;
    const order = ["teacher", ...Object.keys(LESSONS)];
    const all = [...rows(), row].sort((a, b) =>
      order.indexOf(a.name) - order.indexOf(b.name) || a.seed - b.seed
    );
    recordResult({
      name: "distillation",
      command: "deno task experiments:distillation --record",
      ...measuredOn(device),
      seed: 1,
      minutes: before + (performance.now() - began) / 60_000,
      rows: all.map((one) => ({ ...one })),
    });
  };
  if (flags.record && !has("teacher", 1)) {
    save(await measured("teacher", teacher, { seed: 1, cpuSeconds: 0 }));
  }
  for (const seed of wholeNumbers("experiments:distillation: --seeds", flags.seeds)) {
    for (const lesson of names) {
      if (has(lesson, seed)) continue;
      const cpu = process.cpuUsage();
      const model = await trainStudent(teacher, { lesson, seed, compile: jit });
      const { user, system } = process.cpuUsage(cpu); // microseconds
      save(await measured(lesson, model, { seed, cpuSeconds: (user + system) / 1e6 }));
      disposeParams(model.params);
    }
  }
  disposeParams(teacher.params);
}

/** The row of a model, scored on the test prompts of every row. */
async function measured(
  name: DistillationRow["name"],
  model: Model,
  o: Pick<DistillationRow, "seed" | "cpuSeconds">,
): Promise<DistillationRow> {
  const scores = await measureStudent(model, { prompts: PROMPTS, seed: 1, compile: jit });
  return { name, ...o, parameters: parameterCount(model.config), ...scores };
}

if (import.meta.main) await main();
