/**
 * AdamW over one flat array, in place: lib/training/adamw.ts without tensors.
 */

/** Decay rates of the two running means, the divisor's floor, and the share of a matrix that decays; see lib/training. */
export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  readonly weightDecay: number;
}

/** PyTorch's defaults (torch.optim.AdamW). */
export const ADAMW_DEFAULTS: AdamWOptions = { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 };

/**
 * One step.
 *
 *     m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²
 *     w ← w − lr·λ·w − lr · m̂ / (√v̂ + ε)        with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
 *
 * @param weights changed in place
 * @param o.gradients of the weights' length; `m` and `v` too, both changed in place, zeros before the first step
 * @param o.step t, counted from 1
 * @param o.learningRate of this step
 *
 * Source: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2.
 */
export function adamwStep(
  weights: Float32Array,
  o: AdamWOptions & {
    readonly gradients: Float32Array;
    readonly m: Float32Array;
    readonly v: Float32Array;
    readonly step: number;
    readonly learningRate: number;
  },
): void {
  const { gradients, m, v, step, learningRate, beta1, beta2, eps, weightDecay } = o;
  const correction1 = 1 - beta1 ** step, correction2 = 1 - beta2 ** step;
  for (let i = 0; i < weights.length; i++) {
    const g = gradients[i];
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = beta2 * v[i] + (1 - beta2) * g * g;
    const move = m[i] / correction1 / (Math.sqrt(v[i] / correction2) + eps);
    weights[i] -= learningRate * (move + weightDecay * weights[i]);
  }
}
