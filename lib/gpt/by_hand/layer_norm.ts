/**
 * Layer normalisation, forward and backward: each row gets mean 0 and variance 1, then it is scaled and shifted.
 *
 * Letters: N rows (tokens), C width.
 */

/** `weight` (C) scales, `bias` (C) shifts; also the type of their gradients. */
export interface NormArrays {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** What the backward pass needs again, one number for each row: mean, and 1 / standard deviation. */
export interface RowStatistics {
  readonly mean: Float32Array;
  readonly inverse: Float32Array;
}

/** Added to the variance, so that a constant row is not divided by 0. GPT-2's and PyTorch's value. */
const EPSILON = 1e-5;

/**
 * `y = z · weight + bias` with `z = (x − mean) / √(variance + 1e-5)`
 *
 * @param into `y` (N, C), `mean` (N) and `inverse` (N), all overwritten
 * @param o.x (N, C), `weight` (C), `bias` (C)
 */
export function layerNormForward(
  into: RowStatistics & { readonly y: Float32Array },
  o: NormArrays & { readonly x: Float32Array },
): void {
  const { x, weight, bias } = o;
  const C = weight.length, N = x.length / C;
  for (let n = 0; n < N; n++) {
    let mean = 0;
    for (let c = 0; c < C; c++) mean += x[n * C + c];
    mean /= C;
    let variance = 0;
    for (let c = 0; c < C; c++) variance += (x[n * C + c] - mean) ** 2;
    const inverse = 1 / Math.sqrt(variance / C + EPSILON);
    for (let c = 0; c < C; c++) into.y[n * C + c] = (x[n * C + c] - mean) * inverse * weight[c] + bias[c];
    into.mean[n] = mean;
    into.inverse[n] = inverse;
  }
}

/**
 * The gradients of all three inputs.
 *
 *     dweight += Σₙ dy · z        dbias += Σₙ dy
 *     dx += (dz − mean(dz) − z · mean(dz · z)) / σ        with dz = dy · weight
 *
 * The two subtracted terms are there because x also moves the mean and the variance of its row.
 *
 * @param into `dx` (N, C), `weight` (C), `bias` (C): gradients, added to
 * @param o.dy (N, C); `x`, `weight`, `mean` and `inverse` of the forward pass
 */
export function layerNormBackward(
  into: NormArrays & { readonly dx: Float32Array },
  o: RowStatistics & {
    readonly dy: Float32Array;
    readonly x: Float32Array;
    readonly weight: Float32Array;
  },
): void {
  const { dy, x, weight } = o;
  const C = weight.length, N = x.length / C;
  for (let n = 0; n < N; n++) {
    const mean = o.mean[n], inverse = o.inverse[n];
    let meanDz = 0, meanDzZ = 0;
    for (let c = 0, i = n * C; c < C; c++, i++) {
      const z = (x[i] - mean) * inverse, dz = dy[i] * weight[c];
      meanDz += dz / C;
      meanDzZ += dz * z / C;
      into.weight[c] += dy[i] * z;
      into.bias[c] += dy[i];
    }
    for (let c = 0, i = n * C; c < C; c++, i++) {
      const z = (x[i] - mean) * inverse, dz = dy[i] * weight[c];
      into.dx[i] += (dz - meanDz - z * meanDzZ) * inverse;
    }
  }
}
