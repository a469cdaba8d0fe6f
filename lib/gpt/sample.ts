/**
 * Choosing the next token from logits: greedy, temperature, top-k, top-p and repetition penalty.
 *
 * Everything is tensor operations, so it can be compiled together with the model. Sampling uses the Gumbel-max trick and a
 * seed. (`tf.multinomial` is not used, because its randomness cannot be compiled.)
 * Letters: B batch, V vocabulary.
 */
import * as tf from "@tensorflow/tfjs";
import { randomUniform, type Seed } from "../nn/mod.ts";

export interface SampleOptions {
  /** Divides the logits. Below 1 the text is more predictable, above 1 more varied; 0 takes the likeliest token. */
  readonly temperature?: number;
  /** Only the k likeliest tokens; null for no limit. A k above the vocabulary size is no limit, too. */
  readonly topK?: number | null;
  /** Only the likeliest tokens that together reach this probability (above 0, at most 1); 1 for no limit. */
  readonly topP?: number;
  /** Makes tokens that are already in the text less likely: 1 is off, 1.2 is usual. */
  readonly repetitionPenalty?: number;
  /**
   * Samples only where the likeliest token is one of these ids, and takes the likeliest token everywhere else; null
   * (default) samples everywhere. For text that is partly random: tickets are random; arithmetic is not.
   */
  readonly sampleOnly?: readonly number[] | null;
}

/** Sampling from the model's own distribution. */
export const defaultSampleOptions: Required<SampleOptions> = Object.freeze({
  temperature: 1,
  topK: null,
  topP: 1,
  repetitionPenalty: 1,
  sampleOnly: null,
});

/** The largest float32. */
const LARGEST = (2 - 2 ** -23) * 2 ** 127;
/** The logit of excluded tokens: the lowest float32, because not every engine computes with -Infinity. */
const NEVER = -LARGEST;
/** Limits of divisors: outside, float32 numbers are not precise, and engines treat smaller ones as 0. */
const [SMALLEST_DIVISOR, LARGEST_DIVISOR] = [2 ** -126, 2 ** 126];
/** Larger logits are shifted before they are divided or compared with {@link NEVER}. */
const LARGE = 1e30;

const divisor = (value: number) => Math.min(Math.max(value, SMALLEST_DIVISOR), LARGEST_DIVISOR);

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
    const shown = typeof found === "number" ? String(found) : JSON.stringify(found) ?? String(found);
    throw new RangeError(`sampling: ${name} must be ${expected}, found ${shown}`);
  };
  const isNumber = (value: unknown) => typeof value === "number"; // "0.5" >= 0 and null >= 0 are true
  if (!(isNumber(temperature) && temperature >= 0 && temperature < Infinity)) {
    fail("temperature", "a number from 0 up", temperature);
  }
  if (topK !== null && !(Number.isInteger(topK) && topK >= 1)) fail("topK", "a whole number from 1 up", topK);
  if (!(isNumber(topP) && topP > 0 && topP <= 1)) fail("topP", "a probability above 0, up to 1", topP);
  if (!(isNumber(repetitionPenalty) && repetitionPenalty > 0 && repetitionPenalty < Infinity)) {
    fail("repetitionPenalty", "a number above 0", repetitionPenalty);
  }
  if (temperature === 0 && (topK !== null || topP !== 1)) {
    throw new RangeError(
      "sampling: temperature must be above 0 where topK or topP is given (0 always takes the likeliest token), " +
        `found 0 with topK ${topK} and topP ${topP}`,
    );
  }
  return { temperature, topK, topP, repetitionPenalty, sampleOnly: sampleOnly && idsOf(sampleOnly) };

  function idsOf(given: unknown): number[] {
    const expected = "null or a list of token ids, at least one (temperature 0 draws nowhere)";
    const ids = typeof given === "object" && Symbol.iterator in given! ? [...given as Iterable<unknown>] : [];
    if (ids.length === 0) fail("sampleOnly", expected, given);
    const wrong = ids.findIndex((id) => !(Number.isInteger(id) && id as number >= 0));
    if (wrong >= 0) fail(`sampleOnly[${wrong}]`, "a token id, a whole number from 0 up", ids[wrong]);
    return ids as number[];
  }
}

/**
 * Samples one token for each row.
 *
 * `token = argmax(logits' - log(-log(u)))`, u uniform in (0, 1), is a sample from `softmax(logits')`, where logits' are
 * those of `warpLogits`.
 *
 * @param logits (B, V) float32
 * @param o sample options; `seed` is needed unless the temperature is 0; `seen` as in `warpLogits`
 * @returns (B) int32; -1 for a row whose logits are not a distribution: one is NaN or +Infinity, or all are -Infinity
 * @throws RangeError if an option is out of range, TypeError if the seed is missing
 * @see Gumbel 1954; Maddison, Tarlow, Minka 2014, "A* sampling", section 2
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { sample } from "lib/gpt";
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
  const { temperature, sampleOnly } = resolveSampleOptions(o);
  const { seed } = o;
  const unknown = sampleOnly?.find((id) => id >= logits.shape[1]);
  if (unknown !== undefined) {
    throw new RangeError(`sample: sampleOnly has id ${unknown}, the logits end at ${logits.shape[1] - 1}`);
  }
  if (temperature > 0 && !seed) {
    throw new TypeError("sample: expected a seed, found none; give seed: seed(n)");
  }
  return tf.tidy(() => {
    const orNone = (tokens: tf.Tensor) =>
      tf.where(isDistribution(logits), tokens, tf.scalar(-1, "int32")) as tf.Tensor1D;
    const warped = warpLogits(logits, o);
    if (temperature === 0 || !seed) return orNone(tf.argMax(warped, -1));
    const u = tf.maximum(randomUniform(logits.shape, seed), 2 ** -24); // never log(0)
    const gumbel = tf.neg(tf.log(tf.neg(tf.log(u)))); // (B, V)
    // Added to large logits, the noise would be lost by rounding. So it is added to the distances from the largest.
    const drawn = tf.argMax(tf.add(tf.sub(warped, tf.max(warped, -1, true)), gumbel), -1);
    if (!sampleOnly) return orNone(drawn);
    const likeliest = tf.argMax(warped, -1);
    const ids = tf.tensor1d([...sampleOnly], "int32");
    const isOneOf = tf.any(tf.equal(tf.expandDims(likeliest, 1), ids), 1); // (B, 1) == (n) -> (B)
    return orNone(tf.where(isOneOf, drawn, likeliest));
  });
}

/** (B, V) -> (B): no NaN, no +Infinity, not only -Infinity. Uses comparisons, because a compiled maximum may ignore NaN. */
function isDistribution(logits: tf.Tensor2D): tf.Tensor {
  const isBelow = tf.all(tf.lessEqual(logits, LARGEST), -1);
  return tf.logicalAnd(isBelow, tf.any(tf.greaterEqual(logits, -LARGEST), -1));
}

/**
 * The logits after repetition penalty, temperature, top-k and top-p, in this order (that of Hugging Face).
 *
 * @param logits (B, V) float32
 * @param o `seen` (B, V): 1 for each token that is already in the row's text, else 0; needed for a repetition penalty
 * @returns (B, V); excluded tokens have the lowest float32. Tokens with the same logit as the last kept one are kept, too.
 *   If a row's largest logit is too large to compute with, all logits of the row are shifted so that it is 0; the
 *   distribution is the same.
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
    const x = divided(
      o.seen && repetitionPenalty !== 1 ? penalise(logits, o.seen, repetitionPenalty) : logits,
      temperature > 0 ? divisor(temperature) : 1,
    );
    const k = Math.min(topK ?? V, V);
    if (k === V && topP === 1) return tf.clone(x);
    const { values } = tf.topk(x, k); // (B, k), largest first
    const border = topP < 1 ? nucleusBorder(values, topP) : tf.slice(values, [0, k - 1], [-1, 1]); // (B, 1)
    return tf.where(tf.greaterEqual(x, border), x, tf.fill([1, 1], NEVER)) as tf.Tensor2D;
  });
}

/** Divides positive logits of seen tokens by the penalty and multiplies negative ones: both become less likely. */
function penalise(logits: tf.Tensor2D, seen: tf.Tensor2D, penalty: number): tf.Tensor2D {
  const by = divisor(penalty);
  const less = tf.where(tf.greater(logits, 0), tf.div(logits, by), tf.mul(logits, by)); // (B, V)
  const isChanged = tf.logicalAnd(tf.greater(seen, 0), tf.greaterEqual(logits, -LARGEST)); // -Infinity stays
  return tf.where(isChanged, tf.clipByValue(less, -LARGEST, LARGEST), logits) as tf.Tensor2D;
}

/** The logits divided by the temperature. If a row's largest logit is very large, the row is shifted before. */
function divided(logits: tf.Tensor2D, temperature: number): tf.Tensor2D {
  const top = tf.max(logits, -1, true); // (B, 1)
  const isLarge = tf.greater(tf.abs(top), LARGE * Math.min(temperature, 1));
  const x = tf.sub(logits, tf.where(isLarge, top, tf.zerosLike(top)));
  return (temperature === 1 ? x : tf.div(x, temperature)) as tf.Tensor2D;
}

/** The smallest logit of the nucleus: sorted (B, k) -> (B, 1). A token is in it if those before it sum to less than p. */
function nucleusBorder(sorted: tf.Tensor2D, p: number): tf.Tensor2D {
  const before = tf.cumsum(tf.softmax(sorted), 1, true); // (B, k): probability of all likelier tokens
  const inside = tf.less(before, divisor(p)); // the likeliest always is
  return tf.min(tf.where(inside, sorted, tf.fill([1, 1], LARGEST)), -1, true) as tf.Tensor2D;
}
