/**
 * The arrays of a forward and a backward pass, allocated once: no step allocates them again.
 *
 * A forward pass must keep every array that a backward pass reads. Those are the activations, and there is a set of them
 * for each block. The gradients of activations are needed for one block at a time, so one set serves all blocks.
 * Letters: N = B · T tokens of the batch, C width, H heads, V vocabulary.
 */
import type { GPTConfig } from "../config.ts";
import type { RowStatistics } from "./layer_norm.ts";

/** A normalised copy (N, C), and the rows' means and inverse deviations (N). */
interface NormResult extends RowStatistics {
  readonly y: Float32Array;
}

/** What one block keeps. */
export interface BlockActivations {
  readonly ln_1: NormResult;
  /** (N, 3C) */
  readonly qkv: Float32Array;
  /** Attention weights (B, H, T, T). */
  readonly weights: Float32Array;
  /** Attention's result before its projection, (N, C). */
  readonly heads: Float32Array;
  /** The residual stream after attention, (N, C). */
  readonly middle: Float32Array;
  readonly ln_2: NormResult;
  /** The MLP before and after GELU, (N, 4C). */
  readonly fc: Float32Array;
  readonly gelu: Float32Array;
  /** The residual stream after the block, (N, C). */
  readonly out: Float32Array;
}

/** Gradients of activations, used again for each block. */
export interface Scratch {
  /** Of the residual stream, (N, C): it travels from the last block to the first. */
  readonly residual: Float32Array;
  readonly norm: Float32Array;
  readonly heads: Float32Array;
  readonly qkv: Float32Array;
  readonly fc: Float32Array;
  readonly gelu: Float32Array;
}

export interface Activations {
  /** Sequences and tokens in each. */
  readonly shape: readonly [B: number, T: number];
  /** The first residual stream, (N, C): the embeddings. */
  readonly embedded: Float32Array;
  readonly h: readonly BlockActivations[];
  readonly ln_f: NormResult;
  /** (N, V); after the backward pass the gradient of the logits. */
  readonly logits: Float32Array;
  /** (N, V) */
  readonly probabilities: Float32Array;
  readonly scratch: Scratch;
}

/**
 * Allocates them for batches of B sequences of T tokens.
 *
 * @throws RangeError if T is longer than the config's blockSize
 */
export function makeActivations(
  config: GPTConfig,
  shape: readonly [B: number, T: number],
): Activations {
  const { nEmbd: C, nHead, vocabSize, nLayer, blockSize } = config, [B, T] = shape;
  if (!(T >= 1 && T <= blockSize && B >= 1)) {
    throw new RangeError(
      `a GPT by hand: expected a batch of at least 1 sequence of 1 to ${blockSize} tokens (blockSize), found ` +
        `${B} of ${T}`,
    );
  }
  const N = B * T;
  const rows = (width: number) => new Float32Array(N * width);
  const norm = () => ({ y: rows(C), mean: rows(1), inverse: rows(1) });
  return {
    shape,
    embedded: rows(C),
    h: Array.from({ length: nLayer }, () => ({
      ln_1: norm(),
      qkv: rows(3 * C),
      weights: rows(nHead * T), // (B, H, T, T)
      heads: rows(C),
      middle: rows(C),
      ln_2: norm(),
      fc: rows(4 * C),
      gelu: rows(4 * C),
      out: rows(C),
    })),
    ln_f: norm(),
    logits: rows(vocabSize),
    probabilities: rows(vocabSize),
    scratch: {
      residual: rows(C),
      norm: rows(C),
      heads: rows(C),
      qkv: rows(3 * C),
      fc: rows(4 * C),
      gelu: rows(4 * C),
    },
  };
}
