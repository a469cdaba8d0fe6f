import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import fixture from "../fixtures/stateless_random.json" with { type: "json" };
import { engineTest } from "./engine.ts";

function draw(kernel: string, seed: number[], shape: number[]): tf.Tensor {
  return tf.engine().runKernel(kernel, { seed: tf.tensor1d(seed, "int32") }, { shape }) as tf.Tensor;
}

for (const distribution of ["uniform", "normal"] as const) {
  const kernel = distribution === "uniform" ? "StatelessRandomUniform" : "StatelessRandomNormal";

  engineTest(`${kernel} draws the numbers of TensorFlow's Python`, () => {
    tf.tidy(() => {
      for (const { seed, shape, values } of fixture[distribution]) {
        const drawn = draw(kernel, seed, shape);
        assert.deepEqual(drawn.shape, shape);
        assert.deepEqual([...drawn.dataSync()], values, `seed [${seed}], shape [${shape}]`);
      }
    });
  });

  engineTest(`${kernel} of a shape without elements is an empty tensor`, () => {
    tf.tidy(() => {
      const drawn = draw(kernel, [1, 2], [2, 0]);
      assert.deepEqual([drawn.shape, drawn.dataSync().length], [[2, 0], 0]);
    });
  });
}
