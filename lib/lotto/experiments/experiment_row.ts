/** A row of notebook 07's table: what a training cost and how its model scored. lib/tools/experiments makes the rows. */
import type { Scores } from "./measure_lotto.ts";

/** The cost of a training, all its sessions together. */
export interface TrainingCost {
  readonly trainMinutes: number;
  /** CPU time, all cores together. */
  readonly trainCpuMinutes: number;
  /** Tokens trained on, padding included. */
  readonly tokens: number;
  /** Points [minutes, loss in nats per token]. */
  readonly curve: readonly (readonly [minutes: number, loss: number])[];
  /** Points [minutes, token accuracy]; see token_accuracy.ts. */
  readonly accuracy: readonly (readonly [minutes: number, share: number])[];
}

/** A row of the table. */
export interface ExperimentRow extends TrainingCost {
  readonly name: string;
  readonly what: string;
  readonly seed: number;
  readonly parameters: number;
  readonly scores: Scores;
}
