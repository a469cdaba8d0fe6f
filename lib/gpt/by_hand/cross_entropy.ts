/**
 * Softmax and cross-entropy in one layer, forward and backward: the loss in nats per token.
 *
 * Together they have a simple gradient: probability minus 1 at the right token, probability elsewhere.
 * Letters: N tokens of the batch, V vocabulary.
 */

/**
 * `p = softmax(logits)`, `loss = mean over tokens of −ln p[target]`
 *
 * The row's largest logit is subtracted first: the probabilities stay the same and nothing overflows.
 *
 * @param probabilities (N, V), overwritten
 * @param o.logits (N, V), `targets` (N); a negative target does not count
 * @returns the loss in nats per counted token; 0 if none counts
 */
export function crossEntropyForward(
  probabilities: Float32Array,
  o: { readonly logits: Float32Array; readonly targets: Int32Array },
): number {
  const { logits, targets } = o;
  const V = logits.length / targets.length;
  let loss = 0;
  for (let n = 0, row = 0; n < targets.length; n++, row += V) {
    let largest = -Infinity;
    for (let v = 0; v < V; v++) largest = Math.max(largest, logits[row + v]);
    let sum = 0;
    for (let v = 0; v < V; v++) sum += probabilities[row + v] = Math.exp(logits[row + v] - largest);
    for (let v = 0; v < V; v++) probabilities[row + v] /= sum;
    if (targets[n] >= 0) loss += Math.log(sum) + largest - logits[row + targets[n]];
  }
  return loss / Math.max(1, countTargets(targets));
}

/**
 * `dlogits = (p − [v = target]) / N`, N being the number of counted targets.
 *
 * @param dlogits (N, V), overwritten; it may be the array of the logits, which are not needed any more
 * @param o.probabilities (N, V) of the forward pass
 */
export function crossEntropyBackward(
  dlogits: Float32Array,
  o: { readonly probabilities: Float32Array; readonly targets: Int32Array },
): void {
  const { probabilities, targets } = o;
  const V = probabilities.length / targets.length, share = 1 / Math.max(1, countTargets(targets));
  for (let n = 0, row = 0; n < targets.length; n++, row += V) {
    const weight = targets[n] >= 0 ? share : 0;
    for (let v = 0; v < V; v++) dlogits[row + v] = probabilities[row + v] * weight;
    if (weight > 0) dlogits[row + targets[n]] -= weight;
  }
}

function countTargets(targets: Int32Array): number {
  let count = 0;
  for (const target of targets) if (target >= 0) count++;
  return count;
}
