/**
 * Saves a run so that there is always a good checkpoint on the disk.
 *
 * Whether finite weights are good is seen at the next loss. Until then the checkpoint before is kept, and if that loss is
 * NaN or infinite, the new one is set aside as `diverged-step-…`.
 */
import {
  type Checkpoint,
  dropOldCheckpoints,
  latestCheckpoint,
  NonFiniteTensorError,
  saveCheckpoint,
  setAsideDiverged,
} from "./checkpoint/mod.ts";
import { NonFiniteError } from "./training_error.ts";

/** The newest checkpoint of a run. */
export interface LastSaved {
  readonly step: number;
  /** Null if there is none. */
  readonly path: string | null;
}

/**
 * Saves a checkpoint. The step after each earlier checkpoint of the folder must have had a finite loss.
 *
 * @param o.isEnd whether no step follows.
 * @throws {NonFiniteError} if its tensors contain NaN or infinite numbers; then nothing is saved.
 */
export async function saveRun(
  folder: string,
  o: { readonly checkpoint: Checkpoint; readonly keepLast: number; readonly isEnd: boolean },
): Promise<LastSaved> {
  const { checkpoint, keepLast, isEnd } = o;
  await dropOldCheckpoints(folder, keepLast);
  try {
    const path = await saveCheckpoint(folder, { checkpoint, keepLast: isEnd ? keepLast : keepLast + 1 });
    return { step: checkpoint.step, path };
  } catch (cause) {
    if (!(cause instanceof NonFiniteTensorError)) throw cause;
    throw new NonFiniteError(checkpoint.step, `the update was too large: ${cause.message}`, { cause });
  }
}

/**
 * Sets the last checkpoint aside if the loss of the next step was NaN or infinite. A run that resumes from it would always
 * end at that step.
 *
 * @param o.resumedFrom the checkpoint that this run started from. It stays, because the cause may be changed code or data.
 * @returns the last checkpoint that remains.
 */
export async function setAsideUseless(
  saved: LastSaved,
  o: { readonly error: NonFiniteError; readonly folder: string; readonly resumedFrom: string | null },
): Promise<LastSaved> {
  const { error, folder, resumedFrom } = o;
  if (saved.path === null || saved.path === resumedFrom || saved.step !== error.step - 1) return saved;
  try {
    await setAsideDiverged(saved.path, `the checkpoint ${saved.path} cannot be resumed: ${error.message}`);
    const before = await latestCheckpoint(folder);
    return { step: before?.step ?? 0, path: before?.path ?? null };
  } catch (failure) {
    console.warn(failure); // the error that ended the run is the one to throw
    return saved;
  }
}
