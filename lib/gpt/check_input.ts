/** Checks by their shapes that weights, config and ids belong together. */
import type * as tf from "@tensorflow/tfjs";
import type { GPTConfig } from "./config.ts";
import type { ModelParams } from "./gpt.ts";

/** Checks that the weights are still there, with a row for each id and position, the width and the layers of the config. */
export function checkTables(params: ModelParams, config: GPTConfig, vocabSize = config.vocabSize): void {
  if (vocabSize > config.vocabSize) {
    throw new RangeError(
      `gpt: the ids were checked against a vocabulary of ${vocabSize}, but the model's vocabSize is ` +
        `${config.vocabSize}; pass the model's`,
    );
  }
  const hasTable = params.wpe !== undefined;
  if (hasTable === (config.rotary !== undefined)) {
    throw new RangeError(
      `gpt: the config has ${hasTable ? "rotary" : "learned"} positions, but the weights have ` +
        `${hasTable ? "a table of learned ones" : "no table of them"} (wpe); use the config that belongs ` +
        "to these weights",
    );
  }
  if (params.wte.weight.isDisposed) {
    throw new ReferenceError(
      "gpt: the model's weights have been disposed of; make or load the model again, and dispose of it last",
    );
  }
  for (const [field, table] of [["vocabSize", "wte"], ["blockSize", "wpe"]] as const) {
    const [rows] = params[table]?.weight.shape ?? [Infinity];
    if (rows < config[field]) {
      throw new RangeError(
        `gpt: the config's ${field} is ${config[field]}, but ${table}.weight has ${rows} rows; ` +
          "use the config that belongs to these weights",
      );
    }
  }
  const found = { nEmbd: params.wte.weight.shape[1], nLayer: params.h.length };
  for (const field of ["nEmbd", "nLayer"] as const) {
    if (found[field] !== config[field]) {
      throw new RangeError(
        `gpt: the config's ${field} is ${config[field]}, but that of the weights is ${found[field]}; ` +
          "use the config that belongs to these weights",
      );
    }
  }
}

/** Checks dtype, rank and length of the ids, without reading them. @returns T */
export function checkInput(ids: tf.Tensor2D, config: GPTConfig): number {
  if (ids.dtype !== "int32" || ids.shape.length !== 2) {
    throw new TypeError(`gpt: expected ids of int32 (B, T), found ${ids.dtype} (${ids.shape}); see tokenIds`);
  }
  const T = ids.shape[1];
  if (T < 1 || T > config.blockSize) {
    throw new RangeError(
      `gpt: expected 1 to ${config.blockSize} tokens (blockSize), found ${T}; ` +
        "cut the input or build the model with a larger blockSize",
    );
  }
  return T;
}
