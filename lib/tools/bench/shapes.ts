/**
 * The shapes of the benchmarks, and the batch that each trains on: three of GPT-2's layout, which every measurement uses,
 * and two that `./course bench` adds: a Llama of the third one's size, and GPT-2 itself.
 *
 * Letters: L layers, D width, H heads, T context in tokens, V vocabulary, B batch. The small shapes show what a step costs
 * besides its arithmetic, the large one shows the arithmetic.
 */
import * as tf from "@tensorflow/tfjs";
import type { Batch, Batches } from "../../corpora/mod.ts";
import { flopsPerToken } from "../../gpt/flops.ts";
import { type GPTConfig, llamaParts } from "../../gpt/mod.ts";

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
  /** Llama's parts instead of GPT-2's, with so many heads of keys and values, and an MLP of this width. */
  readonly llama?: { readonly nKVHead: number; readonly nInner: number };
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

/** Llama's parts at the size of 12.3M: 12,342,144 parameters against 12,318,720, in the same number of layers. */
export const LLAMA_SHAPE: BenchShape = {
  ...SHAPES[2],
  name: "llama-12.3M",
  isLarge: false,
  llama: { nKVHead: 2, nInner: 1216 },
};

/** GPT-2 with 124 M parameters, in a context of 256 tokens. */
export const GPT2_SHAPE: BenchShape = {
  name: "124M",
  nLayer: 12,
  nEmbd: 768,
  nHead: 12,
  blockSize: 256,
  vocabSize: 50257,
  batchSize: 2,
};

/** All shapes that `./course bench` knows. */
export const BENCH_SHAPES: readonly BenchShape[] = [...SHAPES, LLAMA_SHAPE, GPT2_SHAPE];

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
  return flopsPerToken(shapeConfig(shape), shape.blockSize) * shape.batchSize * shape.blockSize;
}

/** GPT-2's layout or Llama's, without dropout, with a tied head. */
export function shapeConfig({ nLayer, nEmbd, nHead, blockSize, vocabSize, llama }: BenchShape): GPTConfig {
  const config = { nLayer, nEmbd, nHead, blockSize, vocabSize, dropout: 0, qkvBias: true, tiedHead: true };
  return llama ? { ...config, ...llamaParts, ...llama } : config;
}

/** Token ids x and y, B·T each. */
function shapeIds({ batchSize, blockSize, vocabSize }: BenchShape): { x: Int32Array; y: Int32Array } {
  const ids = (offset: number) =>
    Int32Array.from({ length: batchSize * blockSize }, (_, i) => (i * 7919 + offset) % vocabSize);
  return { x: ids(0), y: ids(1) };
}

/** The same batch in each step. */
export function shapeBatches(shape: BenchShape, batch: Batch = flatBatch(shape)): Batches {
  const { batchSize, blockSize } = shape;
  return { batchSize, blockSize, stepsPerEpoch: 1, at: () => batch };
}

function flatBatch(shape: BenchShape): Batch {
  return { ...shapeIds(shape), shape: [shape.batchSize, shape.blockSize] };
}

/** The same as tensors, both (B, T) int32. The caller disposes of them. */
export function shapeBatch(shape: BenchShape): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const { x, y } = shapeIds(shape);
  const tensor = (ids: Int32Array) => tf.tensor2d(ids, [shape.batchSize, shape.blockSize], "int32");
  return { x: tensor(x), y: tensor(y) };
}

/** Tokens of the questions with answers that share a row of 256 tokens in instruction tuning; the first half is the question. */
export const EXAMPLE_LENGTHS: readonly number[] = [40, 24, 56, 32, 48, 20, 36];

/** The same ids as packed rows: the segment of each token, and -1 as target where it belongs to a question. */
export function packedBatch(shape: BenchShape): Batch {
  const { x, y } = shapeIds(shape), segments = new Int32Array(x.length);
  for (let row = 0; row < shape.batchSize; row++) {
    let at = row * shape.blockSize;
    EXAMPLE_LENGTHS.forEach((length, segment) => {
      segments.fill(segment, at, at + length);
      y.fill(-1, at, at + length / 2);
      at += length;
    });
  }
  return { x, y, segments, shape: [shape.batchSize, shape.blockSize] };
}
