/**
 * Trains one patient of notebook 02's clinic: the healthy recipe with one thing changed.
 *
 * All runs learn the next letter of the course's story from the same initial weights, so a curve differs from the
 * healthy one by its cause alone.
 */
import * as tf from "@tensorflow/tfjs";
import { storyWorld } from "../../../data/mod.ts";
import { IGNORED } from "../../corpora/batch.ts";
import { type Batches, sequentialWindows, shuffledWindows } from "../../corpora/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import { characterTokenizer } from "../../tokenizers/characters.ts";
import { crossEntropy, type LossFn, train, warmupCosine } from "../../training/mod.ts";
import { TrainingError } from "../../training/training_error.ts";
import {
  CLINIC_SHAPE,
  clinicLogits,
  type ClinicMask,
  type ClinicParams,
  initClinic,
} from "./clinic_model.ts";

/** What a run does; the defaults are the healthy recipe. */
export interface ClinicRecipe {
  /** Highest learning rate. */
  readonly peak: number;
  /** Steps over which the learning rate rises from 0. */
  readonly warmupSteps: number;
  /** Letters of the training text. */
  readonly letters: number;
  /** The order of the windows. */
  readonly order: "shuffled" | "sorted";
  /** The target of a position: the next letter, or (a bug) the letter itself, which the model can see. */
  readonly target: "next" | "same";
  readonly mask: ClinicMask;
  /** The biases of the ReLU layer at the start. */
  readonly reluBias: number;
  /**
   * At this step one window of the batch holds only padding, and (a bug) the loss takes the mean of each window alone:
   * 0 divided by 0. Null: no such window.
   */
  readonly emptyWindowAt: number | null;
}

export const HEALTHY: ClinicRecipe = {
  peak: 3e-2,
  warmupSteps: 40,
  letters: 80_000,
  order: "shuffled",
  target: "next",
  mask: "causal",
  reluBias: 0,
  emptyWindowAt: null,
};

/** A run's losses in nats per letter. */
export interface ClinicCurve {
  /** Training loss: the mean of each {@link TRAIN_EVERY} steps. */
  readonly train: readonly number[];
  /** Held-out loss after each {@link HELD_OUT_EVERY} steps. */
  readonly heldOut: readonly number[];
  /** The step, counted from 1, at which the loss became NaN; null if it never did. */
  readonly nanAt: number | null;
}

const HELD_OUT_LETTERS = 6_401;

export const CLINIC_STEPS = 500;
export const TRAIN_EVERY = 5;
export const HELD_OUT_EVERY = 25;

/**
 * Trains for `steps` steps (default 500) and measures the held-out loss.
 *
 * @param change what differs from {@link HEALTHY}
 * @param o `compile` makes the steps faster; `batchSize`: windows in a batch, default 16; `signal` ends the run early
 */
export async function runClinic(
  change: Partial<ClinicRecipe>,
  o: {
    readonly compile?: Compile;
    readonly steps?: number;
    readonly batchSize?: number;
    readonly signal?: AbortSignal;
  } = {},
): Promise<ClinicCurve> {
  const recipe = { ...HEALTHY, ...change }, steps = o.steps ?? CLINIC_STEPS, batchSize = o.batchSize ?? 16;
  const { text } = await storyWorld();
  const tokenizer = characterTokenizer(text);
  const ids = Int32Array.from(tokenizer.encode(text));
  const heldOut = ids.subarray(ids.length - HELD_OUT_LETTERS);
  const losses: number[] = [], heldOutLosses: number[] = [];
  try {
    const { params, state } = await train<ClinicParams>({
      params: () => initClinic({ vocabSize: tokenizer.vocabSize, seed: 1, reluBias: recipe.reluBias }),
      loss: clinicLoss(recipe),
      batches: clinicBatches(recipe, ids.subarray(0, recipe.letters), batchSize),
      vocabSize: tokenizer.vocabSize,
      steps,
      learningRate: warmupCosine({ peak: recipe.peak, warmupSteps: recipe.warmupSteps, totalSteps: steps }),
      adamw: { weightDecay: 0 },
      heldOut: {
        batches: withTargets(
          recipe,
          sequentialWindows(heldOut, { blockSize: CLINIC_SHAPE.blockSize, batchSize: 100 }),
        ),
        every: HELD_OUT_EVERY,
      },
      // XLA may simplify 0 · NaN to 0, so the run that must meet a NaN is not compiled.
      compile: recipe.emptyWindowAt === null ? o.compile : undefined,
      signal: o.signal,
      onStep: ({ loss }) => void losses.push(loss),
      onEval: ({ loss }) => void heldOutLosses.push(loss),
    });
    disposeParams({ params, m: state.m, v: state.v });
    state.t.dispose();
    return { train: meansOf(losses), heldOut: heldOutLosses, nanAt: null };
  } catch (error) {
    if (!(error instanceof TrainingError) || error.result) throw error;
    return { train: meansOf(losses), heldOut: heldOutLosses, nanAt: error.step };
  }
}

/** The mean of each whole group of {@link TRAIN_EVERY} losses. */
function meansOf(losses: readonly number[]): number[] {
  return Array.from({ length: Math.floor(losses.length / TRAIN_EVERY) }, (_, i) => {
    const group = losses.slice(i * TRAIN_EVERY, (i + 1) * TRAIN_EVERY);
    return group.reduce((sum, loss) => sum + loss, 0) / TRAIN_EVERY;
  });
}

function clinicLoss({ mask, emptyWindowAt }: ClinicRecipe): LossFn<ClinicParams> {
  return (params, { x, y }) => {
    const logits = clinicLogits(params, x, mask); // (B, T, V)
    if (emptyWindowAt === null) return crossEntropy(logits, y);
    const counted = tf.cast(tf.greaterEqual(y, 0), "float32"); // (B, T)
    return crossEntropy(logits, y, { weights: tf.div(counted, tf.sum(counted, -1, true)) }); // 0 / 0 where it is empty
  };
}

function clinicBatches(recipe: ClinicRecipe, ids: Int32Array, batchSize: number): Batches {
  const { blockSize } = CLINIC_SHAPE;
  const shuffled = shuffledWindows(ids, { blockSize, stride: blockSize, batchSize, seed: 1 });
  const batches = recipe.order === "shuffled" ? shuffled : sortedWindows(ids, shuffled);
  const withEmpty: Batches = {
    ...batches,
    at(step) {
      const batch = batches.at(step);
      if (step !== recipe.emptyWindowAt) return batch;
      return { ...batch, y: batch.y.map((id, i) => i < blockSize ? IGNORED : id) }; // the first window
    },
  };
  return withTargets(recipe, withEmpty);
}

function withTargets({ target }: ClinicRecipe, batches: Batches): Batches {
  if (target === "next") return batches;
  return {
    ...batches,
    at(step) {
      const batch = batches.at(step);
      return { ...batch, y: batch.x };
    },
  };
}

/** The windows sorted from common letters to rare ones: a file that was sorted and that nobody shuffled. */
function sortedWindows(ids: Int32Array, { batchSize, stepsPerEpoch }: Batches): Batches {
  const { blockSize } = CLINIC_SHAPE;
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const rarity = (start: number) =>
    ids.subarray(start, start + blockSize).reduce(
      (sum, id) => sum - Math.log(counts.get(id)! / ids.length),
      0,
    );
  const windows = Array.from({ length: Math.floor((ids.length - 1) / blockSize) }, (_, i) => i * blockSize)
    .map((start) => ({ start, rarity: rarity(start) }))
    .sort((a, b) => a.rarity - b.rarity);
  return {
    batchSize,
    blockSize,
    stepsPerEpoch,
    at(step) {
      const first = (step % stepsPerEpoch) * batchSize;
      const starts = windows.slice(first, first + batchSize).map(({ start }) => start);
      const gather = (shift: number) =>
        Int32Array.from(starts.flatMap((s) => [...ids.subarray(s + shift, s + shift + blockSize)]));
      return { x: gather(0), y: gather(1), shape: [batchSize, blockSize] };
    },
  };
}
