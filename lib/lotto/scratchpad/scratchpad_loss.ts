/**
 * What the lotto model is trained towards: at each place the exact distribution of the next token.
 *
 * Most tokens follow from those before: their distribution is one token. The next number of a ticket is drawn, and
 * its distribution is known: for six different numbers in ascending order, after y as the k-th of them,
 *
 *     P(x) = C(45 − x, 6 − k − 1) / C(45 − y, 6 − k)        for x > y
 *
 * It does not depend on how a ticket was rigged, so a model trained on rigged tickets still prints fair ones.
 * B: rows, T: tokens, V: vocabulary, N = B·T.
 */
import * as tf from "@tensorflow/tfjs";
import type { TensorBatch } from "../../training/mod.ts";
import { HIGHEST_NUMBER, NUMBERS_PER_TICKET } from "../rules.ts";
import { COLUMN, LINE } from "./scratchpad.ts";
import { numberOf, numberToken, VOCAB_SIZE } from "./scratchpad_tokens.ts";

/**
 * The distribution of a ticket's next number.
 *
 * @param place 0 for the first of the six
 * @param previous the number before, 0 for none
 * @returns P(x) at index x, 0 to 45
 */
export function nextNumberDistribution(place: number, previous: number): number[] {
  const after = NUMBERS_PER_TICKET - place - 1; // numbers still to come after this one
  const ways = Array.from(
    { length: HIGHEST_NUMBER + 1 },
    (_, x) => x > previous ? binomial(HIGHEST_NUMBER - x, after) : 0,
  );
  const total = ways.reduce((a, b) => a + b, 0);
  return ways.map((w) => total === 0 ? 0 : w / total);
}

function binomial(n: number, k: number): number {
  if (k > n) return 0;
  let c = 1;
  for (let i = 0; i < k; i++) c = c * (n - i) / (i + 1);
  return Math.round(c);
}

/** (6 · V, V) row by row: row `place · V + token` holds the distribution after that token. */
function numberTable(): Float32Array {
  const table = new Float32Array(NUMBERS_PER_TICKET * VOCAB_SIZE * VOCAB_SIZE);
  for (let place = 0; place < NUMBERS_PER_TICKET; place++) {
    for (let token = 0; token < VOCAB_SIZE; token++) {
      const previous = place === 0 ? 0 : numberOf(token) ?? 0;
      const row = (place * VOCAB_SIZE + token) * VOCAB_SIZE + numberToken(0);
      table.set(nextNumberDistribution(place, previous), row);
    }
  }
  return table;
}

export interface TargetOptions {
  /** Weight of the penalty on tokens that cannot come, default 0. */
  readonly penalty?: number;
  /** The penalty ends where an impossible token's log probability is below minus this; nats, default 20. */
  readonly margin?: number;
  /** Learn the numbers that stand there instead of their distribution. */
  readonly hardNumbers?: boolean;
}

/**
 * Makes the loss: mean cross-entropy to the exact distributions, plus the penalty.
 *
 * @returns a function of logits (B, T, V) and the batch, giving a scalar in nats per token
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
      return tf.div(tf.sum(tf.mul(each, counted)), tf.sum(counted)) as tf.Scalar;
    });
}

/** Replaces the one-hot rows of ticket numbers by their distributions. */
function exactTargets(
  oneHot: tf.Tensor2D,
  { x, y, table }: { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D; readonly table: Float32Array },
): tf.Tensor2D {
  const [B, T] = x.shape;
  const V = VOCAB_SIZE;
  // y at t is the token at t + 1; numbers stand in columns 1, 3, … 11, the number before one two places earlier.
  const places = Array.from({ length: T }, (_, t) => Math.floor((((t + 1) % LINE) - COLUMN.first) / 2))
    .map((place) => Math.min(Math.max(place, 0), NUMBERS_PER_TICKET - 1));
  const before = tf.concat([tf.slice(x, [0, 0], [B, 1]), tf.slice(x, [0, 0], [B, T - 1])], 1); // x at t - 1
  const rows = tf.add(before, tf.tensor1d(places.map((place) => place * V), "int32")).reshape([B * T]);
  const soft = tf.gather(tf.tensor2d(table, [NUMBERS_PER_TICKET * V, V]), rows as tf.Tensor1D); // (N, V)
  const last = numberToken(99);
  const isNumber = tf.logicalAnd(tf.greaterEqual(y, 0), tf.lessEqual(y, tf.scalar(last, "int32"))).toFloat()
    .reshape([B * T, 1]); // the prompt's numbers are no targets, so these are tickets'
  return tf.add(oneHot, tf.mul(isNumber, tf.sub(soft, oneHot))) as tf.Tensor2D;
}
