/**
 * Philox4x32-10 in JavaScript: the counter-based generator behind TensorFlow's stateless random ops.
 *
 * Numbers are a function of (key, counter), so any part of a stream can be computed without what comes before.
 * This is the fallback for tfjs backends that have no such op of their own; it draws exactly the numbers of
 * TensorFlow's StatelessRandomUniform and StatelessRandomNormal (version 1, int32 seeds), normals to rounding.
 * Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; TensorFlow's philox_random.h,
 * random_distributions.h and stateless_random_ops.cc.
 */

type Words = [number, number, number, number];

/** High 32 bits of the product of two unsigned 32-bit integers, from 16-bit halves. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff, aHigh = a >>> 16, bLow = b & 0xffff, bHigh = b >>> 16;
  const low = aLow * bLow, middle = aHigh * bLow + (low >>> 16); // at most 2^32 - 2^16: exact
  const carry = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carry / 65536)) >>> 0;
}

/** Four random 32-bit words for a 128-bit counter and a 64-bit key: ten rounds of multiply and xor. */
export function philox4x32(counter: Words, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0), low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2), low1 = Math.imul(0xcd9e8d57, c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1 >>> 0, (high0 ^ c3 ^ k1) >>> 0, low0 >>> 0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** `count` random 32-bit words of the stream of an int32 seed pair, the seed scrambled as TensorFlow does. */
function randomBits(count: number, seed: ArrayLike<number>): Uint32Array {
  const signWord = (n: number) => n < 0 ? 0xffffffff : 0; // int32 is widened to 64 bits with its sign
  const [k0, k1, c2, c3] = philox4x32(
    [seed[0] >>> 0, signWord(seed[0]), seed[1] >>> 0, signWord(seed[1])],
    [0x3ec8f720, 0x02461e29],
  );
  const bits = new Uint32Array(count);
  for (let i = 0; i < count; i += 4) {
    const block = i / 4;
    const words = philox4x32([block >>> 0, Math.floor(block / 2 ** 32), c2, c3], [k0, k1]);
    for (let j = 0; j < 4 && i + j < count; j++) bits[i + j] = words[j];
  }
  return bits;
}

/** The low 23 bits of a word as a float32 in [0, 1). */
const toUnit = (word: number) => (word & 0x7fffff) / 2 ** 23;

/** `count` float32 numbers, uniform in [0, 1). */
export function philoxUniform(count: number, seed: ArrayLike<number>): Float32Array {
  return Float32Array.from(randomBits(count, seed), toUnit);
}

/** `count` float32 numbers of the standard normal distribution, by Box and Muller's transform of pairs. */
export function philoxNormal(count: number, seed: ArrayLike<number>): Float32Array {
  const bits = randomBits(count + count % 2, seed);
  const numbers = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(Math.max(toUnit(bits[i]), 1e-7)));
    const angle = 2 * Math.PI * toUnit(bits[i + 1]);
    numbers[i] = radius * Math.sin(angle);
    numbers[i + 1] = radius * Math.cos(angle);
  }
  return numbers.subarray(0, count);
}
