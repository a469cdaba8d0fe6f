/** Generation from text to text: encode the prompt, generate, decode what is certain so far. */
import { type FinishReason, generate, type GenerateOptions, type Model } from "./generate.ts";

/** What generation needs of a tokenizer; those of `lib/tokenizers` have it. */
export interface TextCodec {
  encode(text: string): number[];
  decode(ids: Iterable<number>): string;
}

export interface Continuation {
  /** What the model wrote after the prompt. */
  readonly text: string;
  readonly tokens: readonly number[];
  readonly finished: FinishReason;
}

/**
 * Continues one prompt. @returns what the model wrote, without the prompt
 *
 * @throws as `generate` does; a prompt that encodes to no token is a RangeError
 * @example
 * ```ts
 * import { generateText } from "lib/generation";
 * import { initGPT, nanoGPTCharConfig } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const letters = {
 *   encode: (text: string) => [...text].map((c) => c.charCodeAt(0) - 97),
 *   decode: (ids: Iterable<number>) => String.fromCharCode(...[...ids].map((id) => id + 97)),
 * };
 * const config = { ...nanoGPTCharConfig, vocabSize: 26, nLayer: 1, nEmbd: 8 };
 * const model = { params: initGPT(config, seed(1)), config };
 * const text = await generateText(model, letters, "harry", { maxNewTokens: 5, seed: 1 });
 * assert.match(text, /^[a-z]{5}$/);
 * ```
 */
export async function generateText(
  model: Model,
  tokenizer: TextCodec,
  prompt: string,
  o: GenerateOptions,
): Promise<string> {
  return (await generateTexts(model, tokenizer, [prompt], o))[0].text;
}

/** Continues several prompts in one batch; the same prompt many times gives as many different continuations. */
export async function generateTexts(
  model: Model,
  tokenizer: TextCodec,
  prompts: readonly string[],
  o: GenerateOptions,
): Promise<Continuation[]> {
  const rows = prompts.map(() => ({ tokens: [] as number[], finished: null as FinishReason | null }));
  for await (const step of generate(model, prompts.map((text) => tokenizer.encode(text)), o)) {
    rows.forEach((row, b) => {
      const token = step.tokens[b];
      if (token !== null) row.tokens.push(token);
      row.finished = step.finished[b];
    });
  }
  return rows.map(({ tokens, finished }) => ({
    text: tokenizer.decode(tokens),
    tokens,
    finished: finished!,
  }));
}

/**
 * Continues one prompt and hands out the text piece by piece; the pieces together are `generateText`'s result.
 *
 * A character may take several byte-level tokens: it is held back until it is whole.
 *
 * @example
 * ```ts
 * import { generateText, streamText } from "lib/generation";
 * import { initGPT, nanoGPTCharConfig } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const letters = {
 *   encode: (text: string) => [...text].map((c) => c.charCodeAt(0) - 97),
 *   decode: (ids: Iterable<number>) => String.fromCharCode(...[...ids].map((id) => id + 97)),
 * };
 * const config = { ...nanoGPTCharConfig, vocabSize: 26, nLayer: 1, nEmbd: 8 };
 * const model = { params: initGPT(config, seed(1)), config };
 * let text = "";
 * for await (const piece of streamText(model, letters, "harry", { maxNewTokens: 5 })) text += piece;
 * assert.equal(text, await generateText(model, letters, "harry", { maxNewTokens: 5 }));
 * ```
 */
export async function* streamText(
  model: Model,
  tokenizer: TextCodec,
  prompt: string,
  o: GenerateOptions,
): AsyncGenerator<string, void, void> {
  const tokens: number[] = [];
  let sent = "";
  for await (const step of generate(model, [tokenizer.encode(prompt)], o)) {
    if (step.tokens[0] !== null) tokens.push(step.tokens[0]);
    const text = tokenizer.decode(tokens);
    const whole = step.finished[0] ? text : text.replace(/\uFFFD+$/, ""); // U+FFFD: bytes of a character to come
    if (whole.length > sent.length && whole.startsWith(sent)) {
      yield whole.slice(sent.length);
      sent = whole;
    }
  }
}
