/**
 * Output head, forward and backward: a score for each token of the vocabulary, without bias.
 *
 * A tied head (GPT-2) is the token embedding read the other way: a token's score is the product of the hidden state with
 * that token's own row. An untied head has its own matrix and is a linear layer.
 * Letters: N tokens of the batch, C width, V vocabulary.
 */
import { linearBackward, linearForward } from "./linear.ts";
import { addProduct, transpose } from "./matmul.ts";

/** `wte` (V, C), and `lm_head` (C, V) if the head is not tied; also the type of their gradients. */
interface HeadArrays {
  readonly wte: Float32Array;
  readonly lm_head?: Float32Array;
}

/**
 * `logits = x wteᵀ`, or `x lm_head`
 *
 * @param logits (N, V), overwritten
 * @param o.x (N, C)
 */
export function headForward(
  logits: Float32Array,
  o: HeadArrays & { readonly x: Float32Array; readonly rows: number },
): void {
  const { x, wte, lm_head, rows } = o;
  if (lm_head) return linearForward(logits, { x, weight: lm_head, rows });
  logits.fill(0);
  addProduct(logits, { a: x, b: wte, rows, columns: logits.length / rows, inner: x.length / rows });
}

/**
 * `dx += dlogits wte`, `dwte += dlogitsᵀ x`, or those of a linear layer.
 *
 * @param into `dx` (N, C) and the gradient of the head's matrix, added to
 * @param o.dlogits (N, V); `x` (N, C) and the matrices of the forward pass
 */
export function headBackward(
  into: HeadArrays & { readonly dx: Float32Array },
  o: HeadArrays & { readonly dlogits: Float32Array; readonly x: Float32Array; readonly rows: number },
): void {
  const { dlogits, x, wte, rows } = o;
  if (o.lm_head && into.lm_head) {
    const gradients = { dx: into.dx, weight: into.lm_head };
    return linearBackward(gradients, { dy: dlogits, x, weight: o.lm_head, rows });
  }
  const C = x.length / rows, V = dlogits.length / rows;
  const wteT = transpose(wte, { rows: V, columns: C }); // (C, V)
  addProduct(into.dx, { a: dlogits, b: wteT, rows, columns: C, inner: V }); // (N, V) (C, V)ᵀ -> (N, C)
  const dlogitsT = transpose(dlogits, { rows, columns: V }), xT = transpose(x, { rows, columns: C });
  addProduct(into.wte, { a: dlogitsT, b: xT, rows: V, columns: C, inner: rows }); // (V, N) (C, N)ᵀ -> (V, C)
}
