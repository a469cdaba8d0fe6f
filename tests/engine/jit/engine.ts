/** Tests of compiled functions: each runs on the backend TensorFlow, or is ignored if its library is not found. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import type { TensorFlowEngine } from "lib/engine/tensorflow";
import { engineTest } from "../tensorflow/engine.ts";

/** Registers a test; tensors that it makes are freed after it. */
export function jitTest(name: string, body: (engine: TensorFlowEngine) => void | Promise<void>): void {
  engineTest(name, async (engine) => {
    await tf.setBackend("tensorflow");
    tf.engine().startScope();
    try {
      await body(engine);
    } finally {
      tf.engine().endScope();
    }
  });
}

/** Asserts that two tensors have the same shape and values that differ by no more than `tolerance`. */
export function assertClose(actual: tf.Tensor, expected: tf.Tensor, tolerance: number): void {
  assert.deepEqual(actual.shape, expected.shape);
  const a = actual.dataSync(), b = expected.dataSync();
  for (let i = 0; i < b.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    assert.ok(
      difference <= tolerance * Math.max(1, Math.abs(b[i])),
      `at ${i}: expected ${b[i]}, got ${a[i]}`,
    );
  }
}
