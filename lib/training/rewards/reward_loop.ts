/**
 * Training with rewards: sample completions → reward them → advantages within each group → a step of GRPO, again and again.
 *
 * Steps are those of the plain loop (plain_loop.ts): gradient, clipping, AdamW. Only the loss differs, and the data: the
 * model itself writes it. What samples and what rewards is the caller's function.
 */
import * as tf from "@tensorflow/tfjs";
import { type Compile, tidyTree } from "../../engine/ops/mod.ts";
import { disposeParams, mapParams, type Params } from "../../nn/mod.ts";
import { type AdamWOptions, type AdamWState, initAdamW } from "../adamw.ts";
import { lossAndGradients } from "../gradients.ts";
import type { Schedule } from "../schedule.ts";
import { update } from "../train_step.ts";
import { NonFiniteError } from "../training_error.ts";
import { groupAdvantages } from "./advantage.ts";
import { partAdvantages } from "./part_advantages.ts";
import { grpoLoss, type GRPOOptions } from "./grpo.ts";
import type { Rollouts } from "./rollouts.ts";
import { tokenLogProbs } from "./token_log_probs.ts";

export interface RewardOptions<P extends Params> extends Partial<GRPOOptions> {
  /** The initial weights, also the reference of the KL penalty. They are not changed and not freed. */
  readonly params: P;
  /** The model: ids (B, T) -> logits (B, T, V). */
  readonly logits: (params: P, x: tf.Tensor2D) => tf.Tensor3D;
  /** Samples completions with these weights and rewards them; whole groups of `groupSize`. */
  readonly sample: (params: P, step: number) => Promise<Rollouts>;
  readonly steps: number;
  readonly learningRate: Schedule;
  /** Completions of a group; default 8. */
  readonly groupSize?: number;
  /** Whether advantages are divided by the group's standard deviation; default "none". */
  readonly scale?: "none" | "group";
  /** The temperature that the completions were sampled with; default 1. */
  readonly temperature?: number;
  /** Updates with each batch of completions; default 1, and then the ratio is 1 and nothing is clipped. */
  readonly updates?: number;
  /** Only what differs from REWARD_DEFAULTS.adamw. */
  readonly adamw?: Partial<AdamWOptions>;
  /** Largest global norm of the gradients, default 1. */
  readonly clipNorm?: number;
  readonly compile?: Compile;
  /** Called after each step, with the new weights; it may read them, and must not dispose them. */
  readonly onStep?: (step: RewardStep, params: P) => void | Promise<void>;
}

/** What happened in a step. */
export interface RewardStep {
  /** From 1. */
  readonly step: number;
  /** Mean reward of the completions, sampled before the update. */
  readonly reward: number;
  /** Share of groups whose rewards differ. The others teach nothing. */
  readonly informative: number;
  /** Global norm of the gradients before clipping, of the step's last update. */
  readonly gradNorm: number;
}

export const REWARD_DEFAULTS = {
  groupSize: 8,
  scale: "none",
  temperature: 1,
  updates: 1,
  clip: 0.2,
  klWeight: 0,
  clipNorm: 1,
  /** No weight decay: a step without any reward changes no weight. */
  adamw: { beta1: 0.9, beta2: 0.98, weightDecay: 0 },
} as const;

/** A batch of completions on the engine. */
type RewardBatch = {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  readonly advantages: tf.Tensor1D | tf.Tensor2D;
  oldLogP?: tf.Tensor2D;
  refLogP?: tf.Tensor2D;
};

/**
 * Trains a model with rewards.
 *
 * @returns the trained weights, which the caller disposes, and each step's numbers
 * @throws {RangeError} if the rollouts are not whole groups, or an option is out of range
 * @throws {NonFiniteError} if a gradient is NaN or infinite; the weights are useless then and are freed
 */
export async function rewardLoop<P extends Params>(
  options: RewardOptions<P>,
): Promise<{ params: P; history: RewardStep[] }> {
  const o = { ...REWARD_DEFAULTS, ...options };
  const { temperature, groupSize, scale, updates, klWeight } = o;
  if (!Number.isInteger(updates) || updates < 1 || !(o.clipNorm > 0)) {
    throw new RangeError(
      `rewardLoop: expected updates, a whole number from 1 up, and clipNorm above 0, found ${updates} and ${o.clipNorm}`,
    );
  }
  const compile: Compile = o.compile ?? ((f) => f);
  const logProbs = compile((params: P, x: tf.Tensor2D, y: tf.Tensor2D) =>
    tf.tidy(() => tokenLogProbs(o.logits(params, x), y, { temperature }))
  );
  const adamw = { ...REWARD_DEFAULTS.adamw, ...o.adamw };
  const learn = compile((params: P, state: AdamWState<P>, batch: RewardBatch, lr: tf.Scalar) =>
    tidyTree(() => {
      const found = lossAndGradients<P>((params) => lossOf(params, batch, o), { params, batch });
      const { clipNorm } = o;
      const { loss: _, weight: __, ...next } = update(params, { ...found, state, lr }, { adamw, clipNorm });
      return next;
    })
  );
  let params = mapParams((tensor) => tensor.clone(), o.params), state = initAdamW(params);
  const history: RewardStep[] = [];
  try {
    for (let step = 1; step <= o.steps; step++) {
      const rate = o.learningRate(step - 1);
      if (!(rate >= 0 && rate < Infinity)) {
        throw new RangeError(
          `rewardLoop: the learning rate of step ${step} is ${rate}; look at the schedule`,
        );
      }
      const rollouts = await o.sample(params, step);
      const advantages = advantagesOf(rollouts, { groupSize, scale });
      const [x, y] = [rollouts.x, rollouts.y].map((ids) => tf.tensor2d(ids, [...rollouts.shape], "int32"));
      const batch: RewardBatch = { x, y, advantages: tf.tensor(advantages) as tf.Tensor1D | tf.Tensor2D };
      const lr = tf.scalar(rate);
      let gradNorm = 0;
      try {
        if (updates > 1) batch.oldLogP = await logProbs(params, x, y);
        if (klWeight > 0) batch.refLogP = await logProbs(o.params, x, y);
        for (let i = 0; i < updates; i++) {
          const { gradNorm: norm, ...next } = await learn(params, state, batch, lr);
          gradNorm = (await norm.data())[0];
          disposeParams({ params, ...state, norm });
          ({ params, state } = next);
          if (!Number.isFinite(gradNorm)) throw new NonFiniteError(step, `the gradient norm is ${gradNorm}`);
        }
      } finally {
        disposeParams({ ...batch, lr });
      }
      history.push({
        step,
        reward: rollouts.rewards.reduce((a, b) => a + b, 0) / rollouts.rewards.length,
        informative: shareOfGroups(advantages, groupSize),
        gradNorm,
      });
      await o.onStep?.(history[history.length - 1], params);
    }
  } catch (error) {
    disposeParams(params);
    throw error;
  } finally {
    disposeParams(state);
    logProbs[Symbol.dispose]?.();
    learn[Symbol.dispose]?.();
  }
  return { params, history };
}

function lossOf<P extends Params>(
  params: P,
  { x, y, advantages, oldLogP, refLogP }: RewardBatch,
  o: RewardOptions<P> & { readonly temperature: number },
): tf.Scalar {
  return tf.tidy(() => {
    const logP = tokenLogProbs(o.logits(params, x), y, o);
    const mask = tf.greaterEqual(y, 0).toFloat() as tf.Tensor2D; // (B, T)
    return grpoLoss({ logP, oldLogP, refLogP, mask, advantages }, { ...o, length: o.length ?? x.shape[1] });
  });
}

/** (B) one for a row; (B, T) where the rollouts have rewards of parts. */
function advantagesOf(
  { rewards, parts, shape }: Rollouts,
  o: { readonly groupSize: number; readonly scale: "none" | "group" },
): number[] | number[][] {
  if (!parts) return groupAdvantages(rewards, o);
  const [, T] = shape;
  return partAdvantages(parts.rewards, o).map((row, b) =>
    Array.from(parts.of.subarray(b * T, (b + 1) * T), (part) => row[part] ?? 0)
  );
}

/** The share of groups in which some advantage is not 0. */
function shareOfGroups(advantages: readonly (number | readonly number[])[], G: number): number {
  const groups = advantages.length / G;
  const differ = Array.from(
    { length: groups },
    (_, g) => advantages.slice(g * G, (g + 1) * G).flat().some((a) => a !== 0),
  );
  return differ.filter(Boolean).length / groups;
}
