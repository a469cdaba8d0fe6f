/** Gradient clipping by the global norm, in place; lib/training/clip.ts without tensors. */

/**
 * Shortens the gradient of all weights, taken as one vector, to at most `maxNorm`; its direction stays.
 *
 * @param gradients changed in place
 * @returns the norm before
 * @example
 * ```ts
 * import { clipByNorm } from "./clip.ts";
 * import assert from "node:assert/strict";
 * const gradients = new Float32Array([3, 4]);
 * assert.equal(clipByNorm(gradients, 1), 5);
 * assert.ok(Math.abs(gradients[0] - 0.6) < 1e-6);
 * ```
 */
export function clipByNorm(gradients: Float32Array, maxNorm: number): number {
  let squares = 0;
  for (const g of gradients) squares += g * g;
  const norm = Math.sqrt(squares);
  const scale = Math.min(1, maxNorm / (norm + 1e-6)); // 1e-6 as in PyTorch
  if (scale < 1) { for (let i = 0; i < gradients.length; i++) gradients[i] *= scale; }
  return norm;
}
