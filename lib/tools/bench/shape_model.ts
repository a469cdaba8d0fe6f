/** The GPT of a benchmark's shape, and the batch that it trains on. */
import * as tf from "@tensorflow/tfjs";
import type { GPTConfig } from "../../gpt/mod.ts";
import type { BenchShape } from "./shapes.ts";

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
