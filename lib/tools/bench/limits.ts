/**
 * What a machine allows at most, from its two measured peaks: multiplications per second, and bytes read per second.
 *
 * Training is bound by arithmetic. A sampled token needs every weight once, so at a small batch it is bound by reading
 * them; at a large batch the weights are shared, and the rows' keys and values and the arithmetic count. Left out: caches
 * of the processor, which hold the weights of a small model, and all work that is not a matrix product.
 */
import { flopsPerToken, multiplyingParameters } from "../../gpt/flops.ts";
import { cacheBytesPerToken } from "../../gpt/mod.ts";
import { LORA_DEFAULTS } from "../../nn/mod.ts";
import { type BenchShape, shapeConfig, trainingFlops } from "./shapes.ts";

export interface Peaks {
  /** FLOP/s of a large matrix product, by precision */
  readonly flops: Readonly<Record<string, number>>;
  /** bytes that are read from memory in a second */
  readonly bandwidth: number;
}

/** What is trained: all weights, an adapter, or all weights on packed questions and answers. */
export type TrainingTask = "training" | "lora" | "instructions";

/**
 * FLOPs of a training step. LoRA's backward pass needs no gradient of the weights, so of the `6 N` for a token `4 N`
 * remain, and the adapter's own `6 n`.
 */
export function taskFlops(shape: BenchShape, task: TrainingTask): number {
  if (task !== "lora") return trainingFlops(shape);
  const config = shapeConfig(shape), frozen = multiplyingParameters(config);
  const tokens = shape.batchSize * shape.blockSize;
  return tokens * (flopsPerToken(config, shape.blockSize) - 2 * frozen + 6 * adapterParameters(shape));
}

/** Numbers in an adapter of LORA_DEFAULTS: `rank (nIn + nOut)` for each of a block's four layers. */
export function adapterParameters(shape: BenchShape): number {
  const { nEmbd: C, nLayer, nHead, nKVHead = nHead, nInner = 4 * C, activation } = shapeConfig(shape);
  const ofQKV = (1 + 2 * nKVHead / nHead) * C, ofFc = (activation === "swiglu" ? 2 : 1) * nInner;
  const ends = [C + ofQKV, C + C, C + ofFc, nInner + C];
  return nLayer * LORA_DEFAULTS.rank * ends.reduce((sum, both) => sum + both, 0);
}

/**
 * The largest number of tokens per second that sampling can reach, at a batch of texts that grow from 1 to `newTokens`.
 *
 * `batch / max(bytes / bandwidth, FLOPs / peak)`: a step reads the weights once and each row's keys and values, on
 * average half as many as at the end.
 *
 * @param o.weightBytes bytes of a weight, default 4; keys and values are float32
 */
export function samplingLimit(
  shape: BenchShape,
  o: {
    readonly batch: number;
    readonly newTokens: number;
    readonly peaks: Peaks;
    readonly weightBytes?: number;
  },
): number {
  const { batch, newTokens, peaks, weightBytes = 4 } = o;
  const config = shapeConfig(shape), weights = multiplyingParameters(config), slots = (newTokens + 1) / 2;
  const bytes = weightBytes * weights + batch * slots * cacheBytesPerToken(config);
  const flops = batch * (2 * weights + 4 * config.nLayer * slots * config.nEmbd);
  return batch / Math.max(bytes / peaks.bandwidth, flops / peaks.flops.float32);
}
