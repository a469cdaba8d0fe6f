/**
 * The finished trainings of repro:shakespeare, a row each, so that a stopped run can go on with the next one.
 *
 * Rows with other steps, texts, devices or versions stay in the file and are not used.
 */
import type { Trained } from "./settings.ts";

export const SIDES = ["ours", "nanoGPT"] as const;
export type Side = typeof SIDES[number];

/** What must be equal for a row to be the result of a run. */
export interface RunKey {
  readonly side: Side;
  readonly seed: number;
  readonly steps: number;
  /** The first 16 hexadecimal digits of the text's SHA-256. */
  readonly corpus: string;
  readonly device: string;
  readonly versions: Readonly<Record<string, string>>;
}

export type ReproRow = RunKey & Trained;

export function findRow(rows: readonly ReproRow[], key: RunKey): ReproRow | undefined {
  const same = JSON.stringify;
  return rows.findLast((row) =>
    Object.entries(key).every(([name, value]) => same(row[name as keyof RunKey]) === same(value))
  );
}
