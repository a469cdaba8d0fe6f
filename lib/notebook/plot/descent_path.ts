/**
 * Gradient descent on a surface of two numbers, by three rules: SGD, momentum, AdamW.
 *
 * `descentPath` also runs in the reader's browser, so it must use only its arguments. It is the training rule of
 * lib/training's `adamw`, and PyTorch's `SGD`, for two plain numbers.
 */

export type Optimizer = "SGD" | "momentum" | "AdamW";

export interface DescentOptions {
  readonly optimizer: Optimizer;
  /** The learning rate. */
  readonly rate: number;
  /** Momentum: the share of the velocity that a step keeps. AdamW: β₁, of the mean of the gradients. */
  readonly beta: number;
  readonly steps: number;
  readonly start: readonly [x: number, y: number];
}

/** A valley `½ (curvatureX x² + curvatureY y²)`; its gradient is (curvatureX x, curvatureY y). */
export interface Valley {
  readonly curvatureX: number;
  readonly curvatureY: number;
}

/**
 * The points that a rule visits, the start first. It ends early where the path leaves a square of ±1000.
 *
 *     SGD:       p ← p − rate · g
 *     momentum:  v ← β v + g,   p ← p − rate · v
 *     AdamW:     m ← β m + (1 − β) g,   s ← 0.999 s + 0.001 g²,   p ← p − rate · m̂ / (√ŝ + 10⁻⁸), without decay
 */
export function descentPath(
  { curvatureX, curvatureY }: Valley,
  { optimizer, rate, beta, steps, start }: DescentOptions,
): [x: number, y: number][] {
  const p = [start[0], start[1]], m = [0, 0], s = [0, 0];
  const path: [number, number][] = [[p[0], p[1]]];
  for (let t = 1; t <= steps; t++) {
    const g = [curvatureX * p[0], curvatureY * p[1]];
    for (let i = 0; i < 2; i++) {
      if (optimizer === "SGD") p[i] -= rate * g[i];
      else if (optimizer === "momentum") {
        m[i] = beta * m[i] + g[i];
        p[i] -= rate * m[i];
      } else {
        m[i] = beta * m[i] + (1 - beta) * g[i];
        s[i] = 0.999 * s[i] + 0.001 * g[i] * g[i];
        p[i] -= rate * (m[i] / (1 - beta ** t)) / (Math.sqrt(s[i] / (1 - 0.999 ** t)) + 1e-8);
      }
    }
    path.push([p[0], p[1]]);
    if (Math.abs(p[0]) > 1000 || Math.abs(p[1]) > 1000) break;
  }
  return path;
}
