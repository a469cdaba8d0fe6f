/**
 * How likely each token of a written text was, and which tokens could have come instead. For looking at a text after it was
 * written: the forward pass runs again, `generate` itself keeps no probabilities.
 */
import * as tf from "@tensorflow/tfjs";
import { suppress } from "./decode_step.ts";
import { type TextCodec, textStream, undecodableTokens } from "./generate_text.ts";
import type { Model } from "./generate.ts";
import { gpt, nextTokenLogits } from "./gpt.ts";
import { type SampleOptions, warpLogits } from "./sample.ts";
import { checkTokenIds, tokenIds } from "./token_ids.ts";

interface TokenProbability {
  /** The token alone; U+FFFD where it is a part of a character. */
  readonly text: string;
  readonly probability: number;
}

export interface DrawnToken {
  /** What the token adds to the text: nothing while a character is incomplete, then the whole character. */
  readonly text: string;
  /** The probability with which it was drawn. */
  readonly probability: number;
  /** The likeliest tokens at this position, likeliest first. Those that cannot be drawn are left out. */
  readonly candidates: readonly TokenProbability[];
}

interface DrawnTokensOptions extends Pick<SampleOptions, "temperature" | "topK" | "topP"> {
  /** How many candidates to list, default 5. */
  readonly count?: number;
}

/**
 * The probability of each token of a continuation, after temperature, top-k and top-p. With temperature 0, which always
 * takes the likeliest token, it is the model's own.
 *
 * A text longer than blockSize is read as `generate` reads it: each position sees the blockSize tokens before it.
 *
 * @param written the prompt, and the tokens that `generateTexts` returned for it
 * @param o the settings with which the text was written
 * @returns one item for each token; their texts together are the continuation's text
 * @throws RangeError if the prompt is empty, or an id or an option is out of range
 * @example
 * ```ts
 * import { drawnTokens, generateTexts, initGPT, nanoGPTCharConfig } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import { characterTokenizer } from "lib/tokenizers";
 * import assert from "node:assert/strict";
 * const letters = characterTokenizer("abcdefghijklmnopqrstuvwxyz");
 * const config = { ...nanoGPTCharConfig, vocabSize: 26, nLayer: 1, nEmbd: 8 };
 * const model = { params: initGPT(config, seed(1)), config };
 * const [{ text, tokens }] = await generateTexts(model, letters, ["harry"], { maxNewTokens: 3 });
 * const drawn = await drawnTokens(model, letters, { prompt: "harry", tokens });
 * assert.equal(drawn.map(({ text }) => text).join(""), text);
 * assert.ok(drawn[0].probability > 0 && drawn[0].probability <= drawn[0].candidates[0].probability);
 * ```
 */
export async function drawnTokens(
  model: Model,
  tokenizer: TextCodec,
  { prompt, tokens }: { readonly prompt: string; readonly tokens: readonly number[] },
  { count = 5, ...settings }: DrawnTokensOptions = {},
): Promise<DrawnToken[]> {
  const given = tokenizer.encode(prompt);
  if (given.length === 0) throw new RangeError("drawnTokens: expected a prompt, found no token in it");
  const drawn = await drawnIds(model, {
    ...{ ids: [...given, ...tokens], first: given.length, count, ...settings },
    suppressTokens: undecodableTokens(tokenizer, model.config.vocabSize),
  });
  const pieces = piecesOf(tokenizer, tokens);
  return drawn.map(({ probability, candidates }, i) => ({
    text: pieces[i],
    probability,
    candidates: candidates.map(({ id, probability }) => ({ text: tokenizer.decode([id]), probability })),
  }));
}

/** A token as `drawnIds` returns it. */
export interface DrawnId {
  readonly probability: number;
  readonly candidates: readonly { readonly id: number; readonly probability: number }[];
}

/**
 * As `drawnTokens`, for ids.
 *
 * @param o `ids` the whole text; `first` the position of the first token to look at, at least 1
 * @returns one item for each id from `first` on
 */
export async function drawnIds(
  model: Model,
  { ids, first, count, suppressTokens = [], ...settings }: Omit<DrawnTokensOptions, "count"> & {
    readonly ids: readonly number[];
    readonly first: number;
    readonly count: number;
    readonly suppressTokens?: readonly number[];
  },
): Promise<DrawnId[]> {
  checkTokenIds(ids, model.config);
  if (ids.length <= first) return [];
  const probabilities = tf.tidy(() => {
    const logits = suppress(logitsBefore(model, ids, first), suppressTokens);
    return tf.softmax(warpLogits(logits, settings.temperature === 0 ? {} : settings)) as tf.Tensor2D; // (n, V)
  });
  try {
    const rows = await probabilities.array();
    return rows.map((row, i) => ({
      probability: row[ids[first + i]],
      candidates: likeliest(row, count).map((id) => ({ id, probability: row[id] })),
    }));
  } finally {
    probabilities.dispose();
  }
}

/** The logits of the tokens from position `first` on: (n, V). */
function logitsBefore({ params, config }: Model, ids: readonly number[], first: number): tf.Tensor2D {
  const { blockSize, vocabSize } = config;
  const fit = Math.min(ids.length - 1, blockSize); // those whose whole text fits into the context
  const parts: tf.Tensor2D[] = [];
  if (first <= fit) {
    const all = gpt(params, config, tokenIds([ids.slice(0, fit)], config)); // (1, fit, V)
    parts.push(
      tf.reshape(tf.slice(all, [0, first - 1, 0], [1, fit - first + 1, vocabSize]), [-1, vocabSize]),
    );
  }
  const windows: number[][] = [];
  for (let i = Math.max(first, fit + 1); i < ids.length; i++) windows.push(ids.slice(i - blockSize, i));
  if (windows.length > 0) parts.push(nextTokenLogits(params, config, tokenIds(windows, config)));
  return tf.concat(parts);
}

/** The ids with the largest probabilities, without those of probability 0. */
function likeliest(probabilities: readonly number[], count: number): number[] {
  return probabilities.map((_, id) => id).filter((id) => probabilities[id] > 0)
    .sort((a, b) => probabilities[b] - probabilities[a] || a - b).slice(0, count);
}

/** What each token adds to the text. A character of several tokens is added by the last of them. */
export function piecesOf(
  tokenizer: Pick<TextCodec, "decode" | "stream">,
  tokens: readonly number[],
): string[] {
  const stream = textStream(tokenizer);
  return tokens.map((id, i) => stream.push(id) + (i === tokens.length - 1 ? stream.end() : ""));
}
