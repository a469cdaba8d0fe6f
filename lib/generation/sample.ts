/**
 * Choosing the next token from logits: greedy, temperature, top-k, top-p and repetition penalty.
 *
 * All of it is tensor operations on the device, so it can be compiled together with the model. Drawing is by the
 * Gumbel-max trick from a seed. (`tf.multinomial` is not used: its randomness cannot be compiled.)
 * Letters: B batch, V vocabulary.
 */
import * as tf from "@tensorflow/tfjs";
import { randomUniform, type Seed } from "../nn/mod.ts";

export interface SampleOptions {
  /** Divides the logits: below 1 more predictable, above 1 more varied; 0 takes the likeliest token (greedy). */
  readonly temperature?: number;
  /** Only the k likeliest tokens; null for no limit. A k beyond the vocabulary is no limit either. */
  readonly topK?: number | null;
  /** Only the likeliest tokens that together reach this probability, above 0 to 1; 1 for no limit. */
  readonly topP?: number;
  /** Makes tokens that are already in the text less likely: 1 is off, 1.2 is usual. */
  readonly repetitionPenalty?: number;
  /**
   * Draw only where the likeliest token is one of these ids, take the likeliest everywhere else; null (default) draws
   * everywhere. For text that is partly chance and partly computed: dice may fall as they like, their sum may not.
   */
  readonly sampleOnly?: readonly number[] | null;
}

/** Plain sampling from the model's own distribution. */
export const defaultSampleOptions: Required<SampleOptions> = Object.freeze({
  temperature: 1,
  topK: null,
  topP: 1,
  repetitionPenalty: 1,
  sampleOnly: null,
});

/** Stands for minus infinity; e^-1e9 is exactly 0. */
const NEVER = -1e9;

/**
 * Fills in the defaults and checks the values.
 *
 * @throws RangeError that names the option, what was expected and what was found
 */
export function resolveSampleOptions(o: SampleOptions): Required<SampleOptions> {
  const {
    temperature = defaultSampleOptions.temperature,
    topK = defaultSampleOptions.topK,
    topP = defaultSampleOptions.topP,
    repetitionPenalty = defaultSampleOptions.repetitionPenalty,
    sampleOnly = defaultSampleOptions.sampleOnly,
  } = o;
  const fail = (name: string, expected: string, found: unknown): never => {
    throw new RangeError(`sampling: ${name} must be ${expected}, found ${found}`);
  };
  if (!(temperature >= 0 && temperature < Infinity)) fail("temperature", "a number from 0 up", temperature);
  if (topK !== null && !(Number.isInteger(topK) && topK >= 1)) fail("topK", "a whole number from 1 up", topK);
  if (!(topP > 0 && topP <= 1)) fail("topP", "a probability above 0, up to 1", topP);
  if (!(repetitionPenalty > 0 && repetitionPenalty < Infinity)) {
    fail("repetitionPenalty", "a number above 0", repetitionPenalty);
  }
  if (temperature === 0 && (topK !== null || topP !== 1)) {
    const found = `topK ${topK} and topP ${topP}`;
    fail(
      "temperature",
      `above 0 where topK or topP is given (0 always takes the likeliest token)`,
      `0 with ${found}`,
    );
  }
  return { temperature, topK, topP, repetitionPenalty, sampleOnly };
}

/**
 * Takes one token for each row.
 *
 * `token = argmax(logits' - log(-log(u)))`, u uniform in (0, 1): a draw from `softmax(logits')`; logits' are
 * those of `warpLogits`.
 *
 * @param logits (B, V) float32
 * @param o sample options; `seed` is needed unless the temperature is 0; `seen` as in `warpLogits`
 * @returns (B) int32
 * @throws RangeError if an option is out of range, TypeError if the seed is missing
 * @see Gumbel 1954; Maddison, Tarlow, Minka 2014, "A* sampling", section 2
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { sample } from "lib/generation";
 * import { seed } from "lib/nn";
 * import assert from "node:assert/strict";
 * const logits = tf.tensor2d([[0, 5, 1], [2, 0, 0]]);
 * assert.deepEqual(sample(logits, { temperature: 0 }).arraySync(), [1, 0]);
 * assert.deepEqual(sample(logits, { topK: 1, seed: seed(3) }).arraySync(), [1, 0]);
 * ```
 */
export function sample(
  logits: tf.Tensor2D,
  o: SampleOptions & { readonly seed?: Seed; readonly seen?: tf.Tensor2D },
): tf.Tensor1D {
  const { temperature } = resolveSampleOptions(o);
  const { seed } = o;
  if (temperature > 0 && !seed) {
    throw new TypeError("sample: expected a seed, found none; give seed: seed(n)");
  }
  return tf.tidy(() => {
    const warped = warpLogits(logits, o);
    if (temperature === 0 || !seed) return tf.argMax(warped, -1) as tf.Tensor1D;
    const u = tf.maximum(randomUniform(logits.shape, seed), 2 ** -24); // never log(0)
    const gumbel = tf.neg(tf.log(tf.neg(tf.log(u)))); // (B, V)
    const drawn = tf.argMax(tf.add(warped, gumbel), -1) as tf.Tensor1D;
    if (!o.sampleOnly) return drawn;
    const likeliest = tf.argMax(warped, -1) as tf.Tensor1D;
    const ids = tf.tensor1d([...o.sampleOnly], "int32");
    const isOneOf = tf.any(tf.equal(tf.expandDims(likeliest, 1), ids), 1); // (B, 1) == (n) -> (B)
    return tf.where(isOneOf, drawn, likeliest) as tf.Tensor1D;
  });
}

/**
 * The logits after repetition penalty, temperature, top-k and top-p, in this order (that of Hugging Face).
 *
 * @param logits (B, V) float32
 * @param o `seen` (B, V): 1 for each token already in the row's text, else 0; needed for a repetition penalty
 * @returns (B, V); tokens that are ruled out have -1e9. At a tie on the border all of the tied tokens stay.
 * @see Fan, Lewis, Dauphin 2018 (top-k); Holtzman et al. 2019, "The curious case of neural text degeneration",
 *   section 3.1 (top-p); Keskar et al. 2019, "CTRL", section 4.1 (repetition penalty)
 */
export function warpLogits(
  logits: tf.Tensor2D,
  o: SampleOptions & { readonly seen?: tf.Tensor2D },
): tf.Tensor2D {
  const { temperature, topK, topP, repetitionPenalty } = resolveSampleOptions(o);
  const V = logits.shape[1];
  if (repetitionPenalty !== 1 && !o.seen) {
    throw new TypeError("warpLogits: a repetition penalty needs `seen`, the tokens already in each row");
  }
  return tf.tidy(() => {
    let x = logits;
    if (o.seen && repetitionPenalty !== 1) x = penalise(x, o.seen, repetitionPenalty);
    if (temperature > 0 && temperature !== 1) x = tf.div(x, temperature);
    const k = Math.min(topK ?? V, V);
    if (k === V && topP === 1) return tf.clone(x);
    const { values } = tf.topk(x, k); // (B, k), largest first
    const border = topP < 1 ? nucleusBorder(values, topP) : tf.slice(values, [0, k - 1], [-1, 1]); // (B, 1)
    return tf.where(tf.greaterEqual(x, border), x, tf.fill([1, 1], NEVER)) as tf.Tensor2D;
  });
}

/** Divides positive logits of seen tokens by the penalty and multiplies negative ones: both become less likely. */
function penalise(logits: tf.Tensor2D, seen: tf.Tensor2D, penalty: number): tf.Tensor2D {
  const penalised = tf.add(tf.div(tf.relu(logits), penalty), tf.mul(tf.minimum(logits, 0), penalty)); // (B, V)
  return tf.add(logits, tf.mul(seen, tf.sub(penalised, logits)));
}

/** The smallest logit inside the nucleus: sorted (B, k) -> (B, 1). A token is in if those before it fall short of p. */
function nucleusBorder(sorted: tf.Tensor2D, p: number): tf.Tensor2D {
  const before = tf.cumsum(tf.softmax(sorted), 1, true); // (B, k): probability of all likelier tokens
  const inside = tf.less(before, p); // the likeliest always is
  return tf.min(tf.where(inside, sorted, tf.fill([1, 1], -NEVER)), -1, true) as tf.Tensor2D;
}
