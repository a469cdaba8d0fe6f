/**
 * Generation from text to text: encodes the prompt, generates tokens, decodes them.
 *
 * A model's vocabulary may be larger than its tokenizer's (nanoGPT: 50,304 rows for GPT-2's 50,257 tokens). Such ids have no
 * text and are never sampled.
 */
import { type FinishReason, generate, type GenerateOptions, type Model } from "./generate.ts";

/** The methods of a tokenizer that generation uses; the tokenizers of `lib/tokenizers` have them. */
export interface TextCodec {
  encode(text: string): number[];
  decode(ids: Iterable<number>): string;
  /** Decodes token by token: the pieces, joined, are what `decode` returns for all tokens. */
  stream?(): TextStream;
}

interface TextStream {
  /** The text that this token completes. */
  push(id: number): string;
  /** What is left at the end. */
  end(): string;
}

/**
 * The ids of a model that its tokenizer cannot decode. Pass them to `generate` as `suppressTokens`; `generateText`,
 * `generateTexts` and `streamText` do so.
 *
 * @param vocabSize the model's
 * @example
 * ```ts
 * import { undecodableTokens } from "lib/gpt";
 * import { trainByteLevel } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const tokenizer = trainByteLevel(["the owl"], { vocabSize: 258 });
 * assert.deepEqual(undecodableTokens(tokenizer, 260), [258, 259]);
 * ```
 */
export function undecodableTokens(tokenizer: Decoder, vocabSize: number): readonly number[] {
  const known = undecodable.get(tokenizer) ?? new Map<number, readonly number[]>();
  undecodable.set(tokenizer, known);
  const ids = known.get(vocabSize) ??
    Array.from({ length: vocabSize }, (_, id) => id).filter((id) => !decodes(tokenizer, id));
  known.set(vocabSize, ids);
  return ids;
}

/** By tokenizer and vocabulary size, because trying every id of a large vocabulary takes time. */
const undecodable = new WeakMap<Decoder, Map<number, readonly number[]>>();

function decodes(tokenizer: Decoder, id: number): boolean {
  try {
    tokenizer.decode([id]);
    return true;
  } catch {
    return false;
  }
}

/** The options, with the ids that the tokenizer cannot decode added to `suppressTokens`. */
function decodable(o: GenerateOptions, model: Model, tokenizer: TextCodec): GenerateOptions {
  const ids = undecodableTokens(tokenizer, model.config.vocabSize);
  return ids.length === 0 ? o : { ...o, suppressTokens: [...o.suppressTokens ?? [], ...ids] };
}

type Decoder = Pick<TextCodec, "decode" | "stream">;

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
 * import { generateText, initGPT, nanoGPTCharConfig } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import { characterTokenizer } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const letters = characterTokenizer("abcdefghijklmnopqrstuvwxyz");
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

/** Continues several prompts in one batch. Equal prompts get different continuations. */
export async function generateTexts(
  model: Model,
  tokenizer: TextCodec,
  prompts: readonly string[],
  o: GenerateOptions,
): Promise<Continuation[]> {
  const ids = prompts.map((text) => tokenizer.encode(text));
  const rows = prompts.map(() => ({ tokens: [] as number[], finished: null as FinishReason | null }));
  for await (const step of generate(model, ids, decodable(o, model, tokenizer))) {
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
 * The tokenizer's own stream. Without one, all tokens so far are decoded for each piece; the first bytes of an incomplete
 * character at the end, which are decoded as U+FFFD, wait.
 */
export function textStream(tokenizer: Decoder): TextStream {
  if (tokenizer.stream) return tokenizer.stream();
  const tokens: number[] = [];
  let sent = "";
  const rest = (text: string) => {
    if (!text.startsWith(sent)) return "";
    const piece = text.slice(sent.length);
    sent = text;
    return piece;
  };
  return {
    push(id) {
      tokens.push(id);
      return rest(tokenizer.decode(tokens).replace(/\uFFFD+$/, ""));
    },
    end: () => rest(tokenizer.decode(tokens)),
  };
}

/**
 * Continues one prompt and yields the text piece by piece. The pieces together are `generateText`'s result.
 *
 * A character may consist of several byte-level tokens. It is yielded when it is complete.
 *
 * @example
 * ```ts
 * import { generateText, initGPT, nanoGPTCharConfig, streamText } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import { characterTokenizer } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const letters = characterTokenizer("abcdefghijklmnopqrstuvwxyz");
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
  const stream = textStream(tokenizer);
  for await (const step of generate(model, [tokenizer.encode(prompt)], decodable(o, model, tokenizer))) {
    const [token] = step.tokens;
    const piece = (token === null ? "" : stream.push(token)) + (step.finished[0] ? stream.end() : "");
    if (piece !== "") yield piece;
  }
}
