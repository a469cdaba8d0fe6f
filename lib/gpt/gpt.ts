/**
 * GPT-2: from token ids to the logits of the next token at each position.
 *
 * Letters: B batch, T tokens, C width (nEmbd), V vocabulary. The parameters have the names and the layout of GPT-2's
 * published files, so those can be loaded directly. A config with newer parts (modern_parts.ts) makes a Llama of it: the
 * same function with other layers. Left out: generation with a cache (kv_cache.ts), loss and training (lib/training).
 */
import * as tf from "@tensorflow/tfjs";
import {
  type AnyBlockParams,
  block,
  type BlockParams,
  dropout,
  embedding,
  type EmbeddingParams,
  foldIn,
  initBlock,
  initEmbedding,
  initNorm,
  type LayerNormParams,
  norm,
  type NormParams,
  randomNormal,
  type Seed,
  segmentMask,
  segmentPositions,
} from "../nn/mod.ts";
import { tidyTree } from "../engine/ops/mod.ts";
import { checkInput, checkTables } from "./check_input.ts";
import { type GPTConfig, validateGPTConfig } from "./config.ts";
import { expertsOf } from "./deepseek_parts.ts";
import { layerOptions, onceForEachWindow } from "./layer_options.ts";

/** GPT-2's parameters. */
export type GPTParams = {
  /** Token embedding, weight (V, C). */
  readonly wte: EmbeddingParams;
  /** Position embedding, weight (blockSize, C). */
  readonly wpe: EmbeddingParams;
  readonly h: readonly BlockParams[];
  readonly ln_f: LayerNormParams;
  /** Output head, weight (C, V); absent if the head is tied to `wte`. */
  readonly lm_head?: { readonly weight: tf.Tensor2D };
};

/** The parameters of any config: without `wpe` if positions are rotary, and with any blocks. GPTParams are one case. */
export type ModelParams = Omit<GPTParams, "wpe" | "h" | "ln_f"> & {
  readonly wpe?: EmbeddingParams;
  readonly h: readonly AnyBlockParams[];
  readonly ln_f: NormParams;
};

/**
 * Initial parameters as in GPT-2: weights normal with standard deviation 0.02, biases 0, norms 1 and 0. The two
 * projections that are added to the residual stream have 0.02 / sqrt(2 nLayer), because 2 nLayer of them are summed.
 *
 * @returns ModelParams; the type is GPT-2's, because most callers have a GPT-2 and take it apart
 * @throws RangeError or TypeError if the config is not valid
 * @see Radford et al. 2019, section 2.3
 */
export function initGPT(config: GPTConfig, s: Seed): GPTParams {
  validateGPTConfig(config);
  const { vocabSize, blockSize, nLayer, nEmbd: width, rotary, tiedHead } = config;
  const projectionStd = 0.02 / Math.sqrt(2 * nLayer);
  return tidyTree<ModelParams>(() => {
    const params: ModelParams = {
      wte: initEmbedding({ count: vocabSize, width }, foldIn(s, 0)),
      ...(!rotary && { wpe: initEmbedding({ count: blockSize, width }, foldIn(s, 1)) }),
      h: Array.from(
        { length: nLayer },
        (_, i) =>
          initBlock({ ...config, experts: expertsOf(config, i), width, projectionStd }, foldIn(s, 3 + i)),
      ),
      ln_f: initNorm({ ...config, width }),
    };
    if (tiedHead) return params;
    const weight = randomNormal([width, vocabSize], foldIn(s, 2), { std: 0.02 }) as tf.Tensor2D;
    return { ...params, lm_head: { weight } };
  }) as GPTParams;
}

interface GPTOptions {
  /** Turns dropout on, for training. */
  readonly seed?: Seed;
  /**
   * (B, T) int32: which tokens of a row belong to the same text, if several texts share a row. Each text then gets the
   * same logits as alone: attention stays inside it, and its positions begin at 0.
   */
  readonly segments?: tf.Tensor2D;
  /** (B, T) int32, below blockSize: the position of each token; 0, 1, 2 … unless given. */
  readonly positions?: tf.Tensor2D;
  /** The vocabulary size that the ids were checked with (`train` passes it); at most the model's. */
  readonly vocabSize?: number;
}

/**
 * The forward pass.
 *
 * Ids and positions are not checked here, because they have no values while a function is compiled. An id that is out of
 * range throws if TensorFlow runs on the CPU; in a function compiled by XLA it makes logits and loss NaN; on a GPU its vector
 * is zeros. So check ids before: `tokenIds` and `train` do.
 *
 * @param ids (B, T) int32, T up to blockSize; each id from 0 to vocabSize - 1
 * @param o `seed` for training, `segments` for packed rows
 * @returns logits (B, T, V): at position t, of the token at t + 1
 * @throws RangeError if the ids are longer than blockSize, or the weights have fewer rows than the config says
 * @example
 * ```ts
 * import { gpt, initGPT, nanoGPTCharConfig, tokenIds } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const config = { ...nanoGPTCharConfig, nLayer: 1, nEmbd: 8 };
 * const logits = gpt(initGPT(config, seed(1)), config, tokenIds([[5, 6, 7]], config));
 * assert.deepEqual(logits.shape, [1, 3, 65]);
 * ```
 */
export function gpt(
  params: ModelParams,
  config: GPTConfig,
  ids: tf.Tensor2D,
  o: GPTOptions = {},
): tf.Tensor3D {
  return tf.tidy(() => head(params, hiddenStates(params, config, ids, o)));
}

/**
 * The forward pass for the next token only. The head, the largest product of a small model, computes one position.
 *
 * @param ids (B, T) int32 as for `gpt`, shorter rows padded on the right with any id
 * @param o `lengths` (B) int32: how many of a row's ids count, default all T
 * @returns logits (B, V) of the token after each row's last
 * @example
 * ```ts
 * import { initGPT, nanoGPTCharConfig, nextTokenLogits, tokenIds } from "lib/gpt";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const config = { ...nanoGPTCharConfig, nLayer: 1, nEmbd: 8 };
 * const logits = nextTokenLogits(initGPT(config, seed(1)), config, tokenIds([[5, 6, 7]], config));
 * assert.deepEqual(logits.shape, [1, 65]);
 * ```
 */
export function nextTokenLogits(
  params: ModelParams,
  config: GPTConfig,
  ids: tf.Tensor2D,
  o: { readonly lengths?: tf.Tensor1D } = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const lengths = o.lengths ?? tf.fill([ids.shape[0]], ids.shape[1], "int32") as tf.Tensor1D;
    return head(params, lastOf(hiddenStates(params, config, ids, {}), lengths));
  });
}

/** The model without its head: ids (B, T) -> (B, T, C). */
function hiddenStates(
  params: ModelParams,
  config: GPTConfig,
  ids: tf.Tensor2D,
  o: GPTOptions,
): tf.Tensor3D {
  const { dropout: rate } = config;
  const seedOf = (i: number) => o.seed && rate > 0 ? foldIn(o.seed, i) : undefined;
  return tf.tidy(() => {
    let x = dropout(embed(params, config, ids, o), { rate, seed: seedOf(0) }); // (B, T, C)
    const positions = () => givenPositions(o) ?? tf.range(0, ids.shape[1], 1, "int32") as tf.Tensor1D;
    const optionsOf = layerOptions(config, positions, o.seed !== undefined);
    const maskOf = onceForEachWindow((window) => o.segments && segmentMask(o.segments, { window }));
    params.h.forEach((p, i) => {
      const options = optionsOf(i), mask = maskOf(options.window); // the causal mask if there are no segments
      x = block(p, x, { ...options, mask, dropout: rate, seed: seedOf(1 + i) }); // (B, T, C)
    });
    return norm<tf.Rank.R3>(params.ln_f, x, config) as tf.Tensor3D;
  });
}

/** The positions (B, T) that the options say; undefined where they are 0, 1, 2 … */
function givenPositions(o: GPTOptions): tf.Tensor2D | undefined {
  return o.positions ?? (o.segments && segmentPositions(o.segments));
}

/**
 * The input of the first block: each token's vector plus its position's vector, ids (B, T) -> (B, T, C). Rotary positions
 * add nothing here: attention turns queries and keys.
 */
export function embed(
  params: ModelParams,
  config: GPTConfig,
  ids: tf.Tensor2D,
  o: Pick<GPTOptions, "segments" | "positions" | "vocabSize"> = {},
): tf.Tensor3D {
  const T = checkInput(ids, config);
  checkTables(params, config, o.vocabSize);
  for (const name of ["segments", "positions"] as const) {
    if (o[name] && `${o[name].shape}` !== `${ids.shape}`) {
      throw new RangeError(
        `gpt: expected ${name} of the ids' shape (${ids.shape}), found (${o[name].shape})`,
      );
    }
  }
  return tf.tidy(() => {
    if (!params.wpe) return embedding(params.wte, ids); // (B, T, C)
    const given = givenPositions(o);
    const positions = given
      ? embedding(params.wpe, given) // (B, T, C)
      : tf.slice(params.wpe.weight, [0, 0], [T, -1]); // (T, C)
    return tf.add(embedding(params.wte, ids), positions) as tf.Tensor3D; // (B, T, C)
  });
}

/** The vector of each row's last token: (B, T, C) and lengths (B) -> (B, C). */
export function lastOf(x: tf.Tensor3D, lengths: tf.Tensor1D): tf.Tensor2D {
  const [B, T, C] = x.shape;
  return tf.tidy(() => {
    if (T === 1) return tf.reshape(x, [B, C]); // (B, 1, C) -> (B, C)
    const last: tf.Tensor = tf.sub(lengths, tf.scalar(1, "int32"));
    return tf.gather(x as tf.Tensor, last as tf.Tensor1D, 1, 1) as tf.Tensor2D; // (B, T, C) at (B) -> (B, C)
  });
}

/** Logits of the next token: (..., C) -> (..., V), with the head's weights or, if tied, the token embedding's. */
export function head<R extends tf.Rank>(params: ModelParams, x: tf.Tensor<R>): tf.Tensor<R> {
  const C = x.shape[x.shape.length - 1];
  return tf.tidy(() => {
    const rows = tf.reshape(x, [-1, C]) as tf.Tensor2D; // (..., C) -> (N, C)
    const logits = params.lm_head
      ? tf.matMul(rows, params.lm_head.weight)
      : tf.matMul(rows, params.wte.weight, false, true); // (N, V)
    return tf.reshape(logits, [...x.shape.slice(0, -1), logits.shape[1]] as tf.ShapeMap[R]); // (N, V) -> (..., V)
  });
}
