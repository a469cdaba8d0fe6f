/**
 * The linear layers that peft adapts, beside ours.
 *
 * For GPT-2 they are the same. In the Llama family our `attn.c_attn` is three of peft's layers (q_proj, k_proj, v_proj) and
 * our `mlp.c_fc` is two (gate_proj, up_proj), side by side along the columns, see llama_tensors.ts.
 */
import type { GPTConfig } from "../gpt/config.ts";
import { LORA_TARGETS } from "../nn/mod.ts";
import { storedTensors } from "./hugging_face_tensors.ts";

/** One of peft's layers. */
export interface PeftPart {
  /** Its path in the model of transformers: "model.layers.0.self_attn.q_proj". */
  readonly path: string;
  /** The first of our layer's columns that it computes, and how many. */
  readonly from: number;
  readonly width: number;
}

/** One of our layers. */
export interface PeftLayer {
  /** "h.0.attn.c_attn". */
  readonly name: string;
  readonly target: (typeof LORA_TARGETS)[number];
  readonly nIn: number;
  readonly nOut: number;
  readonly parts: readonly PeftPart[];
}

/**
 * The layers of a model that can have an adapter.
 *
 * @throws {RangeError} for latent attention and experts, whose layers have no counterpart of ours
 */
export function peftLayers(config: GPTConfig): PeftLayer[] {
  if (config.latent || config.experts) {
    throw new RangeError(
      "peft's adapters are read and written for GPT-2 and the Llama family only; for a model with latent attention or " +
        "experts, export the merged model: " +
        "exportToHuggingFace(folder, { params: mergeLoRA(params, adapter, { config: lora }), config })",
    );
  }
  const prefix = config.rotary ? "model." : "transformer.";
  return storedTensors(config).flatMap(({ name, shape, parts, isTransposed }) => {
    const layer = name.slice(0, -".weight".length);
    const target = name.endsWith(".weight") && LORA_TARGETS.find((target) => layer.endsWith(`.${target}`));
    if (!target) return [];
    let from = 0;
    return [{
      name: layer,
      target,
      nIn: shape[0],
      nOut: shape[1],
      parts: parts.map(({ name, shape }) => {
        const width = shape[isTransposed ? 0 : 1];
        const part = { path: prefix + name.slice(0, -".weight".length), from, width };
        from += width;
        return part;
      }),
    }];
  });
}

/** Modules of the model that peft can adapt but lib/nn cannot. */
export function modulesBeyond(config: GPTConfig): string[] {
  return config.rotary
    ? ["model.embed_tokens", "lm_head"]
    : ["transformer.wte", "transformer.wpe", "lm_head"];
}
