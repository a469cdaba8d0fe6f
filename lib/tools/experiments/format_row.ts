/** A row of the experiments' table as text. */
import { BLOG_ERROR_CLASSES } from "../../lotto/mod.ts";
import { formatScore, type Score } from "../../lotto/experiments/measure_lotto.ts";
import type { ExperimentRow } from "../../lotto/experiments/experiment_row.ts";

/** The scores; after each, the grader's error classes that occurred. */
export function formatRow(row: ExperimentRow): string {
  const { name, seed, parameters, tokens, trainMinutes, trainCpuMinutes } = row;
  const head = `${name}, seed ${seed}: ${parameters} parameters, ${tokens} tokens, ` +
    `${trainMinutes.toFixed(1)} min (${trainCpuMinutes.toFixed(1)} min of processor time)`;
  const kinds = Object.entries(row.scores) as [string, Score][];
  return [
    head,
    ...kinds.map(([kind, score]) =>
      `  ${kind.padEnd(9)} ${formatScore(score)}, ${score.seconds.toFixed(0)} s${classes(score)}`
    ),
  ].join("\n");
}

function classes({ summary }: Score): string {
  const found = [...BLOG_ERROR_CLASSES, "error_line_mismatch" as const].filter((name) => summary[name] > 0);
  return found.length === 0 ? "" : `; ${found.map((name) => `${name} ${summary[name]}`).join(", ")}`;
}
