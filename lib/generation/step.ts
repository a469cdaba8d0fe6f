/**
 * One generation step as a pure function: tensors in, the next token of each row and the new state out.
 *
 * The same function reads a prompt (many tokens a row) and continues (one token a row), with the key-value cache
 * or without. It can be compiled as it stands; what is compiled is kept for the next call with the same options.
 */
import * as tf from "@tensorflow/tfjs";
import { type GPTConfig, type GPTParams, gptWithCache, type KVCache, nextTokenLogits } from "../gpt/mod.ts";
import { type Seed, tidyTree } from "../nn/mod.ts";
import { sample, type SampleOptions } from "./sample.ts";

/** Turns a pure function of tensors into a faster one; `lib/jit` has one, the default returns f itself. */
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
  readonly seed: Seed;
};

export type Step = (
  params: GPTParams,
  input: StepInput,
  state: StepState,
) => { readonly tokens: tf.Tensor1D; readonly state: StepState };

/** Makes the step of a model shape and sample options. */
export function makeStep(config: GPTConfig, options: SampleOptions): Step {
  return (params, { ids, lengths, seed }, { cache, seen }) =>
    tidyTree(() => {
      const forward = cache
        ? gptWithCache(params, config, ids, { cache, lengths })
        : { logits: nextTokenLogits(params, config, ids, { lengths }) };
      const tokens = sample(forward.logits, { ...options, seed, seen });
      const state: { cache?: KVCache; seen?: tf.Tensor2D } = {};
      if ("cache" in forward) state.cache = forward.cache;
      if (seen) state.seen = tf.maximum(seen, tf.oneHot(tokens, config.vocabSize, 1, 0, "float32"));
      return { tokens, state };
    });
}

type CompiledStep = (...args: Parameters<Step>) => ReturnType<Step> | Promise<ReturnType<Step>>;

/** By compiler, then by config and options: ten continuations of a prompt compile once. */
const compiledSteps = new WeakMap<Compile, Map<string, CompiledStep>>();

/** The compiled step, made on first use. */
export function compiledStep(config: GPTConfig, options: SampleOptions, compile: Compile): CompiledStep {
  const steps = compiledSteps.get(compile) ?? new Map<string, CompiledStep>();
  compiledSteps.set(compile, steps);
  const key = JSON.stringify([config, options]);
  const step = steps.get(key) ?? compile(makeStep(config, options));
  steps.set(key, step);
  return step;
}
