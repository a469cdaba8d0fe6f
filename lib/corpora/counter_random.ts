/**
 * Random numbers as a function of a seed and counters: no state, so batch 1,000 can be drawn without the 999 before.
 *
 * Each counter is mixed in with MurmurHash3's 32-bit finalizer (Appleby, 2008). This is good enough for choosing windows
 * and shuffling; the random numbers of a model (weights, dropout) come from the engine, in lib/nn.
 */

/** 32 random bits, as an integer from 0 to 2³² − 1, that depend on every one of the numbers given. */
export function randomBits(...counters: number[]): number {
  let hash = 0x9e3779b9;
  for (const counter of counters) {
    hash = mix(hash ^ mix((counter | 0) + 0x9e3779b9));
    const high = Math.floor(counter / 2 ** 32) | 0; // counters above 32 bits keep their upper half
    hash = mix(hash + high + 0x85ebca6b);
  }
  return hash >>> 0;
}

/** A random integer from 0 to n − 1 (n at most 2⁵³), all equally likely up to a bias below n / 2⁵³. */
export function randomBelow(n: number, ...counters: number[]): number {
  const high = randomBits(...counters, 0);
  const low = randomBits(...counters, 1) >>> 11;
  return Math.floor(((high * 2 ** 21 + low) / 2 ** 53) * n);
}

/** A random order of 0 … n − 1 (Fisher–Yates). */
export function randomPermutation(n: number, ...counters: number[]): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = randomBelow(i + 1, ...counters, i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** @throws {RangeError} unless the seed is a whole number, so that two seeds which look different never give the same numbers */
export function checkSeed(caller: string, seed: unknown): void {
  if (Number.isSafeInteger(seed) && (seed as number) >= 0) return;
  throw new RangeError(`${caller}: seed must be a whole number from 0 to 2^53 - 1, got ${seed}`);
}

function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
