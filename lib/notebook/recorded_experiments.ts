/** The recorded lotto experiments (lib/lotto/experiments), as notebook 07 shows them. */
import { readResult, recordedBy } from "./results.ts";
import { formatShare } from "../statistics/mod.ts";
import type { Score } from "../lotto/experiments/measure_lotto.ts";
import type { ExperimentRow } from "../lotto/experiments/run_experiment.ts";

/** A row as it is recorded: `budget` is the shared budget of tokens, or null where the experiment has its own. */
export type RecordedRow = ExperimentRow & { readonly budget?: number | null };

interface RecordedExperiments {
  readonly rows: readonly RecordedRow[];
  /** Command, date and machine, or a note that nothing is recorded yet. */
  readonly said: string;
}

/** Reads assets/results/lotto-experiments.json or lotto-final.json; no rows if the file does not exist. */
export function recordedExperiments(name: "lotto-experiments" | "lotto-final"): RecordedExperiments {
  const result = readResult(name);
  if (!result) return { rows: [], said: `${name} is not recorded yet` };
  const { rows } = result;
  return {
    rows: rows as unknown as readonly RecordedRow[],
    said: recordedBy(result),
  };
}

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
