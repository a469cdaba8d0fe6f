/**
 * Generation steps as a pure function: tensors in, the next tokens of each row and the new state out.
 *
 * The same function reads a prompt (many tokens a row) and continues (one token a row, or a loop of such steps),
 * with the key-value cache or without. It can be compiled as it stands; what is compiled is kept for the next call
 * with the same options.
 */
import * as tf from "@tensorflow/tfjs";
import type { GPTConfig } from "./config.ts";
import { type GPTParams, nextTokenLogits } from "./gpt.ts";
import { gptWithCache, type KVCache } from "./kv_cache.ts";
import { foldIn, type Seed } from "../nn/mod.ts";
import { repeat, tidyTree } from "../engine/ops/mod.ts";
import { sample, type SampleOptions } from "./sample.ts";

/** Turns a pure function of tensors into a faster one; `lib/engine/jit` has one, the default returns f itself. */
export type Compile = <A extends unknown[], R>(f: (...args: A) => R) => (...args: A) => R | Promise<R>;

/** What a step hands to the next one. Absent parts are not used. */
export type StepState = {
  readonly cache?: KVCache;
  /** (B, V): 1 for each token already in the row's text; only for a repetition penalty. */
  readonly seen?: tf.Tensor2D;
};

export type StepInput = {
  /** (B, t) int32: with a cache the tokens since the last step, else each row's whole window. */
  readonly ids: tf.Tensor2D;
  /** (B) int32: how many of a row's t tokens count. */
  readonly lengths: tf.Tensor1D;
  /** The seed of the whole generation; token number `index` is drawn from `foldIn(seed, index)`. */
  readonly seed: Seed;
  /** Int32 scalar: how many tokens were drawn before. */
  readonly index: tf.Scalar;
  /**
   * Int32 scalar, up to MOST_TOKENS: so many tokens in a row without coming back to JavaScript in between. Needs a
   * cache, and one token for each row in `ids`. Without it: one token.
   */
  readonly count?: tf.Scalar;
};

/** Most tokens of one call. */
export const MOST_TOKENS = 64;

export type StepResult = {
  /**
   * (n, B) int32: new tokens, the first first; n is 1, or MOST_TOKENS of which `count` are filled. -1 where the logits
   * are no distribution (see `sample`).
   */
  readonly tokens: tf.Tensor2D;
  readonly state: StepState;
};

export type Step = (params: GPTParams, input: StepInput, state: StepState) => StepResult;

export interface StepOptions extends SampleOptions {
  /** Ids that are never sampled. */
  readonly suppressTokens?: readonly number[];
}

/** Makes the step of a model shape and sample options. */
export function makeStep(config: GPTConfig, options: StepOptions): Step {
  const oneToken = makeOneToken(config, options);
  return (params, { count, ...input }, state) =>
    tidyTree(() => {
      if (!count) return oneToken(params, input, state);
      const ones = tf.onesLike(input.lengths);
      const start: Carried = {
        ids: input.ids,
        drawn: tf.zeros<tf.Rank.R2>([MOST_TOKENS, ones.shape[0]], "int32"),
        state,
      };
      const last = repeat(start, {
        count,
        step: ({ ids, drawn, state }, i) => {
          const index = tf.add(input.index, i) as tf.Scalar;
          const next = oneToken(params, { ids, lengths: ones, seed: input.seed, index }, state);
          return {
            // -1, no token, is not to be looked up. (1, B) -> (B, 1)
            ids: tf.reshape<tf.Rank.R2>(tf.maximum(next.tokens, tf.scalar(0, "int32")), [-1, 1]),
            drawn: tf.tensorScatterUpdate(drawn, tf.reshape(i, [1, 1]), next.tokens) as tf.Tensor2D,
            state: next.state,
          };
        },
      });
      return { tokens: last.drawn, state: last.state };
    });
}

/** What one token hands to the next. */
type Carried = { readonly ids: tf.Tensor2D; readonly drawn: tf.Tensor2D; readonly state: StepState };

function makeOneToken(config: GPTConfig, { suppressTokens = [], ...options }: StepOptions): Step {
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

/** Lower than any logit: `sample` never draws such a token. */
const SUPPRESSED = -Infinity;

/** The logits (B, V) with those of `ids` so low that no sample option brings one of them back. */
function suppress(logits: tf.Tensor2D, ids: readonly number[]): tf.Tensor2D {
  if (ids.length === 0) return logits;
  const kept = new Uint8Array(logits.shape[1]).fill(1);
  for (const id of ids) kept[id] = 0;
  return tf.where(
    tf.tensor2d(kept, [1, kept.length], "bool"),
    logits,
    tf.fill([1, 1], SUPPRESSED),
  ) as tf.Tensor2D;
}

type CompiledStep = (...args: Parameters<Step>) => StepResult | Promise<StepResult>;

/** By compiler, then by config and options: ten continuations of a prompt compile once. */
const compiledSteps = new WeakMap<Compile, Map<string, CompiledStep>>();

/** The compiled step, made on first use. */
export function compiledStep(config: GPTConfig, options: StepOptions, compile: Compile): CompiledStep {
  const steps = compiledSteps.get(compile) ?? new Map<string, CompiledStep>();
  compiledSteps.set(compile, steps);
  const key = JSON.stringify([config, options]);
  const step = steps.get(key) ?? compile(makeStep(config, options));
  steps.set(key, step);
  return step;
}
