/**
 * Rotary position embedding: queries and keys are turned by an angle that grows with their position.
 *
 * The product of a query and a key then depends on the distance between them, not on where they are. Features i and
 * i + D/2 of a head are one pair ("half-split", as in Llama's published weights; the paper pairs 2i and 2i + 1).
 * Letters: B batch, H heads, T tokens, D width of a head.
 */
import * as tf from "@tensorflow/tfjs";
import { fused } from "../engine/ops/fused.ts";
import { tidyTree } from "../engine/ops/tidy.ts";
import { rotaryAmplitude, type RotaryConfig, rotaryFrequencies } from "./rotary_frequencies.ts";

/** Cosine and sine of every angle: (T, D/2), or (B, 1, T, D/2) where each row has its own positions. */
export type RotaryTables = { readonly cos: tf.Tensor; readonly sin: tf.Tensor };

/**
 * The tables for given positions. Computed once for all layers.
 *
 * @param positions (T) or (B, T) int32
 * @param o the model's rotary positions; `headDim`: D
 * @throws RangeError if D is odd
 */
export function rotaryTables(
  positions: tf.Tensor1D | tf.Tensor2D,
  o: RotaryConfig & { readonly headDim: number },
): RotaryTables {
  if (o.headDim % 2 !== 0) {
    throw new RangeError(
      `rotaryTables: expected an even headDim, found ${o.headDim}; features turn in pairs`,
    );
  }
  return tidyTree(() => {
    const frequencies = tf.tensor1d(rotaryFrequencies(o, o.headDim)); // (D/2)
    const shape = positions.shape.length === 2 ? [positions.shape[0], 1, positions.shape[1], 1] : [-1, 1];
    const angles = tf.mul(tf.reshape(tf.cast(positions, "float32"), shape), frequencies); // (…, T, D/2)
    const amplitude = rotaryAmplitude(o);
    const scaled = (x: tf.Tensor) => amplitude === 1 ? x : tf.mul(x, amplitude);
    return { cos: scaled(tf.cos(angles)), sin: scaled(tf.sin(angles)) };
  });
}

/**
 * Turns each pair of features by its angle.
 *
 * `(a, b) -> (a cos - b sin, b cos + a sin)`, a from the first half of the features, b from the second
 *
 * @param x (B, H, T, D) float32: queries or keys
 * @param tables for the positions of the T tokens
 * @returns (B, H, T, D)
 * @see Su et al. 2021, "RoFormer", section 3.2 (arXiv 2104.09864)
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { rotary, rotaryTables } from "lib/nn";
 * import assert from "node:assert/strict";
 * const tables = rotaryTables(tf.tensor1d([0, 1], "int32"), { theta: 10_000, headDim: 2 });
 * const x = tf.tensor4d([1, 0, 1, 0], [1, 1, 2, 2]); // (1, 0) at positions 0 and 1
 * const [stays, turned] = (rotary(x, tables).arraySync() as number[][][][])[0][0];
 * assert.deepEqual(stays, [1, 0]);
 * assert.ok(Math.abs(turned[0] - Math.cos(1)) < 1e-6 && Math.abs(turned[1] - Math.sin(1)) < 1e-6);
 * ```
 */
export function rotary(x: tf.Tensor4D, { cos, sin }: RotaryTables): tf.Tensor4D {
  const turned = tf.customGrad((...args) => {
    const [x, save] = args as [tf.Tensor, tf.GradSaveFunc];
    save([cos, sin]);
    return {
      value: fused(turn, [x, cos, sin])[0],
      gradFunc: (dy: tf.Tensor, [cos, sin]: tf.Tensor[]) => fused(turnBack, [dy, cos, sin])[0],
    };
  });
  return turned(x) as tf.Tensor4D;
}

function turn(x: tf.Tensor, cos: tf.Tensor, sin: tf.Tensor): tf.Tensor[] {
  const [a, b] = tf.split(x, 2, -1); // (B, H, T, D) -> 2 times (B, H, T, D/2)
  const first = tf.sub(tf.mul(a, cos), tf.mul(b, sin)), second = tf.add(tf.mul(b, cos), tf.mul(a, sin));
  return [tf.concat([first, second], -1)]; // (B, H, T, D)
}

/** The gradient of `turn`: the same with the opposite angle. */
function turnBack(dy: tf.Tensor, cos: tf.Tensor, sin: tf.Tensor): tf.Tensor[] {
  return turn(dy, cos, tf.neg(sin));
}
