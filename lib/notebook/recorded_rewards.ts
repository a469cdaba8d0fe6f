/** The recorded trainings with rewards (assets/results/rewards.json), and the weak start that they share, for notebook 13. */
import type { DrawnTickets } from "../lotto/experiments/drawn_tickets.ts";
import type { SampledAnswers } from "../lotto/experiments/sampled_answers.ts";
import { projectPath } from "../project_folder.ts";
import { recordedRows } from "./results.ts";

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

export const recordedRewards = () => recordedRows<RewardRow>("rewards");
