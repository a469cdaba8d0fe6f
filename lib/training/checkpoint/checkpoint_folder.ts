/**
 * A folder of checkpoints: saves into it, finds the latest, removes old ones. The last few are kept, and the
 * one with the lowest held-out loss. A damaged checkpoint is never deleted; it is renamed ("set aside"). So is one after
 * which the training diverged, but of those only the newest of each step stays.
 */
import { basename, dirname } from "node:path";
import type { Params } from "../../nn/mod.ts";
import {
  exists,
  removeFolderAtomically,
  removePartialFolders,
  writeFolderAtomically,
} from "./atomic_folder.ts";
import { type Checkpoint, verifyCheckpoint, writeCheckpointFiles } from "./checkpoint.ts";
import { type CheckpointRecord, DamagedCheckpointError, readRecord } from "./checkpoint_record.ts";
import { NonFiniteTensorError } from "./safetensors_dtypes.ts";
import { writingFailed } from "./write_error.ts";

const NAME = /^step-\d{8,}$/;

/** A whole checkpoint on disk. */
interface SavedCheckpoint extends CheckpointRecord {
  readonly path: string;
}

interface CheckpointList {
  /** Checkpoints whose record and file sizes are right, lowest step first. */
  readonly whole: readonly SavedCheckpoint[];
  /** Folders with a checkpoint's name that cannot be used: a {@link DamagedCheckpointError}, or why reading failed. */
  readonly damaged: readonly { readonly path: string; readonly reason: string; readonly error: unknown }[];
}

/**
 * Saves a checkpoint as `folder/step-XXXXXXXX`, removes those that are no longer needed, and returns its path.
 *
 * @param folder made if it does not exist. Only one run at a time may save into it.
 * @param o.keepLast number of checkpoints to keep, including the new one, beside the best.
 * @throws {NonFiniteTensorError} if its tensors contain NaN or infinite numbers.
 * @throws {Error} if it cannot be written (disk full, no permission, step saved before), with the reason as cause. After
 *   both errors the folder is as it was before.
 */
export async function saveCheckpoint<P extends Params>(
  folder: string,
  o: { readonly checkpoint: Checkpoint<P>; readonly keepLast: number },
): Promise<string> {
  if (!(Number.isInteger(o.keepLast) && o.keepLast >= 1)) {
    throw new RangeError(`saveCheckpoint: keepLast must be a whole number, 1 or more, got ${o.keepLast}`);
  }
  const { step } = o.checkpoint;
  if (!(Number.isSafeInteger(step) && step >= 0)) {
    throw new RangeError(`saveCheckpoint: the step must be a whole number, 0 or more, got ${step}`);
  }
  const name = nameOf(step);
  try {
    await removePartialFolders(folder, NAME);
    await makeRoom(`${folder}/${name}`);
    await writeFolderAtomically(folder, {
      name,
      write: (temporary) => writeCheckpointFiles(temporary, o.checkpoint),
    });
  } catch (error) {
    if (error instanceof NonFiniteTensorError) throw error;
    const reason = error instanceof Error ? error.message : error;
    throw new Error(
      `saving the checkpoint of step ${step} in ${folder} failed: ${reason}. Earlier checkpoints are as they were`,
      { cause: error },
    );
  }
  await dropOldCheckpoints(folder, o.keepLast);
  return `${folder}/${name}`;
}

function nameOf(step: number): string {
  return `step-${String(step).padStart(8, "0")}`;
}

/** Reads the record of a checkpoint and checks that the folder has the name of its step. */
async function readNamed(path: string): Promise<CheckpointRecord> {
  const { record } = await readRecord(path);
  if (!path.endsWith(`/${nameOf(record.step)}`)) {
    throw new DamagedCheckpointError(path, `the folder was renamed: it holds step ${record.step}`);
  }
  return record;
}

/** Sets a damaged checkpoint aside if it has the name of the one to be saved. */
async function makeRoom(path: string): Promise<void> {
  if (!await exists(path)) return;
  try {
    await readNamed(path);
  } catch (error) {
    if (!(error instanceof DamagedCheckpointError)) throw error;
    await setAside(path, error.message);
    return;
  }
  throw new Deno.errors.AlreadyExists(`${path} exists already. Save another step, or choose another folder`);
}

/** Renames a damaged checkpoint to `damaged-step-…`, and prints a warning with the reason. */
export async function setAside(path: string, reason: string): Promise<void> {
  const target = `${dirname(path)}/damaged-${basename(path)}`;
  let free = target;
  for (let n = 2; await exists(free); n++) free = `${target}-${n}`;
  await rename(path, free, reason);
}

/**
 * Renames a checkpoint after which the training diverged to `diverged-step-…`, and prints a warning with the reason. An older
 * one of that name is removed: each restart of such a run makes the same checkpoint again.
 */
export async function setAsideDiverged(path: string, reason: string): Promise<void> {
  const folder = dirname(path), target = `diverged-${basename(path)}`;
  if (await exists(`${folder}/${target}`)) await removeFolderAtomically(folder, target);
  await rename(path, `${folder}/${target}`, reason);
}

async function rename(path: string, target: string, reason: string): Promise<void> {
  try {
    await Deno.rename(path, target);
  } catch (error) {
    throw writingFailed(target, error);
  }
  console.warn(`${reason}. It was set aside as ${target}; delete it when you do not need it.`);
}

/** All checkpoints of a folder; none if it does not exist. */
export async function listCheckpoints(folder: string): Promise<CheckpointList> {
  const whole: SavedCheckpoint[] = [];
  const damaged: CheckpointList["damaged"][number][] = [];
  for (const name of await namesIn(folder)) {
    if (!NAME.test(name)) continue;
    const path = `${folder}/${name}`;
    try {
      whole.push({ path, ...await readNamed(path) });
    } catch (error) {
      damaged.push({ path, reason: error instanceof Error ? error.message : String(error), error });
    }
  }
  whole.sort((a, b) => a.step - b.step);
  return { whole, damaged };
}

/** The intact checkpoint with the highest step, or null. All its bytes are checked. */
export async function latestCheckpoint(folder: string): Promise<SavedCheckpoint | null> {
  for (const checkpoint of (await listCheckpoints(folder)).whole.toReversed()) {
    try {
      await verifyCheckpoint(checkpoint.path);
      return checkpoint;
    } catch (error) {
      if (!(error instanceof DamagedCheckpointError)) throw error;
    }
  }
  return null;
}

/** Removes all checkpoints except the last few and the best. */
export async function dropOldCheckpoints(folder: string, keepLast: number): Promise<void> {
  const { whole } = await listCheckpoints(folder);
  const measured = whole.filter(({ heldOutLoss }) => heldOutLoss !== null);
  const [best] = measured.sort((a, b) => a.heldOutLoss! - b.heldOutLoss!); // of equal ones the earlier step
  const keep = new Set([...whole.slice(-keepLast), best]);
  for (const checkpoint of whole) {
    if (keep.has(checkpoint)) continue;
    try {
      await removeFolderAtomically(folder, checkpoint.path.slice(folder.length + 1));
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      throw new Error(
        `removing the old checkpoint ${checkpoint.path}: ${reason}. Check the permissions, or choose another folder`,
        { cause: error },
      );
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    const reason = error instanceof Error ? error.message : error;
    throw new Error(
      `reading the checkpoint folder ${folder}: ${reason}. Choose another folder, or check the permissions`,
      { cause: error },
    );
  }
}
