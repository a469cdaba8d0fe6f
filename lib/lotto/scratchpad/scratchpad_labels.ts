/**
 * Labels for given tickets from a scratchpad model: the ticket numbers are given, the model writes all other tokens.
 *
 * The greedy continuation is found without generating token by token (Jacobi decoding): guess a whole scratchpad, let
 * the model predict every token from the guess before it, replace what differs, and repeat until nothing changes. The
 * result equals greedy generation, because each token was then predicted from exactly the tokens before it. The guess
 * only changes the number of rounds. B: rows, T: tokens.
 *
 * Source: Santilli et al. 2023, "Accelerating transformer inference for translation via parallel decoding"
 */
import * as tf from "@tensorflow/tfjs";
import type { Compile } from "../../engine/ops/mod.ts";
import { gpt, type Model, type ModelParams } from "../../gpt/mod.ts";
import { ERROR_LINES } from "../errors.ts";
import type { PredictLabels } from "../label_accuracy.ts";
import { splitAtLabels } from "../print_text.ts";
import {
  LINE,
  PROMPT_TOKENS,
  scratchpadAnswer,
  type ScratchpadOptions,
  scratchpadPrompt,
} from "./scratchpad.ts";
import { scratchpadText } from "./scratchpad_text.ts";
import { numberOf } from "./scratchpad_tokens.ts";

interface ScratchpadLabelOptions extends ScratchpadOptions {
  readonly compile?: Compile;
  /** Tasks computed together, default 64. */
  readonly batchSize?: number;
}

/** A label predictor for `gradeLabels`. */
export function scratchpadLabels(model: Model, o: ScratchpadLabelOptions = {}): PredictLabels {
  const { batchSize = 64, compile = (f) => f } = o;
  const { config } = model;
  const predict = compile((params: ModelParams, ids: tf.Tensor2D) =>
    tf.tidy(() => tf.argMax(gpt(params, config, ids), -1))
  );
  return async (tasks) => {
    const guesses = tasks.map(({ purchase, tickets }) => [
      ...scratchpadPrompt(purchase),
      ...scratchpadAnswer(purchase, tickets, o),
    ]);
    const written = await greedy(model, guesses, { predict, batchSize });
    return written.map((row) => labelsOf(scratchpadText(row.slice(PROMPT_TOKENS))));
  };
}

/** A model that judges the purchase invalid writes an error line, which has no labels. */
function labelsOf(answer: string): string {
  return Object.values(ERROR_LINES).some((line) => answer.includes(line)) ? "" : splitAtLabels(answer)[1];
}

type Predict = (params: ModelParams, ids: tf.Tensor2D) => tf.Tensor | Promise<tf.Tensor>;

/**
 * The model's greedy tokens in each row; the ticket numbers and the number of tokens are given.
 *
 * Most rows are done after one round, a few need dozens. A row that is done is replaced by the next one.
 */
async function greedy(
  { params, config }: Model,
  guesses: readonly (readonly number[])[],
  o: { readonly predict: Predict; readonly batchSize: number },
): Promise<number[][]> {
  const rows = guesses.map((row) => [...row]);
  const waiting = rows.map((_, i) => i).sort((a, b) => rows[b].length - rows[a].length); // the shortest comes first
  let batch: number[] = [];
  while (waiting.length + batch.length > 0) {
    while (batch.length < o.batchSize && waiting.length > 0) batch.push(waiting.pop()!);
    const lines = Math.ceil(Math.max(...batch.map((i) => rows[i].length)) / LINE / 4) * 4; // few shapes: few compilations
    const T = Math.min(lines * LINE, config.blockSize);
    const ids = new Int32Array(o.batchSize * T);
    batch.forEach((i, b) => ids.set(rows[i].slice(0, T), b * T));
    const input = tf.tensor2d(ids, [o.batchSize, T], "int32");
    const next = await o.predict(params, input);
    const predicted = await next.data();
    tf.dispose([input, next]);
    batch = batch.filter((i, b) => takeOver(rows[i], guesses[i], predicted.subarray(b * T, (b + 1) * T)));
  }
  return rows;
}

/** Replaces the tokens that differ from the prediction and are not given; returns whether there were any. */
function takeOver(row: number[], given: readonly number[], predicted: ArrayLike<number>): boolean {
  let changed = false;
  for (let t = PROMPT_TOKENS; t < row.length; t++) {
    if (numberOf(given[t]) !== null || row[t] === predicted[t - 1]) continue;
    row[t] = predicted[t - 1];
    changed = true;
  }
  return changed;
}
