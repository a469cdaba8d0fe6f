/** The recorded lotto experiments (lib/lotto/experiments), as notebook 07 shows them. */
import { recordedRows } from "./results.ts";
import { formatShare } from "../statistics/mod.ts";
import type { Score } from "../lotto/experiments/measure_lotto.ts";
import type { ExperimentRow } from "../lotto/experiments/experiment_row.ts";

/** A row as it is recorded: `budget` is the shared budget of tokens, or null where the experiment has its own. */
export type RecordedRow = ExperimentRow & { readonly budget?: number | null };

/** The rows of assets/results/lotto-experiments.json or lotto-final.json. */
export const recordedExperiments = (name: "lotto-experiments" | "lotto-final") =>
  recordedRows<RecordedRow>(name);

/** A row for a table: the experiment, its cost, and its scores with 95 % intervals. */
export function experimentCells(row: ExperimentRow): Record<string, string | number> {
  const cell = (score?: Score) => score ? formatShare(score, { decimals: 1 }) : "–";
  return {
    "name": row.name,
    "what is different": row.what,
    "seed": row.seed,
    "million tokens": (row.tokens / 1e6).toFixed(1),
    "CPU minutes": row.trainCpuMinutes.toFixed(1),
    "computed tokens right": row.accuracy.length ? `${(100 * row.accuracy.at(-1)![1]).toFixed(1)} %` : "–",
    "natural": cell(row.scores.natural),
    "greedy": cell(row.scores.greedy),
    "frequent": cell(row.scores.frequent),
    "rigged": cell(row.scores.rigged),
    "balanced": cell(row.scores.balanced),
    "invalid": cell(row.scores.invalid),
  };
}
