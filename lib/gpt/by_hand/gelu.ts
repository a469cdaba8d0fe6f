/** GELU in its tanh form, as in GPT-2 and lib/nn, forward and backward, number by number. */

/** √(2 / π) */
const A = Math.sqrt(2 / Math.PI);
/** √(2 / π) · 0.044715 */
const B = A * 0.044715;

/**
 * `y = x / 2 · (1 + tanh u)` with `u = √(2/π) (x + 0.044715 x³)`
 *
 * @param y any length, overwritten
 * @param o.x the same length
 */
export function geluForward(y: Float32Array, { x }: { readonly x: Float32Array }): void {
  for (let i = 0; i < x.length; i++) {
    const v = x[i];
    y[i] = 0.5 * v * (1 + Math.tanh(v * (A + B * v * v)));
  }
}

/**
 * `dx += dy · ((1 + tanh u) / 2 + x / 2 · (1 − tanh² u) · du/dx)` with `du/dx = √(2/π) (1 + 3 · 0.044715 x²)`
 *
 * @param dx the gradient of x, added to
 * @param o.dy the gradient of y; `x` of the forward pass
 */
export function geluBackward(
  dx: Float32Array,
  { dy, x }: { readonly dy: Float32Array; readonly x: Float32Array },
): void {
  for (let i = 0; i < x.length; i++) {
    const v = x[i], tanh = Math.tanh(v * (A + B * v * v));
    dx[i] += dy[i] * 0.5 * (1 + tanh + v * (1 - tanh * tanh) * (A + 3 * B * v * v));
  }
}
