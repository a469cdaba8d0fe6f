/** How far the numbers of two engines are apart. Runs in a browser, too: pages check their engine with it. */

/** The largest difference, relative to the largest number in `expected`; NaN if a NaN is compared with a number. */
export function relativeDifference(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return NaN;
  let difference = 0, size = 1e-9;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(found[i]) !== Number.isNaN(expected[i])) return NaN;
    if (!Number.isNaN(found[i]) && found[i] !== expected[i]) {
      difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    }
    if (Number.isFinite(expected[i])) size = Math.max(size, Math.abs(expected[i]));
  }
  return difference / size;
}
