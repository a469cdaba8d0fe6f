/** The script that gives a model to a page: weights as base64, architecture, and tokenizer. No page fetches a file. */
import type { GPTConfig } from "../../../gpt/config.ts";
import type { PageTokenizer } from "./page_tokenizer.ts";

export interface PlayModel {
  /** Of the script, model-NAME.js; also the page's name where the model has a page of its own. */
  readonly name: string;
  /** A safetensors file. */
  readonly weights: Uint8Array;
  readonly config: GPTConfig;
  /** Where the model reads text. */
  readonly tokenizer?: PageTokenizer;
  readonly letters?: string;
}

/** The text of model-NAME.js. */
export function modelScript({ name, weights, ...rest }: PlayModel): string {
  const model = { ...rest, weights: weights.toBase64() };
  return `(globalThis.courseModels ??= {})[${JSON.stringify(name)}] = ${JSON.stringify(model)};\n`;
}
