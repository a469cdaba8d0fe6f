/** The recorded students of notebook 13 (assets/results/distillation.json), and their teacher's scores. */
import type { Lesson, StudentScores } from "../lotto/experiments/distillation.ts";
import { readResult } from "./results.ts";

/** One training of a student; the teacher has a row, too. */
export interface DistillationRow extends StudentScores {
  readonly name: Lesson | "teacher";
  readonly seed: number;
  readonly parameters: number;
  /** CPU time of the training, all cores together, the teacher's work included; 0 for the teacher itself. */
  readonly cpuSeconds: number;
}

/** The rows, and the command, date and machine that made them; no rows if nothing is recorded. */
export function recordedDistillation(): { readonly rows: readonly DistillationRow[]; readonly said: string } {
  const result = readResult("distillation");
  if (!result) return { rows: [], said: "distillation is not recorded yet" };
  const { command, date, machine, rows } = result;
  return {
    rows: rows as unknown as DistillationRow[],
    said: `${command} · ${date} · ${machine.cpu}, ${machine.cores} ${machine.cores === 1 ? "core" : "cores"}`,
  };
}
