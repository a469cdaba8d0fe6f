/**
 * Finds where a run begins: with new weights, at an earlier result, or at a checkpoint.
 *
 * A checkpoint is resumed only with the settings of the run that made it: seed, batches, schedule, optimizer. Otherwise an
 * error names the difference. A damaged checkpoint is set aside, and the run continues from the one before it.
 */
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import {
  type Checkpoint,
  DamagedCheckpointError,
  differences,
  type Json,
  listCheckpoints,
  readCheckpoint,
  setAside,
} from "./checkpoint/mod.ts";
import type { Batch } from "../corpora/mod.ts";
import { disposeParams, flattenParams, type Params } from "../nn/mod.ts";
import { type AdamWState, initAdamW } from "./adamw.ts";
import { type CompleteTrainOptions, type History, TRAIN_DEFAULTS, type TrainState } from "./train_options.ts";

type Settings = { readonly [name: string]: Json };

/** What a checkpoint contains of the run, beside the tensors. */
interface RunRecord {
  readonly settings: Settings;
  readonly history: History;
}

export interface Beginning<P extends Params> {
  readonly at: TrainState<P>;
  /** The tensors that the run must dispose when it has newer ones. */
  readonly owned: Params;
  /** The checkpoint that the run continues from. */
  readonly resumedFrom: string | null;
}

/** @throws {RangeError} if the folder contains another run's checkpoints */
export async function beginTraining<P extends Params>(o: CompleteTrainOptions<P>): Promise<Beginning<P>> {
  const { usable: saved, damaged } = await findCheckpoints(o.checkpoints?.folder);
  const latest = saved.at(-1);
  if (o.start) {
    if (latest && latest.step > o.start.step) {
      refuseUsedFolder(latest.path, `the run starts at ${o.start.step}`);
    }
    return { at: o.start, owned: {}, resumedFrom: null };
  }
  if (latest && !(o.checkpoints?.resume ?? TRAIN_DEFAULTS.resume)) {
    refuseUsedFolder(latest.path, "resume is switched off");
  }
  const given = typeof o.params === "function" ? null : o.params;
  const params = given ?? (o.params as () => P)();
  if (latest) {
    let isNeeded = false;
    try {
      const beginning = await resumeLatest(saved.map(({ path }) => path), params, o);
      if (beginning) return beginning;
      isNeeded = true;
    } finally {
      if (!given && !isNeeded) disposeParams(params);
    }
  }
  if (saved.length + damaged > 0) {
    console.warn(
      `${o.checkpoints!.folder} has no usable checkpoint left. The training starts again at step 0.`,
    );
  }
  const state = initAdamW(params);
  const owned = given ? state : { params, ...state };
  return { at: { params, state, step: 0, history: { train: [], heldOut: [] } }, owned, resumedFrom: null };
}

/** The folder's checkpoints, oldest first. Those whose record shows damage are set aside. */
async function findCheckpoints(folder?: string) {
  const { whole, damaged } = folder === undefined
    ? { whole: [], damaged: [] }
    : await listCheckpoints(folder);
  // Not damaged, but not readable: no permission, or a newer format. An older checkpoint would lose steps.
  const unreadable = damaged.find(({ error }) => !(error instanceof DamagedCheckpointError));
  if (unreadable) throw unreadable.error;
  for (const { path, error } of damaged) await setAside(path, (error as Error).message);
  return { usable: whole, damaged: damaged.length };
}

/** Resumes the last checkpoint that is not damaged; returns null if all are damaged. */
async function resumeLatest<P extends Params>(
  paths: readonly string[],
  like: P,
  o: CompleteTrainOptions<P>,
): Promise<Beginning<P> | null> {
  for (const path of paths.toReversed()) {
    try {
      return await resume(path, like, o);
    } catch (error) {
      if (!(error instanceof DamagedCheckpointError)) throw error;
      await setAside(path, error.message);
    }
  }
  return null;
}

async function resume<P extends Params>(
  path: string,
  like: P,
  o: CompleteTrainOptions<P>,
): Promise<Beginning<P>> {
  const saved = await readCheckpoint<P>(path, { like, config: o.checkpoints?.config ?? null });
  const owned = { params: saved.params, optimizer: saved.optimizer };
  try {
    const { settings, history } = runRecordOf(saved, path);
    const wanted = runSettings(o, saved.step);
    const found = differences(wanted, { ...settings, ...unknownNext(wanted, settings) });
    if (found.length > 0) {
      throw new RangeError(
        `resuming from ${path}: this run differs from the one that made it: ${found.join("; ")}. Train ` +
          "with the same settings. To start again instead, choose another folder, or move this one away: " +
          dirname(path),
      );
    }
    const state = adamWStateOf(saved, path);
    return { at: { params: saved.params, state, step: saved.step, history }, owned, resumedFrom: path };
  } catch (error) {
    disposeParams(owned);
    throw error;
  }
}

/** The run's part of a checkpoint, checked, because another program may have written it. */
function runRecordOf({ run, step }: Checkpoint, path: string): RunRecord {
  const { settings, history } = (run ?? {}) as Partial<RunRecord>;
  const isCurve = (points: unknown) =>
    Array.isArray(points) &&
    points.every((point) => Array.isArray(point) && point.length === 2 && point.every(Number.isFinite));
  const isObject = typeof settings === "object" && settings !== null;
  if (isObject && isCurve(history?.train) && isCurve(history?.heldOut)) {
    return { settings, history: history! };
  }
  throw new RangeError(
    `resuming from ${path}: its record of step ${step} has no settings and losses that train() wrote. Start again ` +
      "in another folder, or read its weights with readModel and pass them as params",
  );
}

/** AdamW's state in a checkpoint, checked against the weights. */
function adamWStateOf<P extends Params>({ params, optimizer }: Checkpoint<P>, path: string): AdamWState<P> {
  const shapes = (tree: Params) =>
    Object.fromEntries(
      [...flattenParams(tree)].map(([name, t]) => [name, `${t.dtype} (${t.shape.join(", ")})`]),
    );
  const wanted = { ...shapes({ m: params, v: params }), t: "float32 ()" };
  const found = differences(wanted, shapes(optimizer)).slice(0, 5).join("; ");
  if (found === "") return optimizer as AdamWState<P>;
  throw new RangeError(
    `resuming from ${path}: its optimizer's tensors are not AdamW's for these weights: ${found}. Start again in ` +
      "another folder",
  );
}

/** The settings that must be the same to resume after `step` finished steps. */
export function runSettings<P extends Params>(o: CompleteTrainOptions<P>, step: number): Settings {
  const rate = o.schedule(step);
  return {
    seed: o.seed,
    accumulate: o.accumulate,
    clipNorm: o.clipNorm,
    adamw: { ...o.adamw },
    nextLearningRate: Number.isFinite(rate) ? rate : null, // after the last step a schedule may return anything
    // It depends on the corpus, the tokenizer, and the size, order and seed of the batches.
    nextBatch: nextBatch(o, step),
  };
}

/** The settings of the next step that one of the two runs does not have, because it is finished: taken as equal. */
function unknownNext(wanted: Settings, found: Settings): Settings {
  const names = ["nextLearningRate", "nextBatch"];
  const unknown = names.filter((name) => wanted[name] === null || found[name] === null);
  return Object.fromEntries(unknown.map((name) => [name, wanted[name]]));
}

/** A checksum of the next batch; null if the run is finished and has no further batch. */
function nextBatch<P extends Params>(o: CompleteTrainOptions<P>, step: number): string | null {
  try {
    return checksum(o.batches.at(step * o.accumulate));
  } catch (error) {
    if (step < o.steps) throw error;
    return null;
  }
}

function checksum({ x, y, segments, positions, shape }: Batch): string {
  let sum = 0;
  for (const ids of [x, y, segments, positions]) {
    if (ids) sum = crc32(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength), sum);
  }
  return `${shape.join("x")}:${sum.toString(16)}`;
}

function refuseUsedFolder(path: string, why: string): never {
  throw new RangeError(
    `train: the checkpoint folder already holds ${path}, but ${why}. Resume from it, or choose another folder`,
  );
}
