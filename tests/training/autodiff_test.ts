import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import fixture from "../fixtures/learning/learning.json" with { type: "json" };
import { backward, inOrder, Value } from "../../lib/training/autodiff.ts";

/** Every operation once, and `a` three times: the result as a Value, and the same with tensors. */
function expression(a: Value, b: Value): Value {
  const two = new Value(2, "2");
  return a.times(b).plus(a.exp()).plus(b.ln().negative()).dividedBy(a.plus(two));
}
const withTensors = (a: tf.Tensor, b: tf.Tensor) =>
  tf.div(tf.sub(tf.add(tf.mul(a, b), tf.exp(a)), tf.log(b)), tf.add(a, 2)) as tf.Scalar;

Deno.test("backward() by hand: (a b + a) at a = 2, b = 5 has the slopes 6 and 2", () => {
  const a = new Value(2, "a"), b = new Value(5, "b");
  const result = a.times(b).plus(a);
  backward(result);
  assert.deepEqual([result.data, a.gradient, b.gradient, result.gradient], [12, 6, 2, 1]);
});

Deno.test("backward() gives the gradients of tfjs, of PyTorch, and of nudging, for every operation", async () => {
  await tf.setBackend("cpu");
  for (const { a: x, b: y, ...torch } of fixture.expressions) {
    const a = new Value(x, "a"), b = new Value(y, "b");
    const result = expression(a, b);
    backward(result);
    const expected = tf.tidy(() => {
      const { value, grads } = tf.valueAndGrads(withTensors)([tf.scalar(x), tf.scalar(y)]);
      return [value, ...grads].map((t) => t.dataSync()[0]);
    });
    [result.data, a.gradient, b.gradient].forEach((found, i) =>
      assert.ok(Math.abs(found - expected[i]) <= 1e-5 * Math.max(1, Math.abs(expected[i])), `${i}: ${found}`)
    );
    [result.data, a.gradient, b.gradient].forEach((found, i) =>
      assert.ok(Math.abs(found - [torch.result, ...torch.gradients][i]) < 1e-12, `PyTorch, ${i}: ${found}`)
    );
    const at = (x: number, y: number) => expression(new Value(x, "a"), new Value(y, "b")).data, h = 1e-5;
    assert.ok(Math.abs((at(x + h, y) - at(x - h, y)) / (2 * h) - a.gradient) < 1e-6);
    assert.ok(Math.abs((at(x, y + h) - at(x, y - h)) / (2 * h) - b.gradient) < 1e-6);
  }
});

Deno.test("backward() starts anew on each call, and inOrder() lists a shared value once", () => {
  const x = new Value(3, "x");
  const square = x.times(x), result = square.plus(square);
  backward(result);
  backward(result);
  assert.equal(x.gradient, 12);
  assert.deepEqual(inOrder(result), [x, square, result]);
});
