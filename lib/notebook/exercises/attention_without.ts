/** Attention without one of its heads (ablation): the reference of exercise 03.7. */
import * as tf from "@tensorflow/tfjs";
import { type AttentionParams, attentionWeights } from "../../nn/mod.ts";

/** Attention whose given head adds nothing, computed head by head from the definition. */
export function attentionWithout(
  params: AttentionParams,
  x: tf.Tensor3D,
  { head, nHead }: { head: number; nHead: number },
): tf.Tensor {
  const [, T, C] = x.shape, D = C / nHead;
  const weights = tf.unstack(attentionWeights(params, x, { nHead }), 1); // H times (1, T, T)
  const { weight, bias } = params.c_attn;
  const values = tf.add(
    tf.matMul(tf.reshape(x, [T, C]), tf.slice(weight, [0, 2 * C], [C, C])),
    tf.slice(bias!, [2 * C], [C]),
  );
  const results = weights.map((w, h) => {
    const v = tf.slice(values as tf.Tensor2D, [0, h * D], [T, D]);
    return h === head ? tf.zeros([T, D]) : tf.matMul(tf.reshape(w, [T, T]) as tf.Tensor2D, v as tf.Tensor2D);
  });
  const mixed = tf.matMul(tf.concat(results, 1) as tf.Tensor2D, params.c_proj.weight);
  return tf.reshape(tf.add(mixed, params.c_proj.bias!), [1, T, C]);
}
