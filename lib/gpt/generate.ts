/**
 * Generation: continues several prompts at once, token by token, and yields the tokens as they come.
 *
 * Works with token ids. `generate_text.ts` adds a tokenizer and works with text.
 */
import * as tf from "@tensorflow/tfjs";
import { checkTokenIds } from "./token_ids.ts";
import type { GPTConfig } from "./config.ts";
import type { ModelParams } from "./gpt.ts";
import { growKVCache, initKVCache } from "./kv_cache.ts";
import { disposeParams, seed as makeSeed } from "../nn/mod.ts";
import { type Compile, hasRepeat, yieldToEventLoop } from "../engine/ops/mod.ts";
import { isCacheLarge, TokensPerCall } from "./tokens_per_call.ts";
import {
  compileDecodeStep,
  type DecodeInput,
  type DecodeState,
  makeDecodeStep,
  MAX_TOKENS_PER_CALL,
} from "./decode_step.ts";
import { resolveSampleOptions, type SampleOptions } from "./sample.ts";

/** A model: its weights and its shape. */
export interface Model {
  readonly params: ModelParams;
  readonly config: GPTConfig;
}

export interface GenerateOptions extends SampleOptions {
  /** Most tokens to add to each prompt. */
  readonly maxNewTokens: number;
  /** Ids that end a row, such as <|endoftext|>. They are not part of the result. */
  readonly stopTokens?: Iterable<number>;
  /** Ids that are never sampled, such as those of a padded vocabulary (`undecodableTokens`). */
  readonly suppressTokens?: Iterable<number>;
  /** Whole number, default 0; the same seed gives the same tokens on the same engine. */
  readonly seed?: number;
  /** Keeps keys and values of earlier tokens instead of computing them again, default true. The tokens are the same. */
  readonly cache?: boolean;
  /**
   * What happens when a text becomes longer than blockSize. "slide" (default) continues with the last blockSize tokens, and
   * computes all of them for each new token, because all positions have changed. "stop" ends the row.
   */
  readonly whenFull?: "slide" | "stop";
  /** Ends the generation with the signal's reason as the error. */
  readonly signal?: AbortSignal;
  /** Compiles the decoding step, such as `jit`. Without it, operations run one by one. */
  readonly compile?: Compile;
}

export type FinishReason = "stopToken" | "maxNewTokens" | "contextFull";

interface GeneratedStep {
  /** The new token of each row; null in rows that have finished. */
  readonly tokens: readonly (number | null)[];
  /** Why each row has finished; null in rows that continue. */
  readonly finished: readonly (FinishReason | null)[];
}

/**
 * Continues each prompt token by token.
 *
 * Prompts may differ in length. Row b of a batch uses the b-th part of each step's random numbers. So the first row gets
 * the same tokens as alone, and equal prompts get different continuations.
 *
 * @param prompts token ids, each row 1 to blockSize long
 * @returns one item for each new token of the batch, as soon as it is known; ends when all rows have finished
 * @throws RangeError before the first token if a prompt is empty, too long or not in the vocabulary, or an option is out of
 *   range; later if the logits of a row become NaN or infinite. The signal's reason when it is aborted
 * @example
 * ```ts
 * import { generate, initGPT, nanoGPTCharConfig } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const config = { ...nanoGPTCharConfig, nLayer: 1, nEmbd: 8 };
 * const model = { params: initGPT(config, seed(1)), config };
 * const first: (number | null)[] = [];
 * for await (const { tokens } of generate(model, [[1, 2], [3]], { maxNewTokens: 4 })) first.push(tokens[0]);
 * assert.equal(first.length, 4);
 * ```
 */
export async function* generate(
  model: Model,
  prompts: readonly (readonly number[])[],
  o: GenerateOptions,
): AsyncGenerator<GeneratedStep, void, void> {
  const { params, config } = model;
  const { maxNewTokens, cache: useCache = true, whenFull = "slide", signal, compile } = o;
  const { vocabSize, blockSize } = config;
  const stopTokens = new Set(o.stopTokens ?? []);
  const suppressTokens = [...new Set(o.suppressTokens ?? [])].filter((id) => !stopTokens.has(id));
  const sampling = { ...check(prompts, config, { ...o, stopTokens, suppressTokens }), suppressTokens };
  const rows = prompts.map((prompt) => [...prompt]);
  const finished: (FinishReason | null)[] = rows.map(() => null);
  const longest = () => Math.max(...rows.filter((_, b) => !finished[b]).map((row) => row.length));
  // A step is compiled for each shape. Rounding lengths up keeps the number of shapes small.
  const roundUp = (length: number) =>
    compile ? Math.min(blockSize, 2 ** Math.ceil(Math.log2(Math.max(length, 32)))) : length;
  const step = compile ? compileDecodeStep(config, sampling, compile) : makeDecodeStep(config, sampling);
  const perCall = compile && useCache && hasRepeat() ? new TokensPerCall({ rows: rows.length }) : undefined;

  const base = makeSeed(o.seed ?? 0);
  const most = Math.min(blockSize, longest() + maxNewTokens);
  const grows = perCall !== undefined && isCacheLarge(model, { batchSize: rows.length, capacity: most });
  let capacity = roundUp(grows ? Math.min(most, longest() + MAX_TOKENS_PER_CALL) : most);
  let state: DecodeState = {
    ...(useCache && { cache: initKVCache(config, { batchSize: rows.length, capacity }) }),
    ...(sampling.repetitionPenalty !== 1 && { seen: seenTokens(rows, vocabSize) }),
  };
  try {
    for (let made = 0; made < maxNewTokens && finished.includes(null);) {
      signal?.throwIfAborted();
      if (state.cache && longest() > blockSize) { // the cached positions are no longer right
        disposeParams(state.cache);
        state = state.seen ? { seen: state.seen } : {};
      }
      if (state.cache && longest() > capacity) {
        const small = state.cache;
        capacity = roundUp(longest());
        state = { ...state, cache: growKVCache(config, small, capacity) };
        disposeParams(small);
      }
      const parts = rows.map((row) => state.cache && made > 0 ? row.slice(-1) : row.slice(-blockSize));
      const width = Math.max(...parts.map((part) => part.length));
      const count = perCall && state.cache && made > 0
        ? Math.min(perCall.count, maxNewTokens - made, capacity - longest() + 1)
        : undefined;
      const input = {
        ids: padded(parts, width === 1 ? 1 : roundUp(width)),
        lengths: tf.tensor1d(parts.map((part) => part.length), "int32"),
        seed: tf.clone(base),
        index: tf.scalar(made, "int32"),
        ...(count && { count: tf.scalar(count, "int32") }),
      };
      const start = performance.now();
      const [drawn, nextState] = await run(step, params, input, state);
      disposeParams(state);
      state = nextState;
      if (count) perCall?.took(performance.now() - start);

      for (let i = 0; i < (count ?? 1) && finished.includes(null); i++, made++) {
        signal?.throwIfAborted();
        const tokens = rows.map((row, b) => {
          const token = drawn[i * rows.length + b];
          row.push(Math.max(token, 0)); // also finished rows: all rows of the cache advance together
          if (finished[b]) return null;
          if (token < 0) refuseLogits(b, made);
          if (stopTokens.has(token)) finished[b] = "stopToken";
          else if (made + 1 === maxNewTokens) finished[b] = "maxNewTokens";
          else if (whenFull === "stop" && row.length > blockSize) finished[b] = "contextFull";
          return finished[b] === "stopToken" ? null : token;
        });
        await yieldToEventLoop();
        yield { tokens, finished: [...finished] };
      }
    }
  } finally {
    disposeParams({ ...state, base });
  }
}

/** Runs one step and reads its tokens. Frees the input, also when the step fails. */
async function run(
  step: ReturnType<typeof compileDecodeStep>,
  params: ModelParams,
  input: DecodeInput,
  state: DecodeState,
): Promise<[drawn: ArrayLike<number>, state: DecodeState]> {
  try {
    const next = await step(params, input, state);
    const drawn = await next.tokens.data();
    next.tokens.dispose();
    return [drawn, next.state];
  } finally {
    disposeParams(input);
  }
}

function refuseLogits(b: number, made: number): never {
  throw new RangeError(
    `generate: no token can be drawn for prompt ${b} after ${made} new tokens: the model's logits are NaN or ` +
      "infinite. Its weights are damaged, or its training diverged: load an earlier checkpoint",
  );
}

/** Checks prompts and options before anything is computed. @returns the complete sample options */
function check(
  prompts: readonly (readonly number[])[],
  config: GPTConfig,
  o: GenerateOptions,
): Required<SampleOptions> {
  if (prompts.length === 0) throw new RangeError("generate: expected at least one prompt, found none");
  prompts.forEach((prompt, b) => {
    if (prompt.length === 0 || prompt.length > config.blockSize) {
      throw new RangeError(
        `generate: expected a prompt of 1 to ${config.blockSize} tokens (blockSize), found ${prompt.length} ` +
          `in prompt ${b}; ${
            prompt.length ? "keep its last part" : "begin with a token such as <|endoftext|>"
          }`,
      );
    }
    checkTokenIds(prompt, config);
  });
  if (!Number.isInteger(o.maxNewTokens) || o.maxNewTokens < 1) {
    throw new RangeError(`generate: maxNewTokens must be a whole number from 1 up, found ${o.maxNewTokens}`);
  }
  if (o.whenFull !== undefined && o.whenFull !== "slide" && o.whenFull !== "stop") {
    throw new RangeError(`generate: whenFull must be "slide" or "stop", found ${JSON.stringify(o.whenFull)}`);
  }
  checkTokenIds([...o.stopTokens ?? []], config);
  const suppressed = [...o.suppressTokens ?? []];
  checkTokenIds(suppressed, config);
  if (suppressed.length === config.vocabSize) {
    throw new RangeError(
      `generate: suppressTokens must leave a token to sample, found all ${config.vocabSize}; is this the model's tokenizer?`,
    );
  }
  const sampling = resolveSampleOptions(o);
  checkTokenIds(sampling.sampleOnly ?? [], config);
  return sampling;
}

/** Stacks the rows, short ones padded with id 0 on the right: (B, width) int32. */
function padded(rows: readonly (readonly number[])[], width: number): tf.Tensor2D {
  const ids = new Int32Array(rows.length * width);
  rows.forEach((row, b) => ids.set(row, b * width));
  return tf.tensor2d(ids, [rows.length, width], "int32");
}

/** (B, V): 1 for each token in the row. */
function seenTokens(rows: readonly (readonly number[])[], vocabSize: number): tf.Tensor2D {
  const seen = new Float32Array(rows.length * vocabSize);
  rows.forEach((row, b) => row.forEach((id) => seen[b * vocabSize + id] = 1));
  return tf.tensor2d(seen, [rows.length, vocabSize]);
}
