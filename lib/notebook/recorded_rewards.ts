/** The recorded trainings with rewards (assets/results/rewards.json), and the weak start that they share, for notebook 13. */
import type { DrawnTickets } from "../lotto/experiments/drawn_tickets.ts";
import type { SampledAnswers } from "../lotto/experiments/sampled_answers.ts";
import { translate } from "../language.ts";
import { projectPath } from "../project_folder.ts";
import { readResult, recordedBy } from "./results.ts";

/** The weak start's weights; `deno task experiments:rewards --start` writes them. */
export const WEAK_START_FILE = projectPath("assets/models/rewards-start-seed-1.safetensors");

/** Right answers of a test. */
interface Count {
  readonly right: number;
  readonly total: number;
}

export interface RewardScores {
  readonly natural: Count;
  readonly frequent: Count;
  readonly balanced: Count;
  readonly sampled: SampledAnswers;
  /** Rows that were recorded first do not have it. */
  readonly drawn?: DrawnTickets;
}

/** One training with rewards, measured on held-out prompts before and after. */
export interface RewardRow {
  readonly name: string;
  readonly what: string;
  readonly seed: number;
  /** Completions that were sampled and rewarded. */
  readonly completions: number;
  /** CPU time of the training and the points of its curve, all cores together. */
  readonly cpuMinutes: number;
  /** With the measurement after the training. */
  readonly minutes: number;
  readonly before: RewardScores;
  readonly after: RewardScores;
  /** Held-out balanced prompts right, by step. */
  readonly curve: readonly (Count & { readonly step: number })[];
  /** Mean reward of the completions of each step. */
  readonly rewards: readonly number[];
}

/** The recorded rows, and the command, date and machine that made them; no rows if nothing is recorded. */
export function recordedRewards(): { readonly rows: readonly RewardRow[]; readonly said: string } {
  const result = readResult("rewards");
  if (!result) return { rows: [], said: translate("rewards is not recorded yet") };
  return {
    rows: result.rows as unknown as RewardRow[],
    said: recordedBy(result),
  };
}
