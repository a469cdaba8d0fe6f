/**
 * The file of finished trainings of repro:shakespeare, a row each, so that a stopped run can go on with the next one.
 *
 * Rows with other steps, texts, devices or versions stay in the file and are not used.
 */
import { writeStamp } from "../../files.ts";
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

const KEYS = ["side", "seed", "steps", "corpus", "device", "versions"] as const;

export function findRow(rows: readonly ReproRow[], key: RunKey): ReproRow | undefined {
  return rows.findLast((row) =>
    KEYS.every((name) => JSON.stringify(row[name]) === JSON.stringify(key[name]))
  );
}

/** @throws {Error} with the path, if the file is not such a list */
export async function readRows(path: string): Promise<ReproRow[]> {
  try {
    const rows = JSON.parse(await Deno.readTextFile(path));
    if (Array.isArray(rows)) return rows;
    throw new TypeError("it holds no list");
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return [];
    throw new Error(`reading the rows of repro:shakespeare from ${path}: move the file away to begin anew`, {
      cause,
    });
  }
}

/** Adds a row, in one step: the file is never half written. */
export async function saveRow(path: string, row: ReproRow): Promise<void> {
  await writeStamp(path, [...await readRows(path), row]);
}

/** @returns the first 16 hexadecimal digits of the text's SHA-256 */
export async function fingerprint(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(hash).toHex().slice(0, 16);
}
