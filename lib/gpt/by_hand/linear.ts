/**
 * Linear layer, forward and backward: every output is a weighted sum of all inputs, plus a bias.
 *
 * Letters: N rows (all tokens of the batch, B · T), I inputs, O outputs. As in all layers of this folder, the first argument
 * is what is written, the second what is read, and a backward pass *adds* to gradients, because a value that is used twice
 * gets a gradient from each use.
 */
import { addProduct, transpose } from "./matmul.ts";

/** `weight` (I, O) as in lib/nn, `bias` (O); also the type of their gradients. */
export interface LinearArrays {
  readonly weight: Float32Array;
  readonly bias?: Float32Array;
}

/**
 * `y = x W + b`
 *
 * @param y (N, O), overwritten
 * @param o.x (N, I), `weight` (I, O), `bias` (O)
 */
export function linearForward(
  y: Float32Array,
  o: LinearArrays & { readonly x: Float32Array; readonly rows: number },
): void {
  const { x, weight, bias, rows } = o;
  const inner = x.length / rows, columns = y.length / rows;
  if (bias) { for (let n = 0; n < rows; n++) y.set(bias, n * columns); }
  else y.fill(0);
  addProduct(y, { a: x, b: transpose(weight, { rows: inner, columns }), rows, columns, inner });
}

/**
 * The gradients of all three inputs, from the gradient of the output:
 *
 *     dx += dy Wᵀ        dW += xᵀ dy        db += Σₙ dy[n]
 *
 * @param into `dx` (N, I), `weight` (I, O) and `bias` (O): gradients, added to
 * @param o.dy (N, O), `x` (N, I) and `weight` (I, O) as in the forward pass
 */
export function linearBackward(
  into: LinearArrays & { readonly dx: Float32Array },
  o: {
    readonly dy: Float32Array;
    readonly x: Float32Array;
    readonly weight: Float32Array;
    readonly rows: number;
  },
): void {
  const { dy, x, weight, rows } = o;
  const nIn = x.length / rows, nOut = dy.length / rows;
  addProduct(into.dx, { a: dy, b: weight, rows, columns: nIn, inner: nOut }); // (N, O) (I, O)ᵀ -> (N, I)
  const xT = transpose(x, { rows, columns: nIn }); // (I, N)
  const dyT = transpose(dy, { rows, columns: nOut }); // (O, N)
  addProduct(into.weight, { a: xT, b: dyT, rows: nIn, columns: nOut, inner: rows }); // (I, N) (O, N)ᵀ -> (I, O)
  if (!into.bias) return;
  for (let j = 0; j < nOut; j++) {
    let sum = 0;
    for (let n = 0; n < rows; n++) sum += dyT[j * rows + n];
    into.bias[j] += sum;
  }
}
