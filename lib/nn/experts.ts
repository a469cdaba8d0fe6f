/**
 * Mixture of experts: many small MLPs replace one large MLP, and each token uses only a few of them.
 *
 * A router (router.ts) chooses them. Shared experts are one MLP that every token also uses. Without a capacity, all
 * experts are computed for all tokens and those that were not chosen are multiplied by 0: exact, but no work is saved. With
 * a capacity, each expert takes at most so many tokens of the batch, in order, and computes only these; further ones
 * are dropped: such a token keeps only the residual stream and the shared experts.
 * Letters: N tokens, C width, E experts, F width of an expert, K chosen for each token, S slots of an expert.
 */
import * as tf from "@tensorflow/tfjs";
import { gelu } from "./gelu.ts";
import { type Activation, initMLP, mlp, type MLPParams } from "./mlp.ts";
import { foldIn, randomNormal, type Seed } from "./random.ts";
import {
  balanceRouter,
  initRouter,
  route,
  type RouterConfig,
  type RouterParams,
  type Routing,
} from "./router.ts";
import { swiglu } from "./swiglu.ts";

export type ExpertsParams = {
  readonly router: RouterParams;
  /** (E, C, F), with SwiGLU (E, C, 2F): gates, then what they multiply. Experts have no biases. */
  readonly c_fc: { readonly weight: tf.Tensor3D };
  /** (E, F, C) */
  readonly c_proj: { readonly weight: tf.Tensor3D };
  /** One MLP of width nShared · F. */
  readonly shared?: MLPParams;
};

export type ExpertsConfig = RouterConfig & {
  /** F: the width of an expert between its two layers. */
  readonly nInner: number;
  /** Shared experts, default 0. */
  readonly nShared?: number;
  /** Number of blocks at the start of a model that have a plain MLP, default 0. */
  readonly denseLayers?: number;
  /** In training, an expert's slots as a multiple of its equal share, N K / E. No limit unless given. */
  readonly capacityFactor?: number;
};

/** Initial parameters: as of MLPs of this width. */
export function initExperts(
  config: {
    readonly width: number;
    readonly experts: ExpertsConfig;
    readonly activation?: Activation;
    readonly projectionStd?: number;
  },
  s: Seed,
): ExpertsParams {
  const { width, experts, activation, projectionStd = 0.02 } = config;
  const { count, nInner, nShared = 0 } = experts;
  const nFc = activation === "swiglu" ? 2 * nInner : nInner;
  const normal = (i: number, shape: number[], std: number) => ({
    weight: randomNormal(shape, foldIn(s, i), { std }) as tf.Tensor3D,
  });
  return tf.tidy(() => ({
    router: initRouter({ ...experts, width }, foldIn(s, 0)),
    c_fc: normal(1, [count, width, nFc], 0.02),
    c_proj: normal(2, [count, nInner, width], projectionStd),
    ...(nShared > 0 && {
      shared: initMLP({ ...config, nInner: nShared * nInner, bias: false }, foldIn(s, 3)),
    }),
  }));
}

/**
 * `y = shared(x) + Σ_{i chosen} w_i expert_i(x)`
 *
 * @param x (B, T, C) float32
 * @param o `training`: whether the capacity holds
 * @returns (B, T, C)
 * @see DeepSeek-AI 2024, "DeepSeekMoE", section 3 (arXiv 2401.06066)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { experts, initExperts, seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const config = { count: 4, topK: 2, nInner: 8 };
 * const params = initExperts({ width: 6, experts: config }, seed(1));
 * assert.deepEqual(experts(params, tf.ones([1, 3, 6]), { experts: config }).shape, [1, 3, 6]);
 * ```
 */
export function experts(
  params: ExpertsParams,
  x: tf.Tensor3D,
  o: { readonly experts: ExpertsConfig; readonly activation?: Activation; readonly training?: boolean },
): tf.Tensor3D {
  return tf.tidy(() => {
    const [, , C] = x.shape, { capacityFactor } = o.experts;
    const rows = tf.reshape(x, [-1, C]) as tf.Tensor2D; // (B, T, C) -> (N, C)
    const routing = route(params.router, rows, o.experts);
    const capacity = o.training && capacityFactor
      ? expertCapacity(rows.shape[0], { ...o.experts, capacityFactor })
      : Infinity;
    const mixed = capacity < rows.shape[0]
      ? inSlots(params, rows, { ...o, routing, capacity })
      : allExperts(params, rows, { ...o, routing });
    const balanced = balanceRouter(mixed, params.router, { ...o.experts, routing });
    const y = tf.reshape<tf.Rank.R3>(balanced, x.shape); // (N, C) -> (B, T, C)
    return params.shared ? tf.add<tf.Tensor3D>(y, mlp(params.shared, x, { activation: o.activation })) : y;
  });
}

/** S: slots of an expert for N tokens, `ceil(capacityFactor N K / E)`. */
export function expertCapacity(
  N: number,
  o: { readonly count: number; readonly topK: number; readonly capacityFactor: number },
): number {
  return Math.ceil(o.capacityFactor * N * o.topK / o.count);
}

type MixOptions = { readonly routing: Routing; readonly activation?: Activation };

/** All experts as one wide MLP, whose hidden numbers are multiplied by the weights: (N, C) -> (N, C). */
function allExperts(params: ExpertsParams, x: tf.Tensor2D, { routing, activation }: MixOptions): tf.Tensor2D {
  const [E, C, nFc] = params.c_fc.weight.shape, [, F] = params.c_proj.weight.shape;
  const wide = tf.reshape(tf.transpose(params.c_fc.weight, [1, 0, 2]), [C, E * nFc]); // (E, C, nFc) -> (C, E nFc)
  const made = tf.reshape(tf.matMul(x, wide as tf.Tensor2D), [-1, E, nFc]); // (N, E nFc) -> (N, E, nFc)
  const hidden = activation === "swiglu" ? swiglu(made) : gelu(made); // (N, E, F)
  const weighted = tf.mul(hidden, tf.expandDims(routing.weights, 2)); // (N, E, F)
  const back = tf.reshape(params.c_proj.weight, [E * F, C]) as tf.Tensor2D;
  return tf.matMul(tf.reshape(weighted, [-1, E * F]) as tf.Tensor2D, back);
}

/** Each expert computes the tokens in its S slots only: (N, C) -> (N, C). */
function inSlots(
  params: ExpertsParams,
  x: tf.Tensor2D,
  { routing, activation, capacity: S }: MixOptions & { readonly capacity: number },
): tf.Tensor2D {
  const [N, C] = x.shape, [E] = params.c_fc.weight.shape, K = routing.index.shape[1];
  const slots = slotsOfTokens(routing, S); // (N, K), E S where dropped
  const tokens = tf.reshape(tf.tile(tf.reshape(tf.range(0, N, 1, "int32"), [N, 1]), [1, K]), [N * K]);
  const empty = tf.fill([E * S + 1], N, "int32"); // the last slot is for what is dropped
  const inSlot = tf.tensorScatterUpdate(empty, tf.reshape(slots, [N * K, 1]), tokens); // (E S + 1)
  const taken = tf.reshape<tf.Rank.R3>(takeRows(x, tf.slice(inSlot, [0], [E * S])), [E, S, C]);
  const made = tf.matMul(taken, params.c_fc.weight); // (E, S, C) -> (E, S, nFc)
  const hidden = activation === "swiglu" ? swiglu(made) : gelu(made); // (E, S, F)
  const results = tf.reshape(tf.matMul(hidden, params.c_proj.weight), [E * S, C]); // (E, S, C) -> (E S, C)
  const found = takeRows(results as tf.Tensor2D, tf.reshape(slots, [-1])); // (N K, C)
  const oneHot = tf.oneHot(routing.index, E, 1, 0, "float32"); // (N, K, E)
  const weights = tf.sum(tf.mul(oneHot, tf.expandDims(routing.weights, 1)), 2, false); // (N, K)
  return tf.sum(tf.mul(tf.reshape(found, [N, K, C]), tf.expandDims(weights, 2)), 1) as tf.Tensor2D;
}

/** Rows of x (n, C) by their numbers (m), a row of zeros for number n: (m, C). The gradient flows to x only. */
function takeRows(x: tf.Tensor2D, rows: tf.Tensor): tf.Tensor2D {
  const op = tf.customGrad((...args) => {
    const [x, save] = args as [tf.Tensor2D, tf.GradSaveFunc], [n, C] = x.shape;
    save([rows]);
    return {
      value: tf.gather(tf.concat([x, tf.zeros([1, C])], 0), rows as tf.Tensor1D),
      gradFunc: (dy: tf.Tensor, [rows]: tf.Tensor[]) => {
        const sums = tf.unsortedSegmentSum(dy, rows as tf.Tensor1D, n + 1); // (m, C) -> (n + 1, C)
        return tf.slice(sums, [0, 0], [n, C]);
      },
    };
  });
  return op(x) as tf.Tensor2D;
}

/** The slot of each token's K experts, expert after expert: (N, K) int32, E S for a token that found its expert full. */
export function slotsOfTokens({ index, chosen }: Pick<Routing, "index" | "chosen">, S: number): tf.Tensor2D {
  return tf.tidy(() => {
    const E = chosen.shape[1], K = index.shape[1];
    const before = tf.cast(tf.cumsum(chosen, 0, true), "int32"); // (N, E): tokens that the expert took before
    const position = tf.sum(tf.mul(tf.oneHot(index, E, 1, 0, "int32"), tf.expandDims(before, 1)), 2); // (N, K)
    const slot = tf.add(tf.mul(index, tf.scalar(S, "int32")), position);
    const isFull = tf.greaterEqual(position, tf.scalar(S, "int32"));
    return tf.where(isFull, tf.fill([index.shape[0], K], E * S, "int32"), slot) as tf.Tensor2D;
  });
}
