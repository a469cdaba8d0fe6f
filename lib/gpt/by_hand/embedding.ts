/**
 * Token and position embedding, forward and backward: each token's vector plus its position's vector.
 *
 * Letters: B sequences, T tokens in each, C width, V tokens in the vocabulary.
 */

/** `wte` (V, C): a row for each token; `wpe` (≥ T, C): a row for each position. Also the type of their gradients. */
interface EmbeddingArrays {
  readonly wte: Float32Array;
  readonly wpe: Float32Array;
}

interface Ids {
  /** (B, T), each below V. */
  readonly ids: Int32Array;
  readonly T: number;
}

/**
 * `x[b, t] = wte[ids[b, t]] + wpe[t]`
 *
 * @param x (B, T, C), overwritten
 */
export function embeddingForward(x: Float32Array, o: EmbeddingArrays & Ids): void {
  const { ids, T, wte, wpe } = o;
  const C = x.length / ids.length;
  for (let n = 0; n < ids.length; n++) {
    const token = ids[n] * C, position = (n % T) * C;
    for (let c = 0; c < C; c++) x[n * C + c] = wte[token + c] + wpe[position + c];
  }
}

/**
 * `dwte[ids[b, t]] += dx[b, t]`, `dwpe[t] += dx[b, t]`: each row collects the gradients of all places that read it.
 *
 * @param into gradients of both tables, added to
 * @param o.dx (B, T, C)
 */
export function embeddingBackward(into: EmbeddingArrays, o: Ids & { readonly dx: Float32Array }): void {
  const { ids, T, dx } = o;
  const C = dx.length / ids.length;
  for (let n = 0; n < ids.length; n++) {
    const token = ids[n] * C, position = (n % T) * C;
    for (let c = 0; c < C; c++) {
      into.wte[token + c] += dx[n * C + c];
      into.wpe[position + c] += dx[n * C + c];
    }
  }
}
