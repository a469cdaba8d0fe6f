/** Makes a tensor of token ids and checks them, because a compiled model cannot check them. */
import * as tf from "@tensorflow/tfjs";
import type { GPTConfig } from "./config.ts";

/**
 * Throws if an id is not in the vocabulary.
 *
 * @throws RangeError that names the id and its index
 */
export function checkTokenIds(ids: ArrayLike<number>, config: Pick<GPTConfig, "vocabSize">): void {
  for (let i = 0; i < ids.length; i++) {
    if (!Number.isInteger(ids[i]) || ids[i] < 0 || ids[i] >= config.vocabSize) {
      throw new RangeError(
        `token ids: expected whole numbers from 0 to ${config.vocabSize - 1}, found ${ids[i]} at index ` +
          `${i}; does the tokenizer belong to this model?`,
      );
    }
  }
}

/**
 * Makes the input of `gpt` from rows of equal length.
 *
 * @returns (B, T) int32
 * @throws RangeError if there are no ids, rows differ in length, or an id is not in the vocabulary
 * @example
 * ```ts
 * import { tokenIds } from "lib/gpt";
 * import assert from "node:assert/strict";
 * assert.deepEqual(tokenIds([[1, 2], [3, 4]], { vocabSize: 5 }).shape, [2, 2]);
 * assert.throws(() => tokenIds([[5]], { vocabSize: 5 }), /from 0 to 4, found 5 at index 0/);
 * ```
 */
export function tokenIds(
  rows: readonly ArrayLike<number>[],
  config: Pick<GPTConfig, "vocabSize">,
): tf.Tensor2D {
  const T = rows[0]?.length ?? 0;
  if (T === 0) throw new RangeError("token ids: expected at least one row of at least one id, found none");
  const flat = new Int32Array(rows.length * T);
  rows.forEach((row, b) => {
    if (row.length !== T) {
      throw new RangeError(`token ids: expected rows of equal length, found ${T} and ${row.length} ids`);
    }
    checkTokenIds(row, config);
    flat.set(row, b * T);
  });
  return tf.tensor2d(flat, [rows.length, T], "int32");
}
