/**
 * Philox4x32-10, the generator behind TensorFlow's stateless random ops: its constants, and the generator in
 * JavaScript.
 *
 * It is counter-based: numbers are a function of (key, counter), so each part of a stream can be computed by itself.
 * The course needs it in three forms, one for each kind of machine; all take their constants from here:
 *
 * - this file, JavaScript: for tfjs backends without random ops of their own
 * - ../jit/xla_philox.ts, TensorFlow ops: XLA's own instruction is slow on a CPU
 * - ../device/webgpu_random.ts, a WebGPU shader: tfjs's WebGPU backend has no random ops
 *
 * (TensorFlow, run op by op or in the mode "graph", uses its own.) All draw the numbers of TensorFlow's
 * StatelessRandomUniform and StatelessRandomNormal (version 1, int32 seeds), normals to rounding.
 * Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; TensorFlow's philox_random.h,
 * random_distributions.h and stateless_random_ops.cc.
 */

type Words = [number, number, number, number];

export const PHILOX = {
  rounds: 10,
  /** multipliers of the first and the third word of the counter */
  multipliers: [0xd2511f53, 0xcd9e8d57],
  /** added to the two words of the key after each round */
  keySteps: [0x9e3779b9, 0xbb67ae85],
} as const;

/** How TensorFlow makes a stream of a seed, and floats of 32 random bits. */
export const TENSORFLOW_RANDOM = {
  /** the key with which Philox turns a seed into a key and the upper half of the counter */
  seedKey: [0x3ec8f720, 0x02461e29],
  /** low bits of a word that become a uniform number in [0, 1) */
  uniformBits: 23,
  /** smallest argument of the logarithm in Box and Muller's transform */
  smallestUniform: 1e-7,
} as const;

/** High 32 bits of the product of two unsigned 32-bit integers, from 16-bit halves. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff, aHigh = a >>> 16, bLow = b & 0xffff, bHigh = b >>> 16;
  const low = aLow * bLow, middle = aHigh * bLow + (low >>> 16); // at most 2^32 - 2^16: exact
  const carry = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carry / 65536)) >>> 0;
}

/** Four random 32-bit words for a 128-bit counter and a 64-bit key: ten rounds of multiply and xor. */
export function philox4x32(counter: Words, key: readonly [number, number]): Words {
  const { rounds, multipliers: [m0, m1], keySteps } = PHILOX;
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(m0, c0), low0 = Math.imul(m0, c0);
    const high1 = multiplyHigh(m1, c2), low1 = Math.imul(m1, c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1 >>> 0, (high0 ^ c3 ^ k1) >>> 0, low0 >>> 0];
    k0 = (k0 + keySteps[0]) >>> 0;
    k1 = (k1 + keySteps[1]) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** `count` random 32-bit words of the stream of two int32 seeds. */
function randomBits(count: number, seed: ArrayLike<number>): Uint32Array {
  const signWord = (n: number) => n < 0 ? 0xffffffff : 0; // int32 is widened to 64 bits with its sign
  const [k0, k1, c2, c3] = philox4x32(
    [seed[0] >>> 0, signWord(seed[0]), seed[1] >>> 0, signWord(seed[1])],
    TENSORFLOW_RANDOM.seedKey,
  );
  const bits = new Uint32Array(count);
  for (let i = 0; i < count; i += 4) {
    const block = i / 4;
    const words = philox4x32([block >>> 0, Math.floor(block / 2 ** 32), c2, c3], [k0, k1]);
    for (let j = 0; j < 4 && i + j < count; j++) bits[i + j] = words[j];
  }
  return bits;
}

const UNITS = 2 ** TENSORFLOW_RANDOM.uniformBits;

/** The low bits of a word as a float32 in [0, 1). */
const toUnit = (word: number) => (word & (UNITS - 1)) / UNITS;

/** `count` float32 numbers, uniform in [0, 1). */
export function philoxUniform(count: number, seed: ArrayLike<number>): Float32Array {
  return Float32Array.from(randomBits(count, seed), toUnit);
}

/** `count` float32 numbers of the standard normal distribution, by Box and Muller's transform of pairs. */
export function philoxNormal(count: number, seed: ArrayLike<number>): Float32Array {
  const bits = randomBits(count + count % 2, seed);
  const numbers = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(Math.max(toUnit(bits[i]), TENSORFLOW_RANDOM.smallestUniform)));
    const angle = 2 * Math.PI * toUnit(bits[i + 1]);
    numbers[i] = radius * Math.sin(angle);
    numbers[i + 1] = radius * Math.cos(angle);
  }
  return numbers.subarray(0, count);
}
