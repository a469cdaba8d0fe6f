/** The recorded trainings on pairs of styles (assets/results/chat-style.json), for notebook 13. */
import { translate } from "../../language.ts";
import { readResult, recordedBy } from "../results.ts";
import type { StyleScores, StyleVariant } from "./style_pairs.ts";

/** Scores of a start ("start"), or of a training from the start with the same seed. */
export interface StyleRow extends StyleScores {
  readonly name: StyleVariant | "start";
  readonly seed: number;
  /** CPU time of the training, all cores together. */
  readonly cpuSeconds: number;
}

/** The rows, and the command, date and machine that made them; no rows if nothing is recorded. */
export function recordedChatStyle(): { readonly rows: readonly StyleRow[]; readonly said: string } {
  const result = readResult("chat-style");
  if (!result) return { rows: [], said: translate("chat-style is not recorded yet") };
  return { rows: result.rows as unknown as StyleRow[], said: recordedBy(result) };
}
