/**
 * The scratchpad model's loss: cross-entropy with the exact distribution of the next token at each position.
 *
 * Most tokens follow from the tokens before them: their distribution is one token. The next number of a ticket is
 * random, and its distribution is known. For six different numbers in ascending order, after y as the k-th of them,
 *
 *     P(x) = C(45 − x, 6 − k − 1) / C(45 − y, 6 − k)        for x > y
 *
 * It does not depend on how the training tickets were drawn, so a model trained on rigged tickets still prints fair ones.
 * B: rows, T: tokens, V: vocabulary, N = B·T.
 */
import * as tf from "@tensorflow/tfjs";
import type { TensorBatch } from "../../training/mod.ts";
import { binomial } from "../probability.ts";
import { HIGHEST_NUMBER, NUMBERS_PER_TICKET } from "../rules.ts";
import { COLUMN, LINE } from "./scratchpad.ts";
import { numberOf, numberToken, VOCAB_SIZE } from "./scratchpad_tokens.ts";

/**
 * The distribution of a ticket's next number.
 *
 * @param index 0 for the first of the six
 * @param previous the number before, 0 for none
 * @returns P(x) at index x, 0 to 45
 */
export function nextNumberDistribution(index: number, previous: number): number[] {
  const after = NUMBERS_PER_TICKET - index - 1; // numbers still to come after this one
  const ways = Array.from(
    { length: HIGHEST_NUMBER + 1 },
    (_, x) => x > previous ? binomial(HIGHEST_NUMBER - x, after) : 0,
  );
  const total = ways.reduce((a, b) => a + b, 0);
  return ways.map((w) => total === 0 ? 0 : w / total);
}

/** (6 · V, V) row by row: row `index · V + token` holds the distribution after that token. */
function numberTable(): Float32Array {
  const table = new Float32Array(NUMBERS_PER_TICKET * VOCAB_SIZE * VOCAB_SIZE);
  for (let index = 0; index < NUMBERS_PER_TICKET; index++) {
    for (let token = 0; token < VOCAB_SIZE; token++) {
      const previous = index === 0 ? 0 : numberOf(token) ?? 0;
      const row = (index * VOCAB_SIZE + token) * VOCAB_SIZE + numberToken(0);
      table.set(nextNumberDistribution(index, previous), row);
    }
  }
  return table;
}

interface TargetOptions {
  /** Weight of the penalty on impossible tokens, default 0. */
  readonly penalty?: number;
  /** The penalty ends where an impossible token's log probability is below minus this; nats, default 20. */
  readonly margin?: number;
  /** Train on the numbers that were drawn instead of their distribution. */
  readonly hardNumbers?: boolean;
}

/**
 * Makes the loss: mean cross-entropy to the exact distributions, plus the penalty.
 *
 * @returns a function of logits (B, T, V) and the batch to a scalar in nats per token; 0 for a batch without targets
 */
export function scratchpadLoss(o: TargetOptions = {}) {
  const { penalty = 0, margin = 20, hardNumbers = false } = o;
  const table = numberTable();
  return (logits: tf.Tensor3D, { x, y }: TensorBatch): tf.Scalar =>
    tf.tidy(() => {
      const [B, T] = x.shape;
      const V = VOCAB_SIZE;
      const targets = tf.oneHot(tf.maximum(y, tf.scalar(0, "int32")).reshape([B * T]), V, 1, 0, "float32"); // (N, V)
      const wanted = hardNumbers ? targets : exactTargets(targets as tf.Tensor2D, { x, y, table });
      const counted = tf.greaterEqual(y, 0).toFloat().reshape([B * T]); // (N)
      const logP = tf.logSoftmax(logits.reshape([B * T, V])); // (N, V)
      let each = tf.neg(tf.sum(tf.mul(wanted, logP), -1)); // (N)
      if (penalty > 0) {
        const impossible = tf.equal(wanted, 0).toFloat(); // (N, V)
        const excess = tf.relu(tf.add(logP, margin));
        each = tf.add(each, tf.mul(penalty, tf.mean(tf.mul(impossible, excess), -1)));
      }
      return tf.div(tf.sum(tf.mul(each, counted)), tf.maximum(tf.sum(counted), 1)) as tf.Scalar;
    });
}

/** Replaces the one-hot rows of ticket numbers by their distributions. */
function exactTargets(
  oneHot: tf.Tensor2D,
  { x, y, table }: { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D; readonly table: Float32Array },
): tf.Tensor2D {
  const [B, T] = x.shape;
  const V = VOCAB_SIZE;
  // y at t is the token at t + 1; numbers are in columns 1, 3, … 11, two positions apart.
  const indices = Array.from({ length: T }, (_, t) => Math.floor((((t + 1) % LINE) - COLUMN.first) / 2))
    .map((index) => Math.min(Math.max(index, 0), NUMBERS_PER_TICKET - 1));
  const before = tf.concat([tf.slice(x, [0, 0], [B, 1]), tf.slice(x, [0, 0], [B, T - 1])], 1); // x at t - 1
  const rows = tf.add(before, tf.tensor1d(indices.map((index) => index * V), "int32")).reshape([B * T]);
  const soft = tf.gather(tf.tensor2d(table, [NUMBERS_PER_TICKET * V, V]), rows as tf.Tensor1D); // (N, V)
  const last = numberToken(99);
  const isNumber = tf.logicalAnd(tf.greaterEqual(y, 0), tf.lessEqual(y, tf.scalar(last, "int32"))).toFloat()
    .reshape([B * T, 1]); // the prompt's numbers are not targets, so these are ticket numbers
  return tf.add(oneHot, tf.mul(isNumber, tf.sub(soft, oneHot))) as tf.Tensor2D;
}
