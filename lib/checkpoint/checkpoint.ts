/**
 * A checkpoint: everything a training run needs to go on as if it had never stopped.
 *
 *     step-00000400/
 *       model.safetensors       the weights, under their own names: any tool that reads safetensors reads them
 *       optimizer.safetensors   the optimizer's tensors ("m.wte.weight", "v.wte.weight", "t" …)
 *       checkpoint.json         step, held-out loss, the model's config, the run's own record (seed, losses …)
 *
 * Random numbers and data order are pure functions of a seed and the step, so the step is all they need. Which
 * checkpoints a folder holds and which are dropped is checkpoint_folder.ts's concern.
 */
import type * as tf from "@tensorflow/tfjs";
import { disposeParams, flattenParams, type Params, unflattenParams } from "../nn/mod.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What stands in checkpoint.json. */
export interface CheckpointRecord {
  /** Training steps finished. */
  readonly step: number;
  /** Loss on held-out text at this step, nats per token, where it was measured. */
  readonly heldOutLoss: number | null;
  /** The model's architecture, so that the weights can be loaded without the program that made them. */
  readonly config: Json;
  /** What the trainer needs to go on: seed, schedule, losses so far. */
  readonly run: Json;
}

export interface Checkpoint<P extends Params = Params> extends CheckpointRecord {
  readonly params: P;
  /** The optimizer's tensors, a tree. */
  readonly optimizer: Params;
}

export const MODEL_FILE = "model.safetensors";
export const OPTIMIZER_FILE = "optimizer.safetensors";
const RECORD_FILE = "checkpoint.json";
const FORMAT = 1;

/** Writes the files of a checkpoint into an existing folder and syncs them. */
export async function writeCheckpointFiles(folder: string, checkpoint: Checkpoint): Promise<void> {
  const { params, optimizer, step, heldOutLoss, config, run } = checkpoint;
  const bytes = {
    [MODEL_FILE]: await writeSafetensors(`${folder}/${MODEL_FILE}`, {
      tensors: flattenParams(params),
      metadata: { format: "pt" }, // what Hugging Face's loader asks for
    }),
    [OPTIMIZER_FILE]: await writeSafetensors(`${folder}/${OPTIMIZER_FILE}`, {
      tensors: flattenParams(optimizer),
    }),
  };
  const record = { format: FORMAT, step, heldOutLoss, bytes, config, run };
  using file = await Deno.open(`${folder}/${RECORD_FILE}`, { write: true, createNew: true });
  const text = new TextEncoder().encode(JSON.stringify(record, refuseNonFinite, 1) + "\n");
  for (let done = 0; done < text.length;) done += await file.write(text.subarray(done));
  await file.sync();
}

/** JSON would turn NaN into null without a word. */
function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError(`"${key}" is ${value}; a checkpoint holds finite numbers only`);
  }
  return value;
}

/**
 * Reads a checkpoint's record and checks that its files are there in full size, without reading the tensors.
 *
 * @throws {Error} saying what is wrong with it.
 */
export async function readCheckpointRecord(path: string): Promise<CheckpointRecord> {
  const record = JSON.parse(await Deno.readTextFile(`${path}/${RECORD_FILE}`));
  if (record.format !== FORMAT) {
    throw new RangeError(
      `${path}: written as checkpoint format ${record.format}, this version reads ${FORMAT}`,
    );
  }
  for (const [name, bytes] of Object.entries<number>(record.bytes)) {
    const { size } = await Deno.stat(`${path}/${name}`);
    if (size !== bytes) {
      throw new RangeError(`${path}/${name} has ${size} bytes, it was written with ${bytes}`);
    }
  }
  const { step, heldOutLoss, config, run } = record;
  return { step, heldOutLoss, config, run };
}

export interface ReadOptions<P extends Params> {
  /** A tree of the names and shapes that the weights must have (freshly initialised ones, say). */
  readonly like?: P;
  /** The architecture that the weights must have been made for. */
  readonly config?: Json;
}

/**
 * Reads a checkpoint's record and weights, without the optimizer: what a program that only generates needs.
 *
 * @param path a folder step-….
 * @returns the weights are the caller's to dispose.
 * @throws {RangeError} listing what differs, where it was made for another config or has other tensors.
 */
export async function readModel<P extends Params>(
  path: string,
  o: ReadOptions<P> = {},
): Promise<CheckpointRecord & { readonly params: P }> {
  const record = await readCheckpointRecord(path);
  if (o.config !== undefined) {
    refuse(path, "was made for another config", differences(o.config, record.config));
  }
  const { tensors } = await readSafetensors(`${path}/${MODEL_FILE}`);
  try {
    if (o.like) refuse(path, "holds other weights", shapeDifferences(flattenParams(o.like), tensors));
    return { ...record, params: unflattenParams<P>(tensors) };
  } catch (error) {
    tensors.forEach((tensor) => tensor.dispose());
    throw error;
  }
}

/** Reads a whole checkpoint: what {@link readModel} reads, and the optimizer's tensors. */
export async function readCheckpoint<P extends Params>(
  path: string,
  o: ReadOptions<P> = {},
): Promise<Checkpoint<P>> {
  const model = await readModel(path, o);
  try {
    const { tensors } = await readSafetensors(`${path}/${OPTIMIZER_FILE}`);
    return { ...model, optimizer: unflattenParams(tensors) };
  } catch (error) {
    disposeParams(model.params);
    throw error;
  }
}

function refuse(path: string, what: string, found: readonly string[]): void {
  if (found.length === 0) return;
  const shown = found.slice(0, 5).join("; ") + (found.length > 5 ? `; and ${found.length - 5} more` : "");
  throw new RangeError(
    `loading the checkpoint ${path}: it ${what}: ${shown}. Use the settings it was made with, or another folder`,
  );
}

/** Where two JSON values differ, as "path: wanted 4, found 6". */
export function differences(wanted: Json, found: Json, path = ""): string[] {
  const isTree = (v: Json): v is { readonly [key: string]: Json } => typeof v === "object" && v !== null;
  if (isTree(wanted) && isTree(found)) {
    const keys = new Set([...Object.keys(wanted), ...Object.keys(found)]);
    return [...keys].flatMap((key) =>
      differences(wanted[key] ?? null, found[key] ?? null, path ? `${path}.${key}` : key)
    );
  }
  if (Object.is(wanted, found)) return [];
  return [`${path || "value"}: wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`];
}

function shapeDifferences(wanted: ReadonlyMap<string, tf.Tensor>, found: ReadonlyMap<string, tf.Tensor>) {
  const describe = (t?: tf.Tensor) => t ? `${t.dtype} (${t.shape.join(", ")})` : "nothing";
  return [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((name) => describe(wanted.get(name)) !== describe(found.get(name)))
    .map((name) => `${name}: wanted ${describe(wanted.get(name))}, found ${describe(found.get(name))}`);
}
