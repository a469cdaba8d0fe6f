/**
 * Saving a run: only weights that are numbers, and never without a good checkpoint on the disk.
 *
 * Whether a checkpoint is of use shows at the next loss, which its weights give. Until then the one before it stays,
 * and if that loss is no number, the new one is set aside.
 */
import {
  type Checkpoint,
  dropOldCheckpoints,
  latestCheckpoint,
  NonFiniteTensorError,
  saveCheckpoint,
  setAside,
} from "./checkpoint/mod.ts";
import { NonFiniteError } from "./training_error.ts";

/** The newest checkpoint of a run. */
export interface LastSaved {
  readonly step: number;
  /** Null where there is none. */
  readonly path: string | null;
}

/**
 * Saves a checkpoint. All others of the folder must have been gone on from.
 *
 * @param o.isEnd whether no step follows.
 * @throws {NonFiniteError} where its tensors hold NaN or infinite numbers; then nothing is saved.
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
 * Sets the last checkpoint aside where the very next step has no number as its loss: a run that went on from it would
 * end there again and again.
 *
 * @param o.resumedFrom a checkpoint that was there before the run: its code or data may be what changed, so it stays.
 * @returns the last checkpoint that is left.
 */
export async function withoutUseless(
  saved: LastSaved,
  o: { readonly error: NonFiniteError; readonly folder: string; readonly resumedFrom: string | null },
): Promise<LastSaved> {
  const { error, folder, resumedFrom } = o;
  if (saved.path === null || saved.path === resumedFrom || saved.step !== error.step - 1) return saved;
  try {
    await setAside(saved.path, `the checkpoint ${saved.path} cannot be gone on from: ${error.message}`);
    const before = await latestCheckpoint(folder);
    return { step: before?.step ?? 0, path: before?.path ?? null };
  } catch (failure) {
    console.warn(failure); // the error that ended the run is the one to throw
    return saved;
  }
}
