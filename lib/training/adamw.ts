/**
 * AdamW: Adam's step, with weight decay subtracted from the weights directly instead of added to the gradient. Only matrices
 * decay: embeddings and linear layers, not biases and the norms' scales.
 */
import * as tf from "@tensorflow/tfjs";
import { fused, tidyTree } from "../engine/ops/mod.ts";
import { mapParams, type Params, unflattenParams } from "../nn/mod.ts";

export interface AdamWOptions {
  /** Decay rate of the running mean of the gradients, 0 … 1: the share that is kept in each step. */
  readonly beta1: number;
  /** Decay rate of the running mean of the squared gradients, 0 … 1. */
  readonly beta2: number;
  /** Added to the divisor, so that it is never 0. */
  readonly eps: number;
  /** The share of a matrix that a step with learning rate 1 would subtract. */
  readonly weightDecay: number;
  /**
   * How far a step moves each bias of a router of experts (`…router.bias`) against the sign of its gradient, default 0.001
   * (DeepSeek-V3). The learning rate does not count for it.
   */
  readonly routerBiasRate?: number;
}

/** PyTorch's defaults (torch.optim.AdamW). */
export const ADAMW_DEFAULTS: AdamWOptions = { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 };

/** A type and not an interface, so that it is a tree of tensors (Params). */
export type AdamWState<P extends Params = Params> = {
  /** Running means of the gradients. */
  readonly m: P;
  /** Running means of the squared gradients. */
  readonly v: P;
  /** Steps taken, a float32 scalar. */
  readonly t: tf.Scalar;
};

/** The state before the first step: zeros of the parameters' shapes. The caller disposes it. */
export function initAdamW<P extends Params>(params: P): AdamWState<P> {
  return {
    m: mapParams((p) => tf.zerosLike(p), params),
    v: mapParams((p) => tf.zerosLike(p), params),
    t: tf.scalar(0),
  };
}

/**
 * Takes one AdamW step.
 *
 *     t ← t + 1,   m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²
 *     m̂ = m / (1 − β₁ᵗ),   v̂ = v / (1 − β₂ᵗ)
 *     p ← p − lr·λ·p − lr · m̂ / (√v̂ + ε)            (λ = 0 where p is not a matrix)
 *
 * Both bias corrections are folded into two scalars, which saves two passes over every parameter:
 * `lr · m̂ / (√v̂ + ε) = a · m / (√v + b)` with `b = ε √(1 − β₂ᵗ)`, `a = lr √(1 − β₂ᵗ) / (1 − β₁ᵗ)`.
 *
 * @param o.lr a scalar tensor, so that a compiled step can take a new one.
 * @param o.adamw only what differs from {@link ADAMW_DEFAULTS}.
 * @returns new tensors; the given ones are not changed.
 * @throws {RangeError} if an option is out of range.
 *
 * Source: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2; the folding: Kingma and
 * Ba 2015, "Adam", end of section 2.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { adamw, initAdamW } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * const params = { w: tf.tensor1d([1]) };
 * const next = adamw(params, { state: initAdamW(params), grads: { w: tf.tensor1d([5]) }, lr: tf.scalar(0.1) });
 * // The first step has length lr whatever the gradient's size.
 * assert.ok(Math.abs(next.params.w.dataSync()[0] - 0.9) < 1e-6);
 * ```
 */
export function adamw<P extends Params>(
  params: P,
  o: {
    readonly state: AdamWState<P>;
    readonly grads: P;
    readonly lr: tf.Scalar;
    readonly adamw?: Partial<AdamWOptions>;
  },
): { params: P; state: AdamWState<P> } {
  const { beta1, beta2, eps, weightDecay } = adamwOptions(o.adamw);
  return tidyTree(() => {
    const t = tf.add(o.state.t, 1) as tf.Scalar;
    const root = tf.sqrt(tf.sub(1, tf.pow(beta2, t)));
    const a = tf.mul(o.lr, tf.div(root, tf.sub(1, tf.pow(beta1, t))));
    const b = tf.mul(root, eps);
    const kept = tf.sub(1, tf.mul(o.lr, weightDecay));
    const update = (...[p, g, m0, v0, a, b, kept]: tf.Tensor[]) => {
      const m = tf.add(tf.mul(m0, beta1), tf.mul(g, 1 - beta1));
      const v = tf.add(tf.mul(v0, beta2), tf.mul(tf.square(g), 1 - beta2));
      const decayed = p.rank >= 2 && weightDecay > 0 ? tf.mul(p, kept) : p;
      return [tf.sub(decayed, tf.mul(a, tf.div(m, tf.add(tf.sqrt(v), b)))), m, v];
    };
    const m = new Map<string, tf.Tensor>(), v = new Map<string, tf.Tensor>();
    const next = mapParams(
      (p, name, ...others) => {
        if (name.endsWith("router.bias")) {
          const [gradient, ...moments] = others;
          [m, v].forEach((kept, i) => kept.set(name, tf.clone(moments[i])));
          return tf.sub(p, tf.mul(tf.sign(gradient), o.adamw?.routerBiasRate ?? 0.001));
        }
        const [weight, mean, meanSquare] = fused(update, [p, ...others, a, b, kept]);
        m.set(name, mean);
        v.set(name, meanSquare);
        return weight;
      },
      params,
      o.grads,
      o.state.m,
      o.state.v,
    );
    return { params: next, state: { m: unflattenParams<P>(m), v: unflattenParams<P>(v), t } };
  });
}

/** Fills in the defaults and checks the ranges. */
export function adamwOptions(given: Partial<AdamWOptions> = {}): AdamWOptions {
  const o = { ...ADAMW_DEFAULTS, ...given };
  const within = (name: keyof AdamWOptions, ok: boolean, wanted: string) => {
    if (!ok) throw new RangeError(`adamw: ${name} must be ${wanted}, got ${o[name]}`);
  };
  within("beta1", o.beta1 >= 0 && o.beta1 < 1, "in [0, 1)");
  within("beta2", o.beta2 >= 0 && o.beta2 < 1, "in [0, 1)");
  within("eps", o.eps > 0, "above 0");
  within("weightDecay", o.weightDecay >= 0 && o.weightDecay < Infinity, "0 or more");
  const rate = o.routerBiasRate ?? 0;
  within("routerBiasRate", rate >= 0 && rate < Infinity, "0 or more");
  return o;
}
