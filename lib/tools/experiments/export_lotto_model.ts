/**
 * Writes the final lotto model for notebook 07's playground: assets/models/lotto-final-seed-N.safetensors and its record.
 *
 * Of the recorded seeds it takes the one with the median score on natural prompts, so that the file is neither the best
 * nor the worst. The weights come from that seed's checkpoints.
 */
import { projectPath } from "../../project_folder.ts";
import { disposeParams } from "../../nn/mod.ts";
import { latestFinals, readResult } from "../../notebook/mod.ts";
import type { Score } from "../../lotto/experiments/measure_lotto.ts";
import type { ExperimentRow } from "../../lotto/experiments/experiment_row.ts";
import { saveScratchpadModel, SCRATCHPAD_DEFAULTS, trainScratchpad } from "../../lotto/scratchpad/mod.ts";
import { latestCheckpoint } from "../../training/checkpoint/mod.ts";

/** The row with the median number of right natural answers; of an even number, the lower of the two in the middle. */
export function medianRow(rows: readonly ExperimentRow[]): ExperimentRow {
  const scored = rows.filter(({ scores }) => scores.natural).sort((a, b) =>
    a.scores.natural!.share - b.scores.natural!.share || a.seed - b.seed
  );
  if (scored.length === 0) {
    throw new RangeError(
      'exporting the final lotto model: expected recorded rows of "final", found none; run ' +
        "`./course deno task experiments:lotto final --seeds 1,2,3 --checkpoints --record` first",
    );
  }
  return scored[Math.floor((scored.length - 1) / 2)];
}

/** Exports the median of the recorded final models, and removes the models that were exported before. */
export async function exportFinalModel(): Promise<void> {
  const rows = (readResult("lotto-final")?.rows ?? []) as unknown as ExperimentRow[];
  const finals = latestFinals(rows);
  const row = medianRow(finals);
  const { seed, tokens } = row;
  const folder = projectPath(`checkpoints/lotto-final-${seed}`);
  const steps = SCRATCHPAD_DEFAULTS.steps + SCRATCHPAD_DEFAULTS.settleSteps;
  const last = await latestCheckpoint(`${folder}/settle`);
  if (last?.step !== steps) {
    throw new RangeError(
      `exporting the final lotto model: expected a checkpoint of step ${steps} in ${folder}/settle, found ` +
        `${last ? `step ${last.step}` : "none"}; train it with \`./course deno task experiments:lotto ` +
        `final --seeds ${seed} --checkpoints\``,
    );
  }
  const checkpoints = { folder, every: 500, keepLast: 20 };
  const { model } = await trainScratchpad({}, { seed, checkpoints }); // finished: it only reads the checkpoints
  const models = projectPath("assets/models");
  await Deno.mkdir(models, { recursive: true });
  for (const { name } of Deno.readDirSync(models)) {
    if (/^lotto-final-seed-\d+\.(safetensors|json)$/.test(name)) await Deno.remove(`${models}/${name}`);
  }
  const path = `${models}/lotto-final-seed-${seed}.safetensors`;
  const record = await saveScratchpadModel(path, {
    model,
    origin: {
      name: "final",
      command: `./course deno task experiments:lotto final --seeds ${seed} --checkpoints`,
      seed,
      tokens,
      scores: Object.fromEntries(
        (Object.entries(row.scores) as [string, Score][]).map(([kind, { right, total, low, high }]) => [
          kind,
          { right, total, low, high },
        ]),
      ),
    },
  });
  disposeParams(model.params);
  console.log(
    `seeds ${finals.map((r) => `${r.seed} (${r.scores.natural?.right} right)`).join(", ")}: the median is ` +
      `seed ${seed}`,
  );
  console.log(`${path}: ${record.bytes} bytes, SHA-256 ${record.sha256}`);
}
