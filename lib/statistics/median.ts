/** Median, smallest and largest of a few timings. On a shared machine timings vary, and a mean would follow outliers. */

/** The middle value (the mean of the two middle ones for an even count). @throws {RangeError} when there is no value */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("median of no values: measure at least once");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Smallest and largest value. @throws {RangeError} when there is no value */
export function spread(values: readonly number[]): [smallest: number, largest: number] {
  if (values.length === 0) throw new RangeError("spread of no values: measure at least once");
  return [Math.min(...values), Math.max(...values)];
}
