/** What every layer must do: PyTorch's values and gradients, gradients as finite differences say, no leak. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { forEachBackend, leakedTensors } from "../backends.ts";
import { assertGradient, maxDifference, relativeDifference } from "../compare.ts";
import { readTensors, withPrefix } from "../fixtures/gpt/read.ts";

type Inputs = Readonly<Record<string, tf.Tensor>>;

/**
 * @param fixture the layer's name in `layers.safetensors`
 * @param layer the layer as a function of the fixture's tensors
 * @param name in the tests' titles, default the fixture's
 * @param folder of `layers.safetensors`, default GPT-2's
 */
export function testLayer(
  fixture: string,
  layer: (inputs: Inputs) => tf.Tensor,
  name = fixture,
  folder?: URL,
): void {
  const setup = () => {
    const tensors = withPrefix(readTensors("layers", folder), `${fixture}/`);
    const keys = [...tensors.keys()].filter((key) => tensors.has(`d${key}`) && key !== "y"); // those with a gradient
    const fixed = Object.fromEntries(tensors);
    const run = (...values: tf.Tensor[]) =>
      layer({ ...fixed, ...Object.fromEntries(keys.map((key, i) => [key, values[i]])) });
    return { tensors, keys, run, inputs: keys.map((key) => tensors.get(key)!) };
  };

  forEachBackend(`${name} gives PyTorch's values and gradients`, () => {
    const { tensors, keys, run, inputs } = setup();
    const difference = maxDifference(run(...inputs), tensors.get("y")!);
    assert.ok(difference <= 1e-4, `output differs by ${difference}`);
    const gradients = tf.grads(run)(inputs, tensors.get("dy")!);
    keys.forEach((key, i) => {
      const difference = relativeDifference(gradients[i], tensors.get(`d${key}`)!);
      assert.ok(difference <= 1e-4, `gradient of ${key} differs by ${difference} of its norm`);
    });
  });

  forEachBackend(`${name} has the gradients that finite differences show`, () => {
    const { run, inputs } = setup();
    assertGradient(run, inputs);
  });

  forEachBackend(`${name} leaves no tensors behind, forward and backward`, () => {
    const { tensors, run, inputs } = setup();
    assert.equal(leakedTensors(() => run(...inputs)), 0);
    assert.equal(leakedTensors(() => tf.grads(run)(inputs, tensors.get("dy")!)), 0);
  });
}

/** The Llama family's layers; ../fixtures/llama/make_models.py says what is in them. */
export const llamaFixtures = new URL("../fixtures/llama/", import.meta.url);
