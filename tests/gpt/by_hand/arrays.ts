/** Comparing plain arrays, the PyTorch fixtures as plain arrays, and slopes by finite differences. */
import assert from "node:assert/strict";
import type * as tf from "@tensorflow/tfjs";
import { readTensors, withPrefix } from "../../fixtures/gpt/read.ts";

export type Arrays = Readonly<Record<string, Float32Array>>;

export function toArray(tensor: tf.Tensor): Float32Array {
  return Float32Array.from(tensor.dataSync());
}

/** A layer's inputs, outputs and gradients in PyTorch, by the names of the fixture: "x", "y", "dy", "dx", "dweight" … */
export function readLayer(name: string): Arrays {
  const tensors = withPrefix(readTensors("layers"), `${name}/`);
  return Object.fromEntries([...tensors].map(([key, tensor]) => [key, toArray(tensor)]));
}

/** Norm of the difference over the norm of what is expected. */
export function relativeDifference(found: Float32Array, expected: Float32Array): number {
  assert.equal(found.length, expected.length);
  let difference = 0, norm = 0;
  for (let i = 0; i < found.length; i++) {
    difference += (found[i] - expected[i]) ** 2;
    norm += expected[i] ** 2;
  }
  return Math.sqrt(difference / norm);
}

export function assertClose(found: Float32Array, expected: Float32Array, name: string): void {
  const difference = relativeDifference(found, expected);
  assert.ok(difference <= 1e-5, `${name} differs by ${difference} of its norm`);
}

/** Numbers from about −1 to 1 that look random, the same in every run. */
export function wave(length: number, seed = 1): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 0.9);
}

/**
 * Checks a gradient by nudging: the sum of `output · weights` must change as the gradient says, within 1 %.
 *
 * @param o.run computes the layer's output from the arrays of `inputs`, whatever they hold at that time
 * @param o.gradients the gradient of `sum(output · weights)` for each of `inputs`
 */
export function assertGradients(
  o: {
    readonly inputs: Arrays;
    readonly gradients: Arrays;
    readonly weights: Float32Array;
    readonly run: () => Float32Array;
  },
): void {
  const total = () => o.run().reduce((sum, y, i) => sum + y * o.weights[i], 0);
  const h = 5e-3;
  for (const [name, input] of Object.entries(o.inputs)) {
    const direction = wave(input.length, 7), before = Float32Array.from(input);
    const at = (step: number) => {
      for (let i = 0; i < input.length; i++) input[i] = before[i] + step * direction[i];
      return total();
    };
    const slope = (at(h) - at(-h)) / (2 * h);
    input.set(before);
    const found = o.gradients[name].reduce((sum, g, i) => sum + g * direction[i], 0);
    const scale = Math.max(1, Math.abs(slope));
    assert.ok(
      Math.abs(found - slope) <= 0.01 * scale,
      `${name}: gradient ${found}, finite difference ${slope}`,
    );
  }
}
