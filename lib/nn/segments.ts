/**
 * Several texts in one row: attention stays inside a text, and each text's positions begin at 0.
 *
 * Segment ids say which token belongs to which text: `[0, 0, 0, 1, 1, 2]` is a text of three tokens, one of two and
 * one of one. Equal ids mean the same text; their values do not matter. The tokens of a text are next to each other.
 */
import * as tf from "@tensorflow/tfjs";
import { hideKeys, notSeen } from "./attention_mask.ts";

/**
 * What is added to the scores so that a token sees only itself and the tokens before it in its own segment: 0 where
 * the key is one of these, else -1e9. A causal mask of blocks along the diagonal.
 *
 * @param segments (B, T) int32
 * @param o `window`: how many tokens each token sees, itself among them; all before it unless given
 * @returns (B, 1, T, T), row = query, column = key; broadcasts over heads
 * @see Krell et al. 2021, "Efficient sequence packing without cross-contamination" (arXiv 2107.02027)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { segmentMask } from "lib/nn";
 * import assert from "node:assert/strict";
 * const mask = segmentMask(tf.tensor2d([[7, 7, 8]], [1, 3], "int32"));
 * const seen = [...mask.dataSync()].map((value) => value === 0 ? 1 : 0);
 * assert.deepEqual(seen, [1, 0, 0, 1, 1, 0, 0, 0, 1]); // (1, 1, 3, 3): a triangle of two, a triangle of one
 * ```
 */
export function segmentMask(segments: tf.Tensor2D, o: { readonly window?: number } = {}): tf.Tensor4D {
  const [B, T] = checkSegments(segments);
  return tf.tidy(() => {
    const position = tf.range(0, T, 1, "int32");
    const outside = notSeen(position, tf.reshape(position, [T, 1]), o.window); // (T), (T, 1) -> (T, T)
    const other = tf.logicalNot(sameSegment(segments)); // (B, T, T)
    return tf.reshape(hideKeys(tf.logicalOr(outside, other)), [B, 1, T, T]); // (B, T, T) -> (B, 1, T, T)
  });
}

/**
 * Each token's position in its own segment: how many tokens of the segment come before it.
 *
 * @param segments (B, T) int32
 * @returns (B, T) int32, from 0
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { segmentPositions } from "lib/nn";
 * import assert from "node:assert/strict";
 * const positions = segmentPositions(tf.tensor2d([[7, 7, 7, 8, 8, 9]], [1, 6], "int32"));
 * assert.deepEqual(positions.arraySync(), [[0, 1, 2, 0, 1, 0]]);
 * ```
 */
export function segmentPositions(segments: tf.Tensor2D): tf.Tensor2D {
  const [, T] = checkSegments(segments);
  return tf.tidy(() => {
    const position = tf.range(0, T, 1, "int32");
    const earlier = tf.less(position, tf.reshape(position, [T, 1])); // (T) < (T, 1) -> (T, T), row = query
    const counted = tf.cast(tf.logicalAnd(earlier, sameSegment(segments)), "int32"); // (B, T, T)
    return tf.sum(counted, -1) as tf.Tensor2D; // (B, T)
  });
}

/** Whether query and key are of the same segment: (B, T) -> (B, T, T). */
function sameSegment(segments: tf.Tensor2D): tf.Tensor3D {
  return tf.equal(tf.expandDims(segments, 2), tf.expandDims(segments, 1)); // (B, T, 1) = (B, 1, T)
}

function checkSegments(segments: tf.Tensor2D): [B: number, T: number] {
  if (segments.dtype !== "int32" || segments.shape.length !== 2) {
    throw new TypeError(
      `segments: expected segment ids of int32 (B, T), found ${segments.dtype} (${segments.shape})`,
    );
  }
  return segments.shape;
}
