/**
 * Causal self-attention with several heads, forward and backward, between its two linear layers.
 *
 * The input `qkv` has queries, keys and values side by side, as the layer `c_attn` makes them. A token attends only to
 * itself and the tokens before it, so the inner loops end at the token: no mask is needed.
 * Letters: B sequences, T tokens, C width, H heads, D = C / H width of a head.
 */

/** Sizes: `qkv` (B, T, 3C), output (B, T, C). */
interface AttentionSize {
  readonly T: number;
  readonly nHead: number;
}

/**
 * For each token and head the mean of the values so far, weighted by how well their keys match the query.
 *
 * `weights[b, h, t, s] = softmaxₛ(q[t] · k[s] / √D)` for s ≤ t, else 0;  `y[t] = Σₛ weights[t, s] v[s]`
 *
 * @param into `y` (B, T, C) and `weights` (B, H, T, T), both overwritten; the backward pass needs the weights
 * @param o.qkv (B, T, 3C)
 */
export function attentionForward(
  into: { readonly y: Float32Array; readonly weights: Float32Array },
  o: AttentionSize & { readonly qkv: Float32Array },
): void {
  const { qkv, T, nHead } = o, { y, weights } = into;
  forEachQuery(
    { qkv, T, nHead, rows: weights.length / (nHead * T) },
    ({ C, D, q, k, v, out, row, t, scale }) => {
      let largest = -Infinity;
      for (let s = 0; s <= t; s++) {
        let score = 0;
        for (let d = 0; d < D; d++) score += qkv[q + d] * qkv[k + s * 3 * C + d];
        weights[row + s] = score * scale;
        largest = Math.max(largest, weights[row + s]);
      }
      let sum = 0;
      for (let s = 0; s <= t; s++) sum += weights[row + s] = Math.exp(weights[row + s] - largest);
      for (let s = 0; s < T; s++) weights[row + s] = s <= t ? weights[row + s] / sum : 0;
      for (let d = 0; d < D; d++) y[out + d] = 0;
      for (let s = 0; s <= t; s++) {
        const weight = weights[row + s], value = v + s * 3 * C;
        for (let d = 0; d < D; d++) y[out + d] += weight * qkv[value + d];
      }
    },
  );
}

/**
 * The gradient of queries, keys and values. With `dw[s] = dy · v[s]`, the gradient of the weights:
 *
 *     dv[s] += w[s] dy
 *     dscore[s] = w[s] (dw[s] − Σᵣ w[r] dw[r])        (softmax, backward)
 *     dq += dscore[s] k[s] / √D        dk[s] += dscore[s] q / √D
 *
 * @param dqkv (B, T, 3C), added to
 * @param o.dy (B, T, C); `qkv` and `weights` of the forward pass
 */
export function attentionBackward(
  dqkv: Float32Array,
  o: AttentionSize & {
    readonly dy: Float32Array;
    readonly qkv: Float32Array;
    readonly weights: Float32Array;
  },
): void {
  const { dy, qkv, weights, T, nHead } = o;
  const dw = new Float32Array(T); // of one query
  forEachQuery(
    { qkv, T, nHead, rows: weights.length / (nHead * T) },
    ({ C, D, q, k, v, out, row, t, scale }) => {
      let mean = 0;
      for (let s = 0; s <= t; s++) {
        const weight = weights[row + s], value = v + s * 3 * C;
        let sum = 0;
        for (let d = 0; d < D; d++) {
          sum += dy[out + d] * qkv[value + d];
          dqkv[value + d] += weight * dy[out + d];
        }
        dw[s] = sum;
        mean += weight * sum;
      }
      for (let s = 0; s <= t; s++) {
        const dscore = weights[row + s] * (dw[s] - mean) * scale, key = k + s * 3 * C;
        for (let d = 0; d < D; d++) {
          dqkv[q + d] += dscore * qkv[key + d];
          dqkv[key + d] += dscore * qkv[q + d];
        }
      }
    },
  );
}

/** Where one query's numbers begin: its own q, the sequence's first k and v, its output and its row of weights. */
interface Query {
  readonly C: number;
  readonly D: number;
  readonly q: number;
  readonly k: number;
  readonly v: number;
  readonly out: number;
  readonly row: number;
  readonly t: number;
  /** 1 / √D */
  readonly scale: number;
}

/** Calls `visit` for each sequence, head and token; `rows` is B · T. */
function forEachQuery(
  o: AttentionSize & { readonly qkv: Float32Array; readonly rows: number },
  visit: (query: Query) => void,
): void {
  const { qkv, T, nHead, rows } = o;
  const C = qkv.length / rows / 3, D = C / nHead, scale = 1 / Math.sqrt(D);
  for (let n = 0; n < rows; n++) {
    const t = n % T, b = (n - t) / T;
    for (let h = 0; h < nHead; h++) {
      const first = b * T * 3 * C + h * D; // the first token's query of this head
      const row = ((b * nHead + h) * T + t) * T;
      const query = { q: first + t * 3 * C, k: first + C, v: first + 2 * C, out: n * C + h * D, row };
      visit({ ...query, C, D, t, scale });
    }
  }
}
