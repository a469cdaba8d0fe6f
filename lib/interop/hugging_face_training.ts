/**
 * Files that PyTorch needs, besides the model, to continue a training from one of our checkpoints.
 *
 *     optimizer.safetensors     AdamW's running means with PyTorch's names: "exp_avg.NAME", "exp_avg_sq.NAME"
 *     training.json             AdamW's options, steps taken, clipping, the learning rates still to come
 *     batches.safetensors       the next batches, where given: (N, B, T) x and y
 *
 * `pytorch/continue_training.py` reads them. It is Python, so that a training that needs more than one machine can
 * continue with PyTorch's own tools.
 */
import * as tf from "@tensorflow/tfjs";
import { type Checkpoint, writeSafetensors } from "../training/checkpoint/mod.ts";
import type { GPTConfig } from "../gpt/config.ts";
import type { GPTParams } from "../gpt/gpt.ts";
import { toHuggingFaceTensors } from "./hugging_face_tensors.ts";

export interface TrainingToContinue {
  /** Steps finished. */
  readonly step: number;
  /** AdamW's state, as `train` of lib/training returns it or as a checkpoint holds it. */
  readonly state: { readonly m: GPTParams; readonly v: GPTParams };
  readonly adamw: {
    readonly beta1: number;
    readonly beta2: number;
    readonly eps: number;
    readonly weightDecay: number;
  };
  /** Longest global gradient norm; null: no clipping. */
  readonly clipNorm: number | null;
  /** Learning rates of the next steps in order; the last one is used for all later steps. */
  readonly learningRates: readonly number[];
  /** Batches of the next steps, all of one shape: with them the other trainer's losses equal ours. */
  readonly batches?: readonly {
    readonly x: Int32Array;
    readonly y: Int32Array;
    readonly shape: readonly [B: number, T: number];
  }[];
}

/**
 * The training state in a checkpoint that `train` of lib/training wrote; read it with `readCheckpoint<GPTParams>`.
 *
 * @param next what a checkpoint does not hold: the next learning rates (a schedule is a function), and batches.
 * @throws {TypeError} where another program wrote the checkpoint.
 */
export function trainingOf(
  checkpoint: Checkpoint<GPTParams>,
  next: Pick<TrainingToContinue, "learningRates" | "batches">,
): TrainingToContinue {
  const { step, optimizer } = checkpoint;
  const { m, v } = optimizer as { m?: GPTParams; v?: GPTParams };
  const { adamw, clipNorm } =
    (checkpoint.run as { settings?: Partial<TrainingToContinue> } | null)?.settings ?? {};
  if (!m || !v || !adamw || clipNorm === undefined) {
    throw new TypeError(
      "continuing a checkpoint: it lacks AdamW's state or settings; lib/training's train() writes both",
    );
  }
  return { step, state: { m, v }, adamw, clipNorm, ...next };
}

/** Writes the files into an existing folder. @param o.frozen biases that our model does not have: they stay zero. */
export async function writeTrainingFiles(
  folder: string,
  training: TrainingToContinue,
  o: { readonly config: GPTConfig; readonly frozen: readonly string[] },
): Promise<void> {
  const { step, state, adamw, clipNorm, learningRates, batches = [] } = training;
  if (learningRates.length === 0 || learningRates.some((rate) => !(rate >= 0 && rate < Infinity))) {
    throw new RangeError(
      `exporting the training: expected the learning rates to come, found [${learningRates}]; ` +
        "a constant one is [rate]",
    );
  }
  const made: tf.Tensor[] = [];
  try {
    const named = (word: string, means: GPTParams) => {
      const theirs = toHuggingFaceTensors(means, o.config);
      made.push(...theirs.made);
      return [...theirs.tensors].map(([name, tensor]) => [`${word}.${name}`, tensor] as const);
    };
    const tensors = new Map([...named("exp_avg", state.m), ...named("exp_avg_sq", state.v)]);
    await writeSafetensors(`${folder}/optimizer.safetensors`, { tensors, metadata: { format: "pt" } });
  } finally {
    tf.dispose(made);
  }
  if (batches.length > 0) await writeBatches(`${folder}/batches.safetensors`, batches);
  const record = {
    step,
    adamw: { ...adamw },
    clip_norm: clipNorm,
    learning_rates: learningRates,
    frozen: o.frozen,
  };
  await Deno.writeTextFile(`${folder}/training.json`, JSON.stringify(record, null, 1) + "\n");
}

async function writeBatches(
  path: string,
  batches: NonNullable<TrainingToContinue["batches"]>,
): Promise<void> {
  const [B, T] = batches[0].shape;
  const odd = batches.find(({ shape }) => shape[0] !== B || shape[1] !== T);
  if (odd) {
    throw new RangeError(`exporting batches: expected all of shape (${B}, ${T}), found (${odd.shape})`);
  }
  const stacked = (name: "x" | "y") => {
    const ids = new Int32Array(batches.length * B * T);
    batches.forEach((batch, i) => ids.set(batch[name], i * B * T));
    return tf.tensor3d(ids, [batches.length, B, T], "int32"); // N x (B, T) -> (N, B, T)
  };
  const tensors = new Map([["x", stacked("x")], ["y", stacked("y")]]);
  try {
    await writeSafetensors(path, { tensors });
  } finally {
    tensors.forEach((tensor) => tensor.dispose());
  }
}
