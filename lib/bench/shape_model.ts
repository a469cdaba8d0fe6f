/** The GPT of a benchmark's shape and the batch it trains on: what every measurement of our side begins with. */
import * as tf from "@tensorflow/tfjs";
import type { GPTConfig } from "../gpt/mod.ts";
import type { BenchShape } from "./shapes.ts";

/** GPT-2's layout, without dropout. */
export function shapeConfig({ nLayer, nEmbd, nHead, blockSize, vocabSize }: BenchShape): GPTConfig {
  return { nLayer, nEmbd, nHead, blockSize, vocabSize, dropout: 0, qkvBias: true, tiedHead: true };
}

/** Ids x and the ids one further y, both (B, T) int32; the caller's to dispose. */
export function shapeBatch(
  { batchSize, blockSize, vocabSize }: BenchShape,
): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const ids = (offset: number) =>
    tf.tensor2d(
      Int32Array.from({ length: batchSize * blockSize }, (_, i) => (i * 7919 + offset) % vocabSize),
      [batchSize, blockSize],
      "int32",
    );
  return { x: ids(0), y: ids(1) };
}
