/** What the worker computes for a page, with lib's own functions. */
import * as tf from "@tensorflow/tfjs";
import { gptAttentionWeights } from "../../../../gpt/attention_weights.ts";
import { generate, type Model } from "../../../../gpt/generate.ts";
import { type GPTParams, nextTokenLogits } from "../../../../gpt/gpt.ts";
import { warpLogits } from "../../../../gpt/sample.ts";
import { tokenIds } from "../../../../gpt/token_ids.ts";
import { unflattenParams } from "../../../../nn/params.ts";
import { parseSafetensors } from "../../../../training/checkpoint/safetensors_bytes.ts";
import type {
  AttentionRequest,
  Candidate,
  GenerateRequest,
  LoadRequest,
  ModelResults,
  NextRequest,
} from "./protocol.ts";

/** The model of a file's bytes. */
export function readModel({ weights, config }: Pick<LoadRequest, "weights" | "config">): Model {
  return { params: unflattenParams<GPTParams>(parseSafetensors(weights)), config };
}

/** Continues a prompt and passes on each token as it comes. A prompt longer than the context keeps its last part. */
export async function continuePrompt(
  model: Model,
  { kind: _, prompt, ...options }: GenerateRequest,
  o: { readonly onToken: (token: number) => void; readonly signal?: AbortSignal },
): Promise<ModelResults["generate"]> {
  const tokens: number[] = [];
  try {
    const rows = [prompt.slice(-model.config.blockSize)];
    for await (const step of generate(model, rows, { ...options, signal: o.signal })) {
      const [token] = step.tokens, [finished] = step.finished;
      if (token !== null) {
        tokens.push(token);
        o.onToken(token);
      }
      if (finished) return { tokens, finished };
    }
  } catch (error) {
    if (!o.signal?.aborted) throw error;
  }
  return { tokens, finished: "stopped" };
}

/** The likeliest next tokens of a text, likeliest first. */
export async function nextTokens(
  { params, config }: Model,
  { ids, count, kind: _, sampleOnly: __, ...settings }: NextRequest,
): Promise<Candidate[]> {
  const [plain, drawn] = tf.tidy(() => {
    const logits = nextTokenLogits(params, config, tokenIds([ids.slice(-config.blockSize)], config));
    const warped = warpLogits(logits, settings);
    const greedy = tf.oneHot(tf.argMax(warped, -1) as tf.Tensor1D, config.vocabSize);
    return [tf.softmax(logits), settings.temperature === 0 ? greedy : tf.softmax(warped)];
  });
  const [probabilities, after] = await Promise.all([plain.data(), drawn.data()]);
  tf.dispose([plain, drawn]);
  return Array.from(probabilities, (probability, id) => ({ id, probability, drawn: after[id] }))
    .sort((a, b) => b.probability - a.probability || a.id - b.id).slice(0, count);
}

/** The attention weights of all heads on a text. */
export async function attentionOf(
  { params, config }: Model,
  { ids }: AttentionRequest,
): Promise<ModelResults["attention"]> {
  const weights = tf.tidy(() => gptAttentionWeights(params, config, tokenIds([ids], config)));
  const [heads] = await weights.array();
  weights.dispose();
  return heads;
}
