/** What the pictures of attention weights share: the check of a (T, T) matrix, and the outline of its cells. */
import { markup } from "./svg_figure.ts";

/**
 * Checks that `weights[query][key]` is (T, T), with weights from 0 to 1, and 0 above the diagonal of a causal head.
 *
 * @param where begins the error, such as "attentionMap"
 * @throws {RangeError} otherwise
 */
export function checkWeights(
  where: string,
  weights: readonly (readonly number[])[],
  { T, causal }: { readonly T: number; readonly causal: boolean },
): void {
  if (weights.length !== T || weights.some((row) => row.length !== T)) {
    throw new RangeError(
      `${where}: ${T} tokens need weights of shape (${T}, ${T}), got (${weights.length}, ${
        weights[0]?.length ?? 0
      })`,
    );
  }
  weights.forEach((row, query) => {
    const bad = row.findIndex((w, key) => !(w >= 0 && w < 1.001) || causal && key > query && w > 1e-6);
    if (bad === -1) return;
    throw new RangeError(
      causal && bad > query && row[bad] > 0
        ? `${where}: position ${query} looks ahead at ${bad} (weight ${
          row[bad]
        }); pass causal: false for a ` +
          "model that may"
        : `${where}: the weight from position ${query} to ${bad} is ${
          row[bad]
        }, expected 0 to 1 (softmax's result)`,
    );
  });
}

/** The edge of a map as an SVG path: a staircase below the diagonal of a causal head, otherwise the square. */
export function mapOutline(
  T: number,
  { causal, cell, x, y }: {
    readonly causal: boolean;
    readonly cell: number;
    readonly x: number;
    readonly y: number;
  },
): string {
  const steps = causal
    ? Array.from({ length: T }, (_, i) => markup`H${x + cell * (i + 1)}V${y + cell * (i + 1)}`)
    : markup`H${x + cell * T}V${y + cell * T}`;
  return markup`M${x},${y}${steps}H${x}Z`;
}
