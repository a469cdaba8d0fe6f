/**
 * Where a run begins: at fresh weights, at an earlier result, or at a checkpoint.
 *
 * A checkpoint is only resumed by the run that it was made by: same seed, batches, schedule, optimizer settings.
 * Anything else would go on, but not as if nothing had happened, so it is refused with the difference named.
 */
import { crc32 } from "node:zlib";
import { differences, type Json, latestCheckpoint, readCheckpoint } from "../checkpoint/mod.ts";
import { disposeParams, type Params } from "../nn/mod.ts";
import { type AdamWState, initAdamW } from "./adamw.ts";
import type { Batch } from "./batch.ts";
import { type CompleteTrainOptions, type History, TRAIN_DEFAULTS, type TrainState } from "./train_options.ts";

/** What a checkpoint records of the run, beside the tensors. */
export interface RunRecord {
  readonly settings: { readonly [name: string]: Json };
  readonly history: History;
}

export interface Beginning<P extends Params> {
  readonly at: TrainState<P>;
  /** What the run must dispose once it has newer tensors. */
  readonly owned: Params;
  /** The checkpoint that it goes on from. */
  readonly resumedFrom: string | null;
}

export async function beginTraining<P extends Params>(o: CompleteTrainOptions<P>): Promise<Beginning<P>> {
  const folder = o.checkpoints?.folder;
  const latest = folder === undefined ? null : await latestCheckpoint(folder);
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
    try {
      return await resume(latest.path, params, o);
    } finally {
      if (!given) disposeParams(params);
    }
  }
  const state = initAdamW(params);
  const owned = given ? stateTree(state) : { params, ...stateTree(state) };
  return { at: { params, state, step: 0, history: { train: [], heldOut: [] } }, owned, resumedFrom: null };
}

async function resume<P extends Params>(
  path: string,
  like: P,
  o: CompleteTrainOptions<P>,
): Promise<Beginning<P>> {
  const saved = await readCheckpoint<P>(path, { like, config: o.checkpoints?.config ?? null });
  const owned = { params: saved.params, optimizer: saved.optimizer };
  const { settings, history } = saved.run as unknown as RunRecord;
  const found = differences(runSettings(o, saved.step), settings);
  if (found.length > 0) {
    disposeParams(owned);
    throw new RangeError(
      `resuming from ${path}: this run differs from the one that made it: ${
        found.join("; ")
      }. Train with the same ` +
        "settings, or begin anew in another folder",
    );
  }
  const state = saved.optimizer as unknown as AdamWState<P>;
  return { at: { params: saved.params, state, step: saved.step, history }, owned, resumedFrom: path };
}

/** What must be the same for a run to go on identically, as of `step` finished steps. */
export function runSettings<P extends Params>(
  o: CompleteTrainOptions<P>,
  step: number,
): RunRecord["settings"] {
  return {
    seed: o.seed,
    accumulate: o.accumulate,
    clipNorm: o.clipNorm,
    adamw: { ...o.adamw },
    nextLearningRate: o.schedule(step),
    // Stands for the corpus, the tokenizer, and the size, order and seed of the batches.
    nextBatch: checksum(o.batches.at(step * o.accumulate)),
  };
}

function checksum({ x, y, segments, positions, shape }: Batch): string {
  const parts = [x, y, segments, positions].filter((part) => part !== undefined);
  const sum = parts.reduce(
    (sum, ids) => crc32(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength), sum),
    0,
  );
  return `${shape.join("x")}:${sum.toString(16)}`;
}

/** An optimizer's state as a tree of tensors. */
export function stateTree<P extends Params>({ m, v, t }: AdamWState<P>): { m: P; v: P; t: AdamWState["t"] } {
  return { m, v, t };
}

function refuseUsedFolder(path: string, why: string): never {
  throw new RangeError(
    `train: the checkpoint folder already holds ${path}, but ${why}. Resume from it, or choose another folder`,
  );
}
