/**
 * The rows of repro:shakespeare in a file, a training each: what is in it needs no second run.
 *
 * A training takes minutes, all of them half an hour or more; a run that is stopped goes on where it was. Rows of
 * other steps, texts, devices or versions stay in the file and do not count.
 */
import { dirname } from "node:path";

export const SIDES = ["ours", "nanoGPT"] as const;
export type Side = typeof SIDES[number];

/** What a row must share with a run to stand for it. */
export interface RunKey {
  readonly side: Side;
  readonly seed: number;
  readonly steps: number;
  /** Of the text: the first 16 hexadecimal digits of its SHA-256. */
  readonly corpus: string;
  readonly device: string;
  readonly versions: Readonly<Record<string, string>>;
}

export interface ReproRow extends RunKey {
  readonly parameters: number;
  readonly validationLoss: number;
  readonly tokensPerSecond: number;
  readonly heldOut: readonly (readonly [step: number, loss: number])[];
}

const KEYS = ["side", "seed", "steps", "corpus", "device", "versions"] as const;

/** The row of this run, or undefined. */
export function findRow(rows: readonly ReproRow[], key: RunKey): ReproRow | undefined {
  return rows.findLast((row) =>
    KEYS.every((name) => JSON.stringify(row[name]) === JSON.stringify(key[name]))
  );
}

/** @throws {Error} naming the file, where it holds something else */
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

/** Adds a row; the file is the old one or the new one, never half of it. */
export async function saveRow(path: string, row: ReproRow): Promise<void> {
  const rows = [...await readRows(path), row];
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(`${path}.tmp`, JSON.stringify(rows, null, 1) + "\n");
  await Deno.rename(`${path}.tmp`, path);
}

/** @returns the first 16 hexadecimal digits of the text's SHA-256 */
export async function fingerprint(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(hash).toHex().slice(0, 16);
}
