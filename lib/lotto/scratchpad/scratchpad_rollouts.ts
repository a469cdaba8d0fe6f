/**
 * Rollouts: scratchpads that a model samples for given tickets, many at once, for training with rewards.
 *
 * Prompt and ticket numbers are given, as in scratchpad_labels.ts; the model samples every other token. So rewards judge
 * only what the model computes, and it cannot choose tickets that are easy to count. Rows with `ownTickets` leave the
 * numbers to the model, too. The whole loop over tokens is one compiled call with a key-value cache. B: rows, T: tokens.
 */
import * as tf from "@tensorflow/tfjs";
import { type Compile, repeat, tidyTree } from "../../engine/ops/mod.ts";
import {
  type GPTConfig,
  gptWithCache,
  initKVCache,
  type ModelParams,
  sample,
  type SampleOptions,
} from "../../gpt/mod.ts";
import { disposeParams, foldIn, type Seed, seed as makeSeed } from "../../nn/mod.ts";
import { isFailure } from "../machine.ts";
import type { Sample } from "../sample.ts";
import { PROMPT_TOKENS, scratchpadAnswer, scratchpadLength, scratchpadPrompt } from "./scratchpad.ts";
import { EMPTY, END, numberOf } from "./scratchpad_tokens.ts";

/** A token that the model chooses. */
const FREE = -1;

export interface ScratchpadRollout {
  /** All tokens of the row, prompt included; all rows have the same number, so the end of a short one is filled up. */
  readonly tokens: readonly number[];
  /** What the model wrote after the prompt, up to the end token. */
  readonly written: readonly number[];
  /** For each token, whether the model chose it: not given, and not after its own end token. */
  readonly chosen: readonly boolean[];
}

/** Samples a row for each purchase and its tickets. */
export type SampleScratchpads = (
  params: ModelParams,
  samples: readonly Sample[],
  o: {
    readonly seed: number;
    /** The rows whose ticket numbers the model samples; default none. */
    readonly ownTickets?: (row: number) => boolean;
  },
) => Promise<ScratchpadRollout[]>;

/**
 * Makes the sampler. It compiles once for each number of rows and disposes nothing; `compile`'s programs live with it.
 *
 * @param config of the model
 * @param o.maxTickets most tickets of a purchase; all rows are as long as this needs
 * @param o.temperature and other sample options; by default every free token is sampled at temperature 1
 * @returns the sampler; its rows depend on weights, samples and seed only
 * @throws {RangeError} (the sampler) on an invalid purchase, or one of more tickets
 */
export function scratchpadSampler(
  config: GPTConfig,
  o: SampleOptions & { readonly maxTickets: number; readonly compile?: Compile },
): SampleScratchpads {
  const { maxTickets, compile = (f) => f, ...sampling } = o;
  const T = scratchpadLength(maxTickets);
  const write = compile((params: ModelParams, given: tf.Tensor2D, seed: Seed) =>
    writeRows(params, config, { given, seed, sampling })
  );
  return async (params, samples, { seed, ownTickets = () => false }) => {
    const rows = samples.map((sample, b) => givenTokens(sample, { T, ownTickets: ownTickets(b) }));
    const given = tf.tensor2d(rows.flatMap((row) => row.given), [rows.length, T], "int32");
    const s = makeSeed(seed);
    const { ids } = await write(params, given, s);
    const all = await ids.data();
    disposeParams({ given, s, ids });
    return rows.map(({ given, length }, b) =>
      rolloutOf(Array.from(all.slice(b * T, (b + 1) * T)), { given, length })
    );
  };
}

/** The tokens of a row that are given, FREE elsewhere, and the length of the right answer. */
function givenTokens(
  { purchase, answer }: Sample,
  { T, ownTickets }: { readonly T: number; readonly ownTickets: boolean },
): { given: number[]; length: number } {
  if (isFailure(answer)) {
    throw new RangeError(`scratchpad rollouts: an invalid purchase (${answer.error}) has no tickets`);
  }
  const length = scratchpadLength(answer.tickets.length);
  if (length > T) {
    throw new RangeError(
      `scratchpad rollouts: ${answer.tickets.length} tickets need ${length} tokens, but rows have ${T}; raise maxTickets`,
    );
  }
  const right = scratchpadAnswer(purchase, answer.tickets);
  const given = [
    ...scratchpadPrompt(purchase),
    ...right.map((token) => ownTickets || numberOf(token) === null ? FREE : token),
  ];
  return { given: [...given, ...Array(T - length).fill(EMPTY)], length };
}

/** A row may end before the right answer's last token, never after it. */
function rolloutOf(
  tokens: readonly number[],
  { given, length }: { readonly given: readonly number[]; readonly length: number },
): ScratchpadRollout {
  const end = tokens.indexOf(END);
  const written = tokens.slice(PROMPT_TOKENS, end < 0 ? length : end);
  const last = end < 0 ? length - 1 : end;
  return { tokens, written, chosen: tokens.map((_, t) => t <= last && given[t] === FREE) };
}

/** Token after token: (B, T) int32, given ones kept, the others sampled. */
function writeRows(
  params: ModelParams,
  config: GPTConfig,
  o: { readonly given: tf.Tensor2D; readonly seed: Seed; readonly sampling: SampleOptions },
): { ids: tf.Tensor2D } {
  const { given, seed, sampling } = o;
  const [B, T] = given.shape;
  return tidyTree(() => {
    const column = (t: tf.Tensor) => tf.gather(given, tf.reshape(t, [1]) as tf.Tensor1D, 1) as tf.Tensor2D; // (B, 1)
    const start = {
      ids: tf.transpose(given) as tf.Tensor2D, // (T, B), so that a token of all rows is one row
      last: tf.slice(given, [0, 0], [B, 1]) as tf.Tensor2D, // (B, 1)
      cache: initKVCache(config, { batchSize: B, capacity: T }),
    };
    const { ids } = repeat(start, {
      count: tf.scalar(T - 1, "int32"),
      step: ({ ids, last, cache }, t) => {
        const forward = gptWithCache(params, config, last, { cache });
        const drawn = tf.reshape(sample(forward.logits, { ...sampling, seed: foldIn(seed, t) }), [B, 1]);
        const next = tf.add(t, tf.scalar(1, "int32"));
        const fixed = column(next);
        const token = tf.where(tf.greaterEqual(fixed, tf.scalar(0, "int32")), fixed, drawn) as tf.Tensor2D;
        const written = tf.tensorScatterUpdate(ids, tf.reshape(next, [1, 1]), tf.reshape(token, [1, B]));
        return { ids: written as tf.Tensor2D, last: token, cache: forward.cache };
      },
    });
    return { ids: tf.transpose(ids) as tf.Tensor2D };
  });
}
