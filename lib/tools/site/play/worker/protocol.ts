/** The messages between a page and its workers. */
import type { DrawnId } from "../../../../gpt/drawn_tokens.ts";
import type { FinishReason } from "../../../../gpt/generate.ts";
import type { GPTConfig } from "../../../../gpt/config.ts";
import type { PageTokenizer } from "../page_tokenizer.ts";
import type { CutTexts } from "./cut_text.ts";

/** What computes: a GPU, WebAssembly, or plain JavaScript. These are the names of tfjs's backends. */
export type EngineName = "webgpu" | "wasm" | "cpu";

/** Settings of sampling, as `generate` has them. */
export interface SampleSettings {
  readonly temperature?: number;
  readonly topK?: number | null;
  readonly topP?: number;
  readonly sampleOnly?: readonly number[];
}

export interface GenerateRequest extends SampleSettings {
  readonly kind: "generate";
  readonly prompt: readonly number[];
  readonly maxNewTokens: number;
  readonly stopTokens?: readonly number[];
  readonly suppressTokens?: readonly number[];
  readonly seed: number;
}

export interface LoadRequest {
  readonly kind: "load";
  /** A safetensors file. */
  readonly weights: Uint8Array;
  readonly config: GPTConfig;
  /** Default: the fastest that the browser has (choose_engine.ts). */
  readonly engine?: EngineName;
}

export interface NextRequest extends SampleSettings {
  readonly kind: "next";
  readonly ids: readonly number[];
  /** Number of candidates. */
  readonly count: number;
}

export interface AttentionRequest {
  readonly kind: "attention";
  readonly ids: readonly number[];
}

/** How likely each token of a written text was. */
export interface DrawnRequest extends SampleSettings {
  readonly kind: "drawn";
  readonly ids: readonly number[];
  /** The position of the first token to look at. */
  readonly first: number;
  /** Number of candidates. */
  readonly count: number;
  readonly suppressTokens?: readonly number[];
}

export type ModelRequest = GenerateRequest | LoadRequest | NextRequest | AttentionRequest | DrawnRequest;

/** One of the likeliest next tokens. */
export interface Candidate {
  readonly id: number;
  /** The model's probability. */
  readonly probability: number;
  /** After temperature, top-k and top-p: the probability with which it is drawn. */
  readonly drawn: number;
}

/** The result of each kind of request to a model. */
export interface ModelResults {
  readonly generate: { readonly finished: FinishReason | "stopped"; readonly tokens: readonly number[] };
  /** `refused`: engines that the browser has and that are not used, each with the reason. */
  readonly load: { readonly engine: EngineName; readonly refused: readonly string[] };
  readonly next: readonly Candidate[];
  /** One for each id from `first` on. */
  readonly drawn: readonly DrawnId[];
  /** `[layer][head][query][key]` */
  readonly attention: readonly (readonly (readonly (readonly number[])[])[])[];
}

/** To the tokenizer's worker. */
export type TokenizerRequest =
  | { readonly kind: "load"; readonly tokenizer: PageTokenizer }
  | { readonly kind: "cut"; readonly text: string };

export interface TokenizerResults {
  readonly load: Record<string, never>;
  readonly cut: CutTexts;
}

/** From a page. `stop` ends the request `id`; `ping` asks whether the worker still runs. */
export type ToWorker<Request> =
  | { readonly id: number; readonly request: Request }
  | { readonly stop: number }
  | { readonly ping: true };

/** From a worker. `token` is a part of the result of a `generate`. */
export type FromWorker =
  | { readonly id: number; readonly token: number }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly pong: true };
