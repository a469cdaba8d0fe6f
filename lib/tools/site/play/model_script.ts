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
  /** The tokens' letters, where each token is one letter. */
  readonly letters?: string;
}

/** What the script holds. */
export interface PageModel extends Omit<PlayModel, "name" | "weights"> {
  /** The safetensors file as base64. */
  readonly weights: string;
}

/** The text of model-NAME.js. */
export function modelScript({ name, weights, ...rest }: PlayModel): string {
  const model: PageModel = { ...rest, weights: weights.toBase64() };
  return `(globalThis.courseModels ??= {})[${JSON.stringify(name)}] = ${JSON.stringify(model)};\n`;
}
