/**
 * Generates a model's answers to many prompts, in batches of similar length and with the KV cache; and the label
 * predictor that uses this.
 */
import {
  type Continuation,
  type GenerateOptions,
  generateTexts,
  type Model,
  type TextCodec,
} from "../gpt/mod.ts";
import type { PredictLabels } from "./label_accuracy.ts";

interface AnswerOptions extends Omit<GenerateOptions, "maxNewTokens"> {
  /** Most new tokens for each prompt, default as many as fit the model's blockSize. */
  readonly maxNewTokens?: number;
  /** Prompts generated together, default 64. */
  readonly batchSize?: number;
}

/**
 * Continues every prompt and returns the continuations in the prompts' order.
 *
 * A batch runs until its longest row has finished, so prompts with equally long answers should share a batch.
 *
 * @param o.length estimates the length of an answer, for instance by the purchase's money; by default the length of
 *   the prompt
 * @throws as lib/gpt's `generate` does
 */
export async function answerPrompts(
  model: Model,
  tokenizer: TextCodec,
  prompts: readonly string[],
  o: AnswerOptions & { readonly length?: (index: number) => number },
): Promise<Continuation[]> {
  const { batchSize = 64, length = (i) => prompts[i].length, ...options } = o;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`answerPrompts: batchSize must be a whole number from 1 up, got ${batchSize}`);
  }
  const order = prompts.map((_, i) => i).sort((a, b) => length(a) - length(b));
  const answers: Continuation[] = Array(prompts.length);
  for (let start = 0; start < order.length; start += batchSize) {
    const batch = order.slice(start, start + batchSize);
    const texts = batch.map((i) => prompts[i]);
    const longest = Math.max(...texts.map((text) => tokenizer.encode(text).length));
    const room = Math.max(1, model.config.blockSize - longest);
    const made = await generateTexts(model, tokenizer, texts, {
      whenFull: "stop",
      ...options,
      maxNewTokens: Math.min(room, o.maxNewTokens ?? room),
      seed: (o.seed ?? 0) + start, // otherwise every batch would draw the same random numbers
    });
    batch.forEach((i, row) => answers[i] = made[row]);
  }
  return answers;
}

/**
 * A label predictor that continues each task's text greedily. Where the tickets alone fill the model's context, it
 * returns an empty text.
 */
export function modelLabels(model: Model, tokenizer: TextCodec, o: AnswerOptions = {}): PredictLabels {
  return async (tasks) => {
    const labels: string[] = tasks.map(() => "");
    const fitting = tasks.map((_, i) => i)
      .filter((i) => tokenizer.encode(tasks[i].text).length < model.config.blockSize);
    const texts = fitting.map((i) => tasks[i].text);
    const answers = await answerPrompts(model, tokenizer, texts, { ...o, temperature: 0 });
    fitting.forEach((i, n) => labels[i] = answers[n].text);
    return labels;
  };
}
