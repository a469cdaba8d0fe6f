/**
 * Checks guesses: one pass over the weights draws the next token after each of t tokens.
 *
 * Token number i of a generation is a function of the tokens before it and of the noise of (seed, i): the same as in
 * decode_step.ts. So where all tokens before it are right, the drawn token is the one that plain generation draws.
 */
import * as tf from "@tensorflow/tfjs";
import { type Compile, tidyTree } from "../../engine/ops/mod.ts";
import { foldIn, type Seed } from "../../nn/mod.ts";
import type { GPTConfig } from "../config.ts";
import { compiledOnce, type DecodeOptions, suppress } from "../decode_step.ts";
import type { ModelParams } from "../gpt.ts";
import { allLogitsWithCache, type KVCache } from "../kv_cache.ts";
import { sample } from "../sample.ts";

export type VerifyInput = {
  /** (1, t) int32: the text's last token, then guesses. */
  readonly ids: tf.Tensor2D;
  readonly seed: Seed;
  /** Int32 scalar: the number of the first token that is drawn. */
  readonly index: tf.Scalar;
};

/** `tokens` (t) int32: the token after each of `ids`; -1 as in `sample`. */
export type VerifyResult = { readonly tokens: tf.Tensor1D; readonly cache: KVCache };

export type VerifyStep = (params: ModelParams, input: VerifyInput, cache: KVCache) => VerifyResult;

/** Makes the step of a config with these options. A repetition penalty is not possible. */
export function makeVerifyStep(config: GPTConfig, { suppressTokens = [], ...o }: DecodeOptions): VerifyStep {
  return (params, { ids, seed, index }, given) =>
    tidyTree(() => {
      const { logits, cache } = allLogitsWithCache(params, config, ids, { cache: given });
      const [, t, V] = logits.shape;
      const rows = suppress(tf.reshape(logits, [t, V]), suppressTokens); // (1, t, V) -> (t, V)
      if (o.temperature === 0) return { tokens: sample(rows, o), cache };
      const drawn = tf.split(rows, t).map((row, i) =>
        sample(row as tf.Tensor2D, {
          ...o,
          seed: foldIn(seed, tf.add(index, tf.scalar(i, "int32")) as tf.Scalar),
        })
      );
      return { tokens: tf.concat(drawn), cache };
    });
}

/** Returns the compiled step of a config and options. It is compiled on first use. */
export function compileVerifyStep(config: GPTConfig, options: DecodeOptions, compile: Compile) {
  return compiledOnce(compile, ["verify", config, options], () => makeVerifyStep(config, options));
}
