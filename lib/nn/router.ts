/**
 * The router of a mixture of experts: it scores every expert for a token and chooses the best few.
 *
 * What is chosen has no gradient; the scores of the chosen experts do. So nothing stops a router from sending all tokens to
 * the same experts, and there are two remedies: an auxiliary loss, and a bias that only the choice sees.
 * Letters: N tokens, C width, E experts, K chosen for each token.
 */
import * as tf from "@tensorflow/tfjs";
import { tidyTree } from "../engine/ops/tidy.ts";
import { randomNormal, type Seed } from "./random.ts";

export type RouterParams = {
  /** (C, E) */
  readonly weight: tf.Tensor2D;
  /** (E): added to the scores for the choice only, and moved by AdamW's `routerBiasRate`, not by a gradient. */
  readonly bias?: tf.Tensor1D;
};

export type RouterConfig = {
  /** E */
  readonly count: number;
  /** K */
  readonly topK: number;
  /** "softmax" (DeepSeek-V2), where experts compete, or "sigmoid" (V3), each for itself. Default "softmax". */
  readonly scores?: "softmax" | "sigmoid";
  /** Whether there is a bias for the choice (V3), default false. */
  readonly routerBias?: boolean;
  /** Whether the weights of the chosen experts are divided by their sum, default true. */
  readonly normalise?: boolean;
  /** What the weights are multiplied by, default 1. */
  readonly scale?: number;
  /** Number of groups of equal size; only experts of the `keptGroups` best groups can be chosen. Default 1. */
  readonly groups?: number;
  /** Default: all groups. */
  readonly keptGroups?: number;
  /** Weight of the auxiliary loss (α), default 0. */
  readonly auxLoss?: number;
};

export interface Routing {
  /** (N, E): 0 to 1. */
  readonly scores: tf.Tensor2D;
  /** (N, K) int32: the chosen experts, the best first. */
  readonly index: tf.Tensor2D;
  /** (N, E): 1 for the chosen experts, else 0. */
  readonly chosen: tf.Tensor2D;
  /** (N, E): what the experts' results are multiplied by; 0 for those not chosen. */
  readonly weights: tf.Tensor2D;
}

/** Normal weights with standard deviation 0.02; the bias is 0. */
export function initRouter(config: RouterConfig & { readonly width: number }, s: Seed): RouterParams {
  const weight = randomNormal([config.width, config.count], s, { std: 0.02 }) as tf.Tensor2D;
  return config.routerBias ? { weight, bias: tf.zeros([config.count]) } : { weight };
}

/**
 * Chooses K experts for each token.
 *
 * `s = softmax(x W)` or `sigmoid(x W)`; chosen are the K largest of `s + bias`; `w_i = scale s_i / sum of the chosen s`
 *
 * @param x (N, C) float32
 * @see Shazeer et al. 2017 (arXiv 1701.06538), section 2.1; DeepSeek-AI 2024, "DeepSeek-V3", section 2.1.2 (arXiv 2412.19437):
 *   groups are ranked by the sum of their two best scores
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { route } from "lib/nn";
 * import assert from "node:assert/strict";
 * // One token, three experts with the logits 0, 2 and 1.
 * const { index, weights } = route({ weight: tf.tensor2d([[0, 2, 1]]) }, tf.tensor2d([[1]]), { count: 3, topK: 2 });
 * assert.deepEqual(index.arraySync(), [[1, 2]]);
 * const [[none, first, second]] = weights.arraySync();
 * assert.ok(none === 0 && Math.abs(first - 0.7311) < 1e-4 && Math.abs(first + second - 1) < 1e-6);
 * ```
 */
export function route(params: RouterParams, x: tf.Tensor2D, o: RouterConfig): Routing {
  return tidyTree(() => {
    const logits = tf.matMul(x, params.weight); // (N, E)
    const scores = (o.scores === "sigmoid" ? tf.sigmoid(logits) : tf.softmax(logits)) as tf.Tensor2D;
    const index = choose(params.bias ? tf.add(scores, params.bias) : scores, o); // (N, K)
    const chosen = tf.sum(tf.oneHot(index, o.count, 1, 0, "float32"), 1) as tf.Tensor2D; // (N, K, E) -> (N, E)
    const kept = tf.mul(scores, chosen);
    const total = o.normalise ?? true ? tf.add(tf.sum(kept, 1, true), 1e-20) : tf.scalar(1);
    return { scores, index, chosen, weights: tf.mul(kept, tf.div(o.scale ?? 1, total)) as tf.Tensor2D };
  });
}

/** The K best experts of the best groups: scores (N, E) -> (N, K) int32. No gradient flows through the choice. */
function choose(
  scores: tf.Tensor,
  { topK, count: E, groups: G = 1, keptGroups = G }: RouterConfig,
): tf.Tensor2D {
  const op = tf.customGrad((...args) => {
    const [scores] = args as [tf.Tensor2D], { shape } = scores;
    let allowed: tf.Tensor = scores;
    if (keptGroups < G) {
      const grouped = tf.reshape(scores, [-1, G, E / G]); // (N, E) -> (N, G, E/G)
      const ofGroup = tf.sum(tf.topk(grouped, Math.min(2, E / G)).values, -1); // (N, G)
      const best = tf.topk(ofGroup as tf.Tensor2D, keptGroups).indices; // (N, keptGroups)
      const isKept = tf.sum(tf.oneHot(best as tf.Tensor2D, G, 1, 0, "float32"), 1); // (N, G)
      const hidden = tf.equal(tf.expandDims(isKept, 2), tf.zerosLike(grouped)); // (N, G, 1) -> (N, G, E/G)
      allowed = tf.reshape(tf.where(hidden, tf.fill(grouped.shape, -Infinity), grouped), [-1, E]);
    }
    return {
      value: tf.topk(allowed as tf.Tensor2D, topK).indices,
      gradFunc: () => tf.zeros(shape),
    };
  });
  return op(scores) as tf.Tensor2D;
}

/**
 * The auxiliary loss of a batch: smallest when all experts are chosen equally often.
 *
 * `α Σ_i f_i P_i`, `f_i = E / (K N) ×` how often expert i was chosen, `P_i` the mean of its share of the scores
 *
 * Only `P` has a gradient. If both are uniform, the loss is α.
 *
 * @returns a scalar
 * @see DeepSeek-AI 2024, "DeepSeek-V2", equations 23 to 25; Fedus et al. 2021, "Switch Transformers", section 2.2
 */
export function auxiliaryLoss(
  { scores, chosen }: Pick<Routing, "scores" | "chosen">,
  o: RouterConfig,
): tf.Scalar {
  return tf.tidy(() => {
    const shares = tf.div(scores, tf.sum(scores, 1, true)); // (N, E); softmax's sum is 1 already
    const [N, E] = scores.shape;
    const often = tf.mul(tf.sum(chosen, 0), E / (o.topK * N)); // (E)
    return tf.mul(tf.sum(tf.mul(often, tf.mean(shares, 0))), o.auxLoss ?? 0) as tf.Scalar;
  });
}

/**
 * Passes y on, and in the backward pass tells the router about the batch: the auxiliary loss counts as if it had been added
 * to the training's loss (whose value stays the plain one), and the bias gets the sign of each expert's excess of tokens.
 *
 * The sign is scaled by 1e-6, so that it does not count in the gradients' norm; AdamW uses only the sign.
 */
export function balanceRouter<T extends tf.Tensor>(
  y: T,
  params: RouterParams,
  o: RouterConfig & { readonly routing: Routing },
): T {
  return tf.tidy(() => {
    let passed: tf.Tensor = y;
    if (o.auxLoss) passed = withGradient(passed, auxiliaryLoss(o.routing, o), tf.scalar(1));
    if (!params.bias) return passed as T;
    const [N] = o.routing.chosen.shape;
    const excess = tf.sub(tf.sum(o.routing.chosen, 0), N * o.topK / o.count); // (E), tokens above the mean
    return withGradient(passed, params.bias, tf.mul(tf.sign(excess), 1e-6)) as T;
  });
}

/** y; in the backward pass `p` gets the given gradient. */
function withGradient(y: tf.Tensor, p: tf.Tensor, gradient: tf.Tensor): tf.Tensor {
  const op = tf.customGrad((...args) => {
    const [y, , save] = args as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([gradient]);
    return {
      value: tf.clone(y),
      gradFunc: (dy: tf.Tensor, [gradient]: tf.Tensor[]) => [dy, tf.clone(gradient)],
    };
  });
  return op(y, p);
}
