/**
 * Fewer points for the same picture: a curve of 100,000 steps has more points than a screen has pixels.
 *
 * The curve is cut into parts of equal length. Each part keeps its lowest and its highest point, so that a spike of one
 * step stays visible. The first, last, leftmost and rightmost points are always kept. A part without a finite y keeps one
 * point, which makes the gap in the curve.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** At most `limit` of the points, all of them when there are no more. */
export function thinOut<P extends Point>(points: readonly P[], limit: number): readonly P[] {
  if (!Number.isInteger(limit) || limit < 4) {
    throw new RangeError(`thinOut: limit must be a whole number of at least 4 points, got ${limit}`);
  }
  if (points.length <= limit) return points;
  const last = points.length - 1;
  const ends = new Set([0, last, ...extremes(points, { from: 0, to: last + 1, key: "x" })]);
  const parts = Math.floor((limit - ends.size) / 2);
  const kept = new Set(ends);
  for (let part = 0; part < parts; part++) {
    const from = 1 + Math.floor(part * (last - 1) / parts);
    const to = 1 + Math.floor((part + 1) * (last - 1) / parts);
    for (const i of extremes(points, { from, to, key: "y" })) kept.add(i);
  }
  return [...kept].sort((a, b) => a - b).map((i) => points[i]);
}

/** The positions of the lowest and the highest finite value from `from` up to `to`, or `from` when there is none. */
function extremes(
  points: readonly Point[],
  { from, to, key }: { from: number; to: number; key: keyof Point },
): [low: number, high: number] {
  let low = -1, high = -1;
  for (let i = from; i < to; i++) {
    const value = points[i][key];
    if (!Number.isFinite(value)) continue;
    if (low === -1 || value < points[low][key]) low = i;
    if (high === -1 || value > points[high][key]) high = i;
  }
  return low === -1 ? [from, from] : [low, high];
}
