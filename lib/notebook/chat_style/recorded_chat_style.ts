/** The recorded trainings on pairs of styles (assets/results/chat-style.json), for notebook 13. */
import { recordedRows } from "../results.ts";
import type { StyleScores, StyleVariant } from "./style_pairs.ts";

/** Scores of a start ("start"), or of a training from the start with the same seed. */
export interface StyleRow extends StyleScores {
  readonly name: StyleVariant | "start";
  readonly seed: number;
  /** CPU time of the training, all cores together. */
  readonly cpuSeconds: number;
}

export const recordedChatStyle = () => recordedRows<StyleRow>("chat-style");
