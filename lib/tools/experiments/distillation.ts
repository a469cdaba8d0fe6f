/**
 * `deno task experiments:distillation`: students that the final lottery model teaches, beside students that learn from data
 * alone (notebook 13).
 */
import { Argument, Command } from "commander";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { type Model, parameterCount } from "../../gpt/mod.ts";
import { type Lesson, LESSONS, measureStudent, trainStudent } from "../../lotto/experiments/distillation.ts";
import { disposeParams } from "../../nn/mod.ts";
import { type DistillationRow, finalLottoModel } from "../../notebook/mod.ts";
import { cpuSeconds } from "../../statistics/cpu_time.ts";
import { seedsOption } from "./flags.ts";
import { RecordedRows } from "./recorded_rows.ts";

const NAMES = Object.keys(LESSONS) as Lesson[];
/** Test prompts. */
const PROMPTS = 200;

async function main(
  names: readonly Lesson[],
  { seeds, record }: { seeds: readonly number[]; record: boolean },
): Promise<void> {
  const device = await useDevice();
  const { model: teacher } = await finalLottoModel();
  const order = ["teacher", ...NAMES];
  const rows = new RecordedRows<DistillationRow>({
    ...{ name: "distillation", device, record },
    compare: (a, b) => order.indexOf(a.name) - order.indexOf(b.name) || a.seed - b.seed,
  });
  /** Adds the row of a model, scored on the same test prompts as all others. */
  const add = async (model: Model, key: Pick<DistillationRow, "name" | "seed" | "cpuSeconds">) => {
    const scores = await measureStudent(model, { prompts: PROMPTS, seed: 1, compile: jit });
    const row = { ...key, parameters: parameterCount(model.config), ...scores };
    console.log(JSON.stringify(row));
    rows.add(row);
  };
  if (record && !rows.has({ name: "teacher" })) {
    await add(teacher, { name: "teacher", seed: 1, cpuSeconds: 0 });
  }
  for (const seed of seeds) {
    for (const name of names.length > 0 ? names : NAMES) {
      if (rows.has({ name, seed })) continue;
      const before = cpuSeconds();
      const model = await trainStudent(teacher, { lesson: name, seed, compile: jit });
      await add(model, { name, seed, cpuSeconds: cpuSeconds() - before });
      disposeParams(model.params);
    }
  }
  disposeParams(teacher.params);
}

if (import.meta.main) {
  await new Command("deno task experiments:distillation")
    .addArgument(new Argument("[lesson...]", "default: all").choices(NAMES))
    .addOption(seedsOption([1, 2, 3]))
    .option("--record", "save rows in assets/results/distillation.json, and skip those that are there", false)
    .action(main).parseAsync();
}
