/** The divergence of a student from a teacher, its gradient, and PyTorch's (tests/fixtures/distillation). */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { crossEntropy, distillationLoss } from "lib/training";
import { forEachBackend } from "../backends.ts";
import { assertGradient, maxDifference } from "../compare.ts";

interface Fixture {
  readonly student: number[][][];
  readonly teacher: number[][][];
  readonly targets: number[][];
  readonly cases: readonly {
    readonly temperature: number;
    readonly loss: number;
    readonly gradient: number[][][];
  }[];
}

const url = new URL("../fixtures/distillation/distillation.json", import.meta.url);
const fixture: Fixture = JSON.parse(Deno.readTextFileSync(url));
const value = (t: tf.Tensor) => t.dataSync()[0];

forEachBackend("distillationLoss() and its gradient are PyTorch's, at three temperatures", () => {
  assert.equal(fixture.cases.length, 3);
  const teacher = tf.tensor3d(fixture.teacher), targets = tf.tensor2d(fixture.targets, [2, 3], "int32");
  for (const { temperature, loss, gradient } of fixture.cases) {
    const of = (x: tf.Tensor) => distillationLoss(x as tf.Tensor3D, { teacher, targets, temperature });
    const { value: found, grad } = tf.valueAndGrad(of)(tf.tensor3d(fixture.student));
    assert.ok(Math.abs(value(found) - loss) < 1e-5 * Math.max(1, loss), `${value(found)}, ${loss}`);
    assert.ok(maxDifference(grad, tf.tensor3d(gradient)) < 1e-5);
  }
});

forEachBackend("distillationLoss() of a hand-worked case", () => {
  // The teacher says 3/4 and 1/4, the student 1/2 and 1/2.
  const teacher = tf.tensor3d([[[Math.log(3), 0]]]), student = tf.tensor3d([[[7, 7]]]);
  const expected = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
  assert.ok(Math.abs(value(distillationLoss(student, { teacher })) - expected) < 1e-6);
  const none = tf.tensor2d([[-1]], [1, 1], "int32");
  assert.equal(value(distillationLoss(student, { teacher, targets: none })), 0);
});

forEachBackend("a teacher who is sure gives the gradient of a label", () => {
  const student = tf.randomNormal<tf.Rank.R3>([1, 2, 4], 0, 1, "float32", 5);
  const targets = tf.tensor2d([[2, 0]], [1, 2], "int32");
  const teacher = tf.mul(tf.oneHot(targets, 4), 40) as tf.Tensor3D;
  const soft = tf.grad((x: tf.Tensor) => distillationLoss(x as tf.Tensor3D, { teacher }))(student);
  const hard = tf.grad((x: tf.Tensor) => crossEntropy(x, targets))(student);
  assert.ok(maxDifference(soft, hard) < 1e-6);
});

forEachBackend("distillationLoss() has the gradient of finite differences", () => {
  const [student, teacher] = [7, 8].map((s) => tf.randomNormal<tf.Rank.R3>([2, 3, 5], 0, 2, "float32", s));
  assertGradient((x) => distillationLoss(x as tf.Tensor3D, { teacher, temperature: 2 }), [student]);
});

Deno.test("distillationLoss() refuses another vocabulary, and a temperature of 0", () => {
  const student = tf.zeros<tf.Rank.R3>([1, 2, 4]), teacher = tf.zeros<tf.Rank.R3>([1, 2, 5]);
  assert.throws(
    () => distillationLoss(student, { teacher }),
    /student's logits are \(1, 2, 4\).*same vocab/s,
  );
  assert.throws(
    () => distillationLoss(student, { teacher: student, temperature: 0 }),
    /temperature must be above 0, got 0/,
  );
});
