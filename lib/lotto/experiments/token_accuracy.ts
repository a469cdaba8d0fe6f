/**
 * Token accuracy: the share of computed tokens that a model predicts right from the right tokens before them.
 *
 * It takes one forward pass, so it can be measured often during training. Whole answers say little early in training:
 * one is right only if each of its hundreds of tokens is, so their score stays at zero for long. B: rows, T: tokens.
 */
import * as tf from "@tensorflow/tfjs";
import type { Compile } from "../../engine/ops/mod.ts";
import { gpt, type GPTConfig, type Model, type ModelParams, type TextCodec } from "../../gpt/mod.ts";
import {
  balancedTickets,
  isFailure,
  lottoDataset,
  printAnswer,
  printPrompt,
  type Sample,
  splitAtLabels,
  type TextFormat,
} from "../mod.ts";
import {
  numberOf,
  PROMPT_TOKENS,
  scratchpadAnswer,
  type ScratchpadOptions,
  scratchpadPrompt,
} from "../scratchpad/mod.ts";

/** A right answer in the model's tokens. */
interface AnswerRow {
  readonly ids: readonly number[];
  /** For each token whether it follows from the tokens before it; the others are given or random. */
  readonly computed: readonly boolean[];
}

/** Purchases that the accuracy is measured on during training. */
export const ACCURACY_SAMPLES = 64;

/** Samples of the test split with tickets of all match classes equally likely. */
export function accuracySamples(count: number): Sample[] {
  return [...lottoDataset({ seed: 9, split: "test", drawTickets: balancedTickets() }).take(count)];
}

/** Scratchpads: all tokens but the prompt and the ticket numbers are computed. */
export function scratchpadRows(samples: readonly Sample[], o: ScratchpadOptions = {}): AnswerRow[] {
  return samples.map(({ purchase, answer }) => {
    const tickets = isFailure(answer) ? [] : answer.tickets;
    const ids = [...scratchpadPrompt(purchase), ...scratchpadAnswer(purchase, tickets, o)];
    return { ids, computed: ids.map((id, i) => i >= PROMPT_TOKENS && numberOf(id) === null) };
  });
}

/** The blog's texts: the labels are computed. */
export function textRows(samples: readonly Sample[], codec: TextCodec, format: TextFormat): AnswerRow[] {
  return samples.map(({ purchase, answer }) => {
    const [before, labels] = splitAtLabels(printAnswer(answer, format));
    const given = codec.encode(printPrompt(purchase, format) + before);
    const asked = codec.encode(labels);
    return { ids: [...given, ...asked], computed: [...given.map(() => false), ...asked.map(() => true)] };
  });
}

/** Share of the computed tokens that are a model's likeliest ones, from 0 to 1. */
type AccuracyMeter = (model: Model) => Promise<number>;

const BATCH_SIZE = 32;

/**
 * Measures models of one shape with one compiled forward pass. Tokens beyond the model's context count as wrong.
 *
 * @throws {RangeError} where no token is computed
 */
export function accuracyMeter(
  rows: readonly AnswerRow[],
  { compile = (f) => f }: { readonly compile?: Compile } = {},
): AccuracyMeter {
  const asked = rows.reduce((sum, { computed }) => sum + computed.filter(Boolean).length, 0);
  if (asked === 0) throw new RangeError("accuracyMeter: expected rows with computed tokens, found none");
  let config: GPTConfig | undefined;
  const predict = compile((params: ModelParams, ids: tf.Tensor2D) =>
    tf.tidy(() => tf.argMax(gpt(params, config!, ids), -1))
  );
  return async (model) => {
    config = model.config;
    const T = Math.min(config.blockSize, Math.max(...rows.map(({ ids }) => ids.length)));
    let right = 0;
    for (let start = 0; start < rows.length; start += BATCH_SIZE) {
      const part = rows.slice(start, start + BATCH_SIZE);
      const ids = new Int32Array(BATCH_SIZE * T);
      part.forEach((row, b) => ids.set(row.ids.slice(0, T), b * T));
      const x = tf.tensor2d(ids, [BATCH_SIZE, T], "int32");
      const next = await predict(model.params, x); // (B, T): of the token after each
      const likeliest = await next.data();
      tf.dispose([x, next]);
      part.forEach(({ ids, computed }, b) => {
        for (let t = 1; t < Math.min(ids.length, T + 1); t++) {
          if (computed[t] && likeliest[b * T + t - 1] === ids[t]) right++;
        }
      });
    }
    return right / asked;
  };
}
