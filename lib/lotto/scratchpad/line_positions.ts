/**
 * GPT-2's position table as the sum of two small tables: a position's vector is its line's plus its column's.
 *
 * Every line of the scratchpad does the same work, so what is learned about column 13 should hold in line 2 and in line
 * 20. With one vector for each position, as in GPT-2, each of the 448 positions must learn it separately. In training
 * the two tables are the parameters; a trained model has the ordinary table and is an ordinary GPT.
 * C: width.
 */
import * as tf from "@tensorflow/tfjs";
import { type GPTConfig, type GPTParams, initGPT } from "../../gpt/mod.ts";
import { foldIn, randomNormal, type Seed } from "../../nn/mod.ts";
import { tidyTree } from "../../engine/ops/mod.ts";
import { LINE } from "./scratchpad.ts";

/** A GPT's parameters with two tables in place of the position table. */
export type LineGPTParams = Omit<GPTParams, "wpe"> & {
  /** (lines, C) */
  readonly line: tf.Tensor2D;
  /** (19, C) */
  readonly column: tf.Tensor2D;
};

interface LottoInit {
  /**
   * Whether the first layer's keys begin equal to its queries. The score of a pair is then |Wᵀx|² where both tokens are
   * equal, and about 0 elsewhere. So equal tokens attend to each other from the first step, and that answers "is this
   * one of the winning numbers?".
   */
  readonly equalKeys: boolean;
}

/** GPT-2's 0.02 suits wide models; at width 96 all scores would begin near 0. */
const STD = 0.1;
/** For lines and columns: smaller than the tokens', so that equal tokens score higher than tokens of the same line. */
const POSITION_STD = 0.03;

/** Initial parameters with GPT-2's own position table. */
export function initPlainGPT(config: GPTConfig, s: Seed, o: LottoInit): GPTParams {
  return tidyTree(() => {
    const params = initGPT(config, s);
    const wider = <P extends { readonly weight: tf.Tensor2D }>(p: P) => ({ weight: scale(p.weight) });
    const [first, ...others] = params.h;
    const h = o.equalKeys ? [equalKeys(first), ...others] : params.h;
    return { ...params, wte: wider(params.wte), h };
  });
}

/** Initial parameters. Line vectors begin as sines and cosines, so that "one line up" is the same rotation everywhere. */
export function initLineGPT(config: GPTConfig, s: Seed, o: LottoInit): LineGPTParams {
  const { nEmbd: width, blockSize } = config;
  return tidyTree(() => {
    const { wpe: _, ...params } = initPlainGPT(config, s, o);
    const line = sinusoids(Math.ceil(blockSize / LINE), { width, amplitude: POSITION_STD * Math.SQRT2 });
    const column = randomNormal([LINE, width], foldIn(s, 1001), { std: POSITION_STD }) as tf.Tensor2D;
    return { ...params, line, column };
  });
}

/** The ordinary GPT: the position table (blockSize, C) made of the two. Differentiable. */
export function lineGPT(params: LineGPTParams, config: GPTConfig): GPTParams {
  const { line, column, ...rest } = params;
  const [lines, C] = line.shape;
  return tidyTree(() => {
    const all = tf.add(line.reshape([lines, 1, C]), column.reshape([1, LINE, C])); // (lines, 19, C)
    const weight = tf.slice(all.reshape([lines * LINE, C]), [0, 0], [config.blockSize, C]) as tf.Tensor2D;
    return { ...rest, wpe: { weight } };
  });
}

/** A block whose keys are its queries, both larger. */
function equalKeys(block: GPTParams["h"][number]): GPTParams["h"][number] {
  const { c_attn } = block.attn;
  const [q, , v] = tf.split(c_attn.weight, 3, 1); // (C, 3C) -> 3 times (C, C)
  const weight = tf.concat([scale(q as tf.Tensor2D), scale(q as tf.Tensor2D), v as tf.Tensor2D], 1);
  return { ...block, attn: { ...block.attn, c_attn: { ...c_attn, weight } } };
}

/** From GPT-2's standard deviation to ours. */
function scale(weight: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(weight, STD / 0.02) as tf.Tensor2D;
}

/** (count, C): for each line sines and cosines of C / 2 different frequencies, 1 to 0.01 radians a line. */
function sinusoids(count: number, o: { readonly width: number; readonly amplitude: number }): tf.Tensor2D {
  const { width, amplitude } = o;
  const row = (i: number) =>
    Array.from({ length: width }, (_, c) => {
      const angle = i / 100 ** (2 * Math.floor(c / 2) / width);
      return amplitude * (c % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
    });
  return tf.tensor2d(Array.from({ length: count }, (_, i) => row(i)), [count, width]);
}
