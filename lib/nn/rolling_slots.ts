/**
 * The slots of a layer with a sliding window: a ring, so the cache does not grow with the text.
 *
 * Position p is in slot p mod S. With S = window, a new token takes the slot of the token that has just left the window.
 * Keys are turned by their positions (rotary) before they are cached, so the order of the slots does not matter. Several
 * tokens at once, such as a prompt, may be more than S, and the first of them read keys that the last ones replace. So they
 * read the old slots and the new keys side by side, and the last S positions of these are kept.
 */
import * as tf from "@tensorflow/tfjs";
import { hideKeys, notSeen } from "./attention_mask.ts";
import type { CacheSlots } from "./cached_attention.ts";
import { tidyTree } from "../engine/ops/tidy.ts";

/**
 * The slots of t new tokens in a ring of S slots.
 *
 * @param start (B) int32, the number of tokens before the new ones in each row
 * @param o `count`: t; `capacity`: S, the window, or less for a text that never gets longer than S; `lengths` (B) int32:
 *   how many of the t tokens count, default all
 */
export function rollingSlots(
  start: tf.Tensor1D,
  o: {
    readonly count: number;
    readonly capacity: number;
    readonly window: number;
    readonly lengths?: tf.Tensor1D;
  },
): CacheSlots {
  const { count: t, capacity: S, window } = o, [B] = start.shape;
  return tidyTree(() => {
    const before = tf.reshape(start, [B, 1]);
    const added = tf.add(before, tf.range(0, t, 1, "int32")); // positions of the new tokens, (B, 1) + (t) -> (B, t)
    const mask = (keys: tf.Tensor) => {
      const K = keys.shape[1]!, queries = tf.reshape(added, [B, t, 1]);
      const isEmpty = tf.less(keys, tf.scalar(0, "int32")); // (B, K)
      const unseen = notSeen(tf.reshape(keys, [B, 1, K]), queries, window); // (B, 1, K), (B, t, 1) -> (B, t, K)
      const hidden = tf.logicalOr(unseen, tf.reshape(isEmpty, [B, 1, K]));
      return tf.reshape<tf.Rank.R4>(hideKeys(hidden), [B, 1, t, K]); // (B, t, K) -> (B, 1, t, K)
    };
    if (t === 1) {
      const index = tf.reshape<tf.Rank.R3>(tf.mod(added, tf.scalar(S, "int32")), [B, 1, 1]);
      return { index, mask: mask(positionsIn(S, tf.add(before, tf.scalar(1, "int32")))) };
    }
    const counted = o.lengths ? tf.reshape(o.lengths, [B, 1]) : tf.scalar(t, "int32");
    const after = positionsIn(S, tf.add(before, counted)); // (B, S)
    const inNew = tf.add(tf.sub(after, before), tf.scalar(S, "int32")); // behind the S old slots
    const kept = tf.where(tf.greaterEqual(after, before), inNew, tf.range(0, S, 1, "int32")) as tf.Tensor2D;
    return { kept, mask: mask(tf.concat([positionsIn(S, before), added], 1)) }; // (B, S), (B, t) -> (B, S + t)
  });
}

/**
 * The position in each of S slots after n tokens: the last one below n that is the slot's number modulo S. Negative in a
 * slot that is still empty. n (B, 1) int32 -> (B, S)
 */
function positionsIn(S: number, n: tf.Tensor): tf.Tensor {
  const last = tf.sub(n, tf.scalar(1, "int32"));
  const back = tf.add(tf.sub(last, tf.range(0, S, 1, "int32")), tf.scalar(S, "int32")); // from 0, as the last is from -1
  return tf.sub(last, tf.mod(back, tf.scalar(S, "int32")));
}
