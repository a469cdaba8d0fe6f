/**
 * Transformer block, forward and backward: attention and MLP, each on a normalised copy, each added to the residual
 * stream.
 *
 * A sum sends its gradient unchanged to both terms. So the residual stream's gradient passes through the block as it is,
 * and each half of the block adds its own part to it.
 */
import type { BlockActivations, Scratch } from "./activations.ts";
import { attentionBackward, attentionForward } from "./attention.ts";
import { geluBackward, geluForward } from "./gelu.ts";
import { layerNormBackward, layerNormForward } from "./layer_norm.ts";
import { linearBackward, linearForward } from "./linear.ts";
import type { BlockArrays } from "./parameters.ts";

interface BlockSize {
  readonly T: number;
  readonly nHead: number;
  /** B · T */
  readonly rows: number;
}

/**
 * `middle = x + attention(layerNorm(x))`, `out = middle + mlp(layerNorm(middle))`
 *
 * @param a every array of the block's activations, overwritten
 * @param o.x (N, C), the residual stream before the block; `params` the block's weights
 */
export function blockForward(
  a: BlockActivations,
  o: BlockSize & { readonly params: BlockArrays; readonly x: Float32Array },
): void {
  const { params: p, x, rows } = o;
  layerNormForward(a.ln_1, { x, ...p.ln_1 });
  linearForward(a.qkv, { x: a.ln_1.y, ...p.attn.c_attn, rows });
  attentionForward({ y: a.heads, weights: a.weights }, { ...o, qkv: a.qkv });
  linearForward(a.middle, { x: a.heads, ...p.attn.c_proj, rows });
  add(a.middle, x);

  layerNormForward(a.ln_2, { x: a.middle, ...p.ln_2 });
  linearForward(a.fc, { x: a.ln_2.y, ...p.mlp.c_fc, rows });
  geluForward(a.gelu, { x: a.fc });
  linearForward(a.out, { x: a.gelu, ...p.mlp.c_proj, rows });
  add(a.out, a.middle);
}

/**
 * The same lines from the last to the first.
 *
 * @param into `grads` of the block's weights, added to; `scratch.residual` (N, C): before the call the gradient of the block's
 *   output, after it that of its input
 * @param o.activations of the forward pass; `x` and `params` as there
 */
export function blockBackward(
  into: { readonly grads: BlockArrays; readonly scratch: Scratch },
  o: BlockSize & {
    readonly params: BlockArrays;
    readonly x: Float32Array;
    readonly activations: BlockActivations;
  },
): void {
  const { grads: g, scratch: d } = into, { params: p, x, activations: a, rows } = o;
  for (const array of [d.norm, d.heads, d.qkv, d.fc, d.gelu]) array.fill(0); // the block before left its own

  linearBackward({ dx: d.gelu, ...g.mlp.c_proj }, { dy: d.residual, x: a.gelu, ...p.mlp.c_proj, rows });
  geluBackward(d.fc, { dy: d.gelu, x: a.fc });
  linearBackward({ dx: d.norm, ...g.mlp.c_fc }, { dy: d.fc, x: a.ln_2.y, ...p.mlp.c_fc, rows });
  layerNormBackward({ dx: d.residual, ...g.ln_2 }, { dy: d.norm, x: a.middle, ...a.ln_2, ...p.ln_2 });

  d.norm.fill(0); // used a second time
  linearBackward({ dx: d.heads, ...g.attn.c_proj }, { dy: d.residual, x: a.heads, ...p.attn.c_proj, rows });
  attentionBackward(d.qkv, { ...o, dy: d.heads, qkv: a.qkv, weights: a.weights });
  linearBackward({ dx: d.norm, ...g.attn.c_attn }, { dy: d.qkv, x: a.ln_1.y, ...p.attn.c_attn, rows });
  layerNormBackward({ dx: d.residual, ...g.ln_1 }, { dy: d.norm, x, ...a.ln_1, ...p.ln_1 });
}

/** `y += x` */
function add(y: Float32Array, x: Float32Array): void {
  for (let i = 0; i < y.length; i++) y[i] += x[i];
}
