/**
 * A folder of checkpoints: saving into it, finding the latest and the best, dropping the rest.
 *
 * A checkpoint is named after its step and appears whole or not at all (atomic_folder.ts). Kept are the last few and
 * the one with the lowest held-out loss.
 */
import type { Params } from "../nn/mod.ts";
import { removeFolderAtomically, removePartialFolders, writeFolderAtomically } from "./atomic_folder.ts";
import {
  type Checkpoint,
  type CheckpointRecord,
  readCheckpointRecord,
  writeCheckpointFiles,
} from "./checkpoint.ts";

const NAME = /^step-\d{8,}$/;

/** A whole checkpoint on disk. */
export interface SavedCheckpoint extends CheckpointRecord {
  readonly path: string;
}

export interface CheckpointList {
  /** Whole checkpoints, oldest step first. */
  readonly whole: readonly SavedCheckpoint[];
  /** Folders that look like a checkpoint but cannot be used, and why. */
  readonly damaged: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Saves a checkpoint as `folder/step-XXXXXXXX` and drops the ones no longer needed.
 *
 * @param folder made where it is missing. One run at a time may save into it.
 * @param o.checkpoint its tensors are only read.
 * @param o.keepLast checkpoints to keep, the new one included, beside the best.
 * @returns the new checkpoint's path.
 * @throws {Error} with the reason as cause, where it cannot be written (disk full, no permission, step saved
 *   already). The folder then holds what it held before.
 */
export async function saveCheckpoint<P extends Params>(
  folder: string,
  o: { readonly checkpoint: Checkpoint<P>; readonly keepLast: number },
): Promise<string> {
  if (!(Number.isInteger(o.keepLast) && o.keepLast >= 1)) {
    throw new RangeError(`saveCheckpoint: keepLast must be a whole number, 1 or more, got ${o.keepLast}`);
  }
  const { step } = o.checkpoint;
  const name = `step-${String(step).padStart(8, "0")}`;
  try {
    await removePartialFolders(folder);
    await writeFolderAtomically(folder, {
      name,
      write: (temporary) => writeCheckpointFiles(temporary, o.checkpoint),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(
      `saving the checkpoint of step ${step} in ${folder} failed: ${reason}. Nothing was left half-written and ` +
        "earlier checkpoints are as they were. Free some space, check the permissions or choose another folder",
      { cause: error },
    );
  }
  await dropOldCheckpoints(folder, o.keepLast);
  return `${folder}/${name}`;
}

/** All checkpoints of a folder; none where it does not exist. */
export async function listCheckpoints(folder: string): Promise<CheckpointList> {
  const whole: SavedCheckpoint[] = [];
  const damaged: { path: string; reason: string }[] = [];
  for (const name of await namesIn(folder)) {
    if (!NAME.test(name)) continue;
    const path = `${folder}/${name}`;
    try {
      whole.push({ path, ...await readCheckpointRecord(path) });
    } catch (error) {
      damaged.push({ path, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  whole.sort((a, b) => a.step - b.step);
  return { whole, damaged };
}

/** The whole checkpoint with the highest step, or null. Partial and damaged ones are passed over. */
export async function latestCheckpoint(folder: string): Promise<SavedCheckpoint | null> {
  return (await listCheckpoints(folder)).whole.at(-1) ?? null;
}

/** The whole checkpoint with the lowest held-out loss, or null where none was measured. */
export async function bestCheckpoint(folder: string): Promise<SavedCheckpoint | null> {
  return best((await listCheckpoints(folder)).whole);
}

function best(checkpoints: readonly SavedCheckpoint[]): SavedCheckpoint | null {
  const measured = checkpoints.filter((c) => c.heldOutLoss !== null);
  return measured.reduce<SavedCheckpoint | null>(
    (low, c) => low === null || c.heldOutLoss! < low.heldOutLoss! ? c : low,
    null,
  );
}

async function dropOldCheckpoints(folder: string, keepLast: number): Promise<void> {
  const { whole } = await listCheckpoints(folder);
  const keep = new Set([...whole.slice(-keepLast), best(whole)]);
  for (const checkpoint of whole) {
    if (!keep.has(checkpoint)) await removeFolderAtomically(folder, checkpoint.path.slice(folder.length + 1));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
