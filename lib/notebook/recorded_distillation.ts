/** The recorded students of notebook 13 (assets/results/distillation.json), and their teacher's scores. */
import type { Lesson, StudentScores } from "../lotto/experiments/distillation.ts";
import { recordedRows } from "./results.ts";

/** One training of a student; the teacher has a row, too. */
export interface DistillationRow extends StudentScores {
  readonly name: Lesson | "teacher";
  readonly seed: number;
  readonly parameters: number;
  /** CPU time of the training, all cores together, the teacher's work included; 0 for the teacher itself. */
  readonly cpuSeconds: number;
}

export const recordedDistillation = () => recordedRows<DistillationRow>("distillation");
