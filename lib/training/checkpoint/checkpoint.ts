/**
 * A checkpoint: everything that a training run needs to continue as if it had not stopped.
 *
 *     step-00000400/
 *       model.safetensors       the weights with their names; any tool for safetensors can read them
 *       optimizer.safetensors   the optimizer's tensors ("m.wte.weight", "v.wte.weight", "t" …)
 *       checkpoint.json         step, held-out loss, the model's config, the run's own record (seed, losses …), and
 *                               hashes of everything (checkpoint_record.ts)
 *
 * Random numbers and data order are pure functions of a seed and the step, so the step is enough to continue them.
 * checkpoint_folder.ts lists the checkpoints of a folder and removes old ones.
 */
import { createHash } from "node:crypto";
import type * as tf from "@tensorflow/tfjs";
import { dirname } from "node:path";
import { disposeParams, flattenParams, type Params, unflattenParams } from "../../nn/mod.ts";
import {
  type CheckpointRecord,
  type FileSeal,
  type Json,
  readRecord,
  type Seals,
  unlessDamaged,
  verifyFile,
  writeRecord,
} from "./checkpoint_record.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

export interface Checkpoint<P extends Params = Params> extends CheckpointRecord {
  readonly params: P;
  /** The optimizer's tensors, a tree. */
  readonly optimizer: Params;
}

const MODEL_FILE = "model.safetensors";
const OPTIMIZER_FILE = "optimizer.safetensors";

/** Writes the files of a checkpoint into a folder. @throws {NonFiniteTensorError} for tensors with NaN or infinity */
export async function writeCheckpointFiles(folder: string, checkpoint: Checkpoint): Promise<void> {
  const { params, optimizer, step, heldOutLoss, config, run } = checkpoint;
  const write = async (name: string, tree: Params, metadata?: Record<string, string>): Promise<FileSeal> => {
    const hash = createHash("sha256");
    const bytes = await writeSafetensors(`${folder}/${name}`, {
      tensors: flattenParams(tree),
      metadata,
      finite: true,
      onBytes: (bytes) => hash.update(bytes),
    });
    return { bytes, sha256: hash.digest("hex") };
  };
  const seals = {
    [MODEL_FILE]: await write(MODEL_FILE, params, { format: "pt" }), // Hugging Face's loader requires it
    [OPTIMIZER_FILE]: await write(OPTIMIZER_FILE, optimizer),
  };
  await writeRecord(folder, { step, heldOutLoss, config, run, seals });
}

/** Reads a checkpoint's record and compares all files with its hashes. @throws {DamagedCheckpointError} */
export async function verifyCheckpoint(path: string): Promise<CheckpointRecord> {
  const { record, seals } = await readRecord(path);
  for (const name of [MODEL_FILE, OPTIMIZER_FILE]) await verifyFile(path, name, seals);
  return record;
}

interface ReadOptions<P extends Params> {
  /** A tree with the names and shapes that the weights must have, such as new weights. */
  readonly like?: P;
  /** The architecture that the weights must belong to. */
  readonly config?: Json;
}

/**
 * Reads a checkpoint's record and weights, without the optimizer. The caller disposes the weights.
 *
 * @param path a folder step-….
 * @throws {RangeError} if it was made for another config or has other tensors; it lists the differences.
 * @throws {DamagedCheckpointError} if its content is not what was saved.
 */
export async function readModel<P extends Params>(
  path: string,
  o: ReadOptions<P> = {},
): Promise<CheckpointRecord & { readonly params: P }> {
  const { record, seals } = await readRecord(path);
  return { ...record, params: await readWeights(path, { ...o, record, seals }) };
}

/** Reads what {@link readModel} reads, and the optimizer's tensors. */
export async function readCheckpoint<P extends Params>(
  path: string,
  o: ReadOptions<P> = {},
): Promise<Checkpoint<P>> {
  const { record, seals } = await readRecord(path);
  const params = await readWeights(path, { ...o, record, seals });
  try {
    const optimizer = await readTensors(path, OPTIMIZER_FILE, seals);
    return { ...record, params, optimizer: await treeOf(path, optimizer) };
  } catch (error) {
    disposeParams(params);
    throw error;
  }
}

async function readWeights<P extends Params>(
  path: string,
  o: ReadOptions<P> & { readonly record: CheckpointRecord; readonly seals: Seals },
): Promise<P> {
  if (o.config !== undefined) {
    refuse(path, "was made for another config", differences(o.config, o.record.config));
  }
  const tensors = await readTensors(path, MODEL_FILE, o.seals);
  try {
    if (o.like) refuse(path, "holds other weights", shapeDifferences(flattenParams(o.like), tensors));
  } catch (error) {
    tensors.forEach((tensor) => tensor.dispose());
    throw error;
  }
  return await treeOf<P>(path, tensors);
}

async function readTensors(path: string, name: string, seals: Seals): Promise<Map<string, tf.Tensor>> {
  await verifyFile(path, name, seals);
  const { tensors } = await unlessDamaged(path, () => readSafetensors(`${path}/${name}`, { finite: true }));
  return tensors;
}

/** Builds the tree of these tensors. If their names make no tree, it disposes them. */
async function treeOf<P extends Params>(path: string, tensors: Map<string, tf.Tensor>): Promise<P> {
  try {
    return await unlessDamaged(path, () => Promise.resolve(unflattenParams<P>(tensors)));
  } catch (error) {
    tensors.forEach((tensor) => tensor.dispose());
    throw error;
  }
}

function refuse(path: string, what: string, found: readonly string[]): void {
  if (found.length === 0) return;
  const shown = found.slice(0, 5).join("; ") + (found.length > 5 ? `; and ${found.length - 5} more` : "");
  throw new RangeError(
    `loading the checkpoint ${path}: it ${what}: ${shown}. Use the settings it was made with. To start again ` +
      `instead, choose another folder, or move this one away: ${dirname(path)}`,
  );
}

/** Lists the differences of two JSON values, such as "path: wanted 4, found 6". */
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
