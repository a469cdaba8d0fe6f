/** Order statistics of a few timings: what a noisy, shared machine allows one to say. */

/** The middle value (the mean of the two middle ones for an even count). @throws {RangeError} when empty. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("median of no values: measure at least once");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Smallest and largest value. @throws {RangeError} when empty. */
export function spread(values: readonly number[]): [number, number] {
  if (values.length === 0) throw new RangeError("spread of no values: measure at least once");
  return [Math.min(...values), Math.max(...values)];
}
