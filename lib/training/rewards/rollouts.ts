/**
 * Rollouts: completions that the model wrote, with what is needed to learn from them.
 *
 * B: rows, T: tokens in a row. A row's targets y are its own next tokens, negative where nothing is learned: in the
 * prompt, at tokens that the model did not choose, and after the end.
 */
import type { Batch } from "../../corpora/mod.ts";

/** Sampled rows and their rewards, group after group. `x` and `y` as in every batch. */
export interface Rollouts extends Pick<Batch, "x" | "y" | "shape"> {
  /** (B) one for each row. */
  readonly rewards: readonly number[];
}
