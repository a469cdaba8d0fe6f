/** Softmax with cross-entropy by hand: worked-out values, large logits, ignored targets, finite differences. */
import assert from "node:assert/strict";
import { crossEntropyBackward, crossEntropyForward } from "../../../lib/gpt/by_hand/cross_entropy.ts";
import { wave } from "./arrays.ts";

Deno.test("crossEntropyForward() is ln 2 for two equal logits, however large they are", () => {
  const probabilities = new Float32Array(2), targets = new Int32Array([1]);
  for (const logit of [0, 1000, -1000]) {
    const logits = new Float32Array([logit, logit]);
    assert.ok(Math.abs(crossEntropyForward(probabilities, { logits, targets }) - Math.LN2) < 1e-7);
    assert.deepEqual([...probabilities], [0.5, 0.5]);
  }
});

Deno.test("crossEntropyBackward() is the slope of the loss; an ignored target has none", () => {
  const logits = wave(4 * 5), targets = new Int32Array([3, -1, 0, 4]);
  const probabilities = new Float32Array(20), slopes = new Float32Array(20);
  const loss = () => crossEntropyForward(probabilities, { logits, targets });
  loss();
  crossEntropyBackward(slopes, { probabilities, targets });
  for (let i = 0; i < 20; i++) {
    const before = logits[i], h = 1e-2;
    const [up, down] = [h, -h].map((step) => {
      logits[i] = before + step;
      return loss();
    });
    logits[i] = before;
    assert.ok(Math.abs((up - down) / (2 * h) - slopes[i]) < 1e-4, `logit ${i}`);
  }
  assert.deepEqual([...slopes.subarray(5, 10)], [0, 0, 0, 0, 0]);
});

Deno.test("crossEntropyForward() is 0 where no target counts", () => {
  const logits = wave(6), probabilities = new Float32Array(6), targets = new Int32Array([-1, -100]);
  assert.equal(crossEntropyForward(probabilities, { logits, targets }), 0);
  crossEntropyBackward(logits, { probabilities, targets }); // may be the logits' own array
  assert.deepEqual([...logits], [0, 0, 0, 0, 0, 0]);
});
