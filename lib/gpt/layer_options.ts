/** What each block of a model needs from the config besides its parameters. */
import type * as tf from "@tensorflow/tfjs";
import { type BlockOptions, rotaryTables } from "../nn/mod.ts";
import type { GPTConfig } from "./config.ts";
import { headDimOf } from "./modern_parts.ts";

/**
 * Returns the options of each block, by its number. Rotary tables are made once and shared by all blocks.
 *
 * @param positions makes the tokens' positions, (T) or (B, T) int32; called only for a model with rotary positions
 * @param training whether the experts' capacity holds
 */
export function layerOptions(
  config: GPTConfig,
  positions: () => tf.Tensor1D | tf.Tensor2D,
  training = false,
): (layer: number) => BlockOptions {
  const { nHead, nKVHead, normEps, outputNorm, activation, rotary: rotaryConfig, windows } = config;
  const { latent, experts } = config, headDim = latent?.ropeDim ?? headDimOf(config);
  const tables = rotaryConfig && rotaryTables(positions(), { ...rotaryConfig, headDim });
  return (layer) => {
    const window = windows?.[layer] ?? undefined;
    const rotary = rotaryConfig?.onlyInWindows && window === undefined ? undefined : tables;
    return { nHead, nKVHead, normEps, outputNorm, activation, window, rotary, latent, experts, training };
  };
}

/** Makes something once for each window length, such as a mask, for all layers that have this window. */
export function onceForEachWindow<T>(make: (window?: number) => T): (window?: number) => T {
  const made = new Map<number | undefined, T>();
  return (window) => {
    if (!made.has(window)) made.set(window, make(window));
    return made.get(window)!;
  };
}
