/**
 * A decoding step as a pure function: it takes tensors, and returns each row's next tokens and the new state.
 *
 * The same function reads a prompt (many tokens a row) and continues it (one token a row, or a loop of such steps),
 * with the key-value cache or without. It can be compiled. Compiled steps are kept and used again for the same config
 * and options.
 */
import * as tf from "@tensorflow/tfjs";
import type { GPTConfig } from "./config.ts";
import { type ModelParams, nextTokenLogits } from "./gpt.ts";
import { gptWithCache, type KVCache } from "./kv_cache.ts";
import { foldIn, type Seed } from "../nn/mod.ts";
import { type Compile, repeat, tidyTree } from "../engine/ops/mod.ts";
import { sample, type SampleOptions } from "./sample.ts";

/** What a step passes to the next one. A part that is not used is absent. */
export type DecodeState = {
  readonly cache?: KVCache;
  /** (B, V): 1 for each token already in the row's text; only for a repetition penalty. */
  readonly seen?: tf.Tensor2D;
};

export type DecodeInput = {
  /** (B, t) int32: with a cache the tokens since the last step, else each row's whole window. */
  readonly ids: tf.Tensor2D;
  /** (B) int32: how many of a row's t tokens count. */
  readonly lengths: tf.Tensor1D;
  /** The seed of the whole generation; token number `index` is sampled with `foldIn(seed, index)`. */
  readonly seed: Seed;
  /** Int32 scalar: how many tokens were sampled before. */
  readonly index: tf.Scalar;
  /**
   * Int32 scalar, at most MAX_TOKENS_PER_CALL: the number of tokens to generate in this call; 1 unless given. Needs a cache
   * and one token for each row in `ids`.
   */
  readonly count?: tf.Scalar;
};

/** The largest number of tokens that one call generates. */
export const MAX_TOKENS_PER_CALL = 64;

export type DecodeResult = {
  /**
   * (n, B) int32: the new tokens in order. n is 1 without `count`, else MAX_TOKENS_PER_CALL, of which the first `count` are
   * filled. -1 where the logits are not a distribution (see `sample`).
   */
  readonly tokens: tf.Tensor2D;
  readonly state: DecodeState;
};

export type DecodeStep = (params: ModelParams, input: DecodeInput, state: DecodeState) => DecodeResult;

interface DecodeOptions extends SampleOptions {
  /** Ids that are never sampled. */
  readonly suppressTokens?: readonly number[];
}

/** Makes the decoding step of a config with these options. */
export function makeDecodeStep(config: GPTConfig, options: DecodeOptions): DecodeStep {
  const oneToken = makeOneTokenStep(config, options);
  return (params, { count, ...input }, state) =>
    tidyTree(() => {
      if (!count) return oneToken(params, input, state);
      const ones = tf.onesLike(input.lengths);
      const start: LoopState = {
        ids: input.ids,
        drawn: tf.zeros<tf.Rank.R2>([MAX_TOKENS_PER_CALL, ones.shape[0]], "int32"),
        state,
      };
      const last = repeat(start, {
        count,
        step: ({ ids, drawn, state }, i) => {
          const index = tf.add(input.index, i) as tf.Scalar;
          const next = oneToken(params, { ids, lengths: ones, seed: input.seed, index }, state);
          return {
            // -1 (no token) cannot be looked up in the embedding. (1, B) -> (B, 1)
            ids: tf.reshape<tf.Rank.R2>(tf.maximum(next.tokens, tf.scalar(0, "int32")), [-1, 1]),
            drawn: tf.tensorScatterUpdate(drawn, tf.reshape(i, [1, 1]), next.tokens) as tf.Tensor2D,
            state: next.state,
          };
        },
      });
      return { tokens: last.drawn, state: last.state };
    });
}

/** What each token of the loop passes to the next. */
type LoopState = { readonly ids: tf.Tensor2D; readonly drawn: tf.Tensor2D; readonly state: DecodeState };

function makeOneTokenStep(config: GPTConfig, { suppressTokens = [], ...options }: DecodeOptions): DecodeStep {
  return (params, { ids, lengths, seed, index }, { cache, seen }) => {
    const forward = cache
      ? gptWithCache(params, config, ids, { cache, lengths })
      : { logits: nextTokenLogits(params, config, ids, { lengths }) };
    const logits = suppress(forward.logits, suppressTokens);
    const tokens = sample(logits, { ...options, seed: foldIn(seed, index), seen });
    const state: { cache?: KVCache; seen?: tf.Tensor2D } = {};
    if ("cache" in forward) state.cache = forward.cache;
    if (seen) state.seen = tf.maximum(seen, tf.oneHot(tokens, config.vocabSize, 1, 0, "float32"));
    return { tokens: tf.reshape<tf.Rank.R2>(tokens, [1, -1]), state }; // (B) -> (1, B)
  };
}

/** The logits (B, V) with -Infinity for `ids`, so that `sample` never returns one of them. */
export function suppress(logits: tf.Tensor2D, ids: readonly number[]): tf.Tensor2D {
  if (ids.length === 0) return logits;
  const kept = new Uint8Array(logits.shape[1]).fill(1);
  for (const id of ids) kept[id] = 0;
  return tf.where(
    tf.tensor2d(kept, [1, kept.length], "bool"),
    logits,
    tf.fill([1, 1], -Infinity),
  ) as tf.Tensor2D;
}

type CompiledDecodeStep =
  & ((...args: Parameters<DecodeStep>) => DecodeResult | Promise<DecodeResult>)
  & Partial<Disposable>;

/** Number of compiled steps to keep for each compiler; beyond it the least recently used one is disposed. */
const MOST_STEPS = 8;

/** By compiler, then by config and options. Ten continuations of a prompt compile once. */
const compiledSteps = new WeakMap<Compile, Map<string, CompiledDecodeStep>>();

/** Returns the compiled decoding step of a config and options. It is compiled on first use. */
export function compileDecodeStep(
  config: GPTConfig,
  options: DecodeOptions,
  compile: Compile,
): CompiledDecodeStep {
  const steps = compiledSteps.get(compile) ?? new Map<string, CompiledDecodeStep>();
  compiledSteps.set(compile, steps);
  const key = keyOf([config, options]);
  const step = steps.get(key) ?? compile(makeDecodeStep(config, options));
  steps.delete(key); // so that it becomes the last
  steps.set(key, step);
  const [oldest] = steps;
  if (steps.size > MOST_STEPS) {
    steps.delete(oldest[0]);
    oldest[1][Symbol.dispose]?.(); // a generation that still uses it compiles again
  }
  return step;
}

/** A value as text, another text for each other value. (JSON writes NaN, Infinity and null alike.) */
function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf)}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${keyOf(part)}`)}}`;
  }
  if (typeof value === "string") return JSON.stringify(value);
  return Object.is(value, -0) ? "-0" : String(value);
}
