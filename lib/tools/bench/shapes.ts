/**
 * The three GPT shapes of the benchmarks, and the batch that each trains on.
 *
 * Letters: L layers, D width, H heads, T context in tokens, V vocabulary, B batch. The small shapes show what a step costs
 * besides its arithmetic, the large one shows the arithmetic.
 */
import * as tf from "@tensorflow/tfjs";
import { flopsPerToken } from "../../gpt/flops.ts";
import type { GPTConfig } from "../../gpt/mod.ts";

export interface BenchShape {
  readonly name: string;
  readonly nLayer: number;
  readonly nEmbd: number;
  readonly nHead: number;
  readonly blockSize: number;
  readonly vocabSize: number;
  readonly batchSize: number;
  /** Whether bfloat16 products are measured too. For smaller shapes, converting costs more time than they save. */
  readonly isLarge?: boolean;
}

export const SHAPES: readonly BenchShape[] = [
  { name: "0.12M", nLayer: 2, nEmbd: 64, nHead: 2, blockSize: 64, vocabSize: 256, batchSize: 4 },
  { name: "0.8M", nLayer: 4, nEmbd: 128, nHead: 4, blockSize: 64, vocabSize: 65, batchSize: 12 },
  {
    name: "12.3M",
    nLayer: 6,
    nEmbd: 384,
    nHead: 6,
    blockSize: 256,
    vocabSize: 4096,
    batchSize: 8,
    isLarge: true,
  },
];

/**
 * Floating-point operations of one training step (forward and backward), matrix products only: `flopsPerToken` for
 * each token.
 *
 * @example
 * ```ts
 * import { SHAPES, trainingFlops } from "lib/tools/bench";
 * import assert from "node:assert/strict";
 * assert.equal(Math.round(trainingFlops(SHAPES[2]) / 1e9), 164);
 * ```
 */
export function trainingFlops(shape: BenchShape): number {
  return flopsPerToken(shape, shape.blockSize) * shape.batchSize * shape.blockSize;
}

/** GPT-2's layout, without dropout. */
export function shapeConfig({ nLayer, nEmbd, nHead, blockSize, vocabSize }: BenchShape): GPTConfig {
  return { nLayer, nEmbd, nHead, blockSize, vocabSize, dropout: 0, qkvBias: true, tiedHead: true };
}

/** Token ids x and y, B·T each. */
export function shapeIds({ batchSize, blockSize, vocabSize }: BenchShape): { x: Int32Array; y: Int32Array } {
  const ids = (offset: number) =>
    Int32Array.from({ length: batchSize * blockSize }, (_, i) => (i * 7919 + offset) % vocabSize);
  return { x: ids(0), y: ids(1) };
}

/** The same as tensors, both (B, T) int32. The caller disposes of them. */
export function shapeBatch(shape: BenchShape): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const { x, y } = shapeIds(shape);
  const tensor = (ids: Int32Array) => tf.tensor2d(ids, [shape.batchSize, shape.blockSize], "int32");
  return { x: tensor(x), y: tensor(y) };
}
