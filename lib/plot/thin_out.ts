/**
 * Fewer points for the same picture: a curve of 100,000 steps has more points than a screen has pixels.
 *
 * The range is cut into equal parts, and of each part its lowest and its highest point stay, in their order, so that
 * a spike of one step is still seen. The first and the last point always stay.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** At most `limit` of the points, all of them when there are no more. `points` are ordered by x. */
export function thinOut<P extends Point>(points: readonly P[], limit: number): readonly P[] {
  if (!Number.isInteger(limit) || limit < 4) {
    throw new RangeError(`thinOut: limit must be a whole number of at least 4 points, got ${limit}`);
  }
  if (points.length <= limit) return points;
  const inner = points.slice(1, -1);
  const parts = Math.floor((limit - 2) / 2);
  const kept: P[] = [points[0]];
  for (let part = 0; part < parts; part++) {
    const from = Math.floor(part * inner.length / parts);
    const to = Math.floor((part + 1) * inner.length / parts);
    let low = from, high = from;
    for (let i = from + 1; i < to; i++) {
      if (inner[i].y < inner[low].y) low = i;
      if (inner[i].y > inner[high].y) high = i;
    }
    kept.push(inner[Math.min(low, high)]);
    if (low !== high) kept.push(inner[Math.max(low, high)]);
  }
  kept.push(points[points.length - 1]);
  return kept;
}
