/**
 * Rollouts: completions that the model wrote, with what is needed to learn from them.
 *
 * B: rows, T: tokens in a row. A row's targets y are its own next tokens, negative where nothing is learned: in the
 * prompt, at tokens that the model did not choose, and after the end.
 */
import type { Batch } from "../../corpora/mod.ts";
import type { PartReward } from "./part_advantages.ts";

/** Sampled rows and their rewards, group after group. `x` and `y` as in every batch. */
export interface Rollouts extends Pick<Batch, "x" | "y" | "shape"> {
  /** (B) one for each row. */
  readonly rewards: readonly number[];
  /** Rewards of the rows' parts. Without them, all tokens of a row learn from the row's one reward. */
  readonly parts?: {
    /** For each row, its parts' rewards. */
    readonly rewards: readonly (readonly PartReward[])[];
    /** (B · T), row after row: the part of each target, an index into the row's rewards. */
    readonly of: Int32Array;
  };
}
