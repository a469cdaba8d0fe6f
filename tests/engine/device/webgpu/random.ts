import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { foldIn, randomNormal, randomUniform, seed } from "../../../../lib/nn/random.ts";
import fixture from "../../fixtures/stateless_random.json" with { type: "json" };
import "./open.ts";

async function draw(kernel: string, shape: number[], seed: number[]): Promise<Float32Array> {
  await tf.setBackend("webgpu");
  const seedTensor = tf.tensor1d(seed, "int32");
  const numbers = tf.engine().runKernel(kernel, { seed: seedTensor }, { shape }) as tf.Tensor;
  const values = await numbers.data() as Float32Array;
  tf.dispose([seedTensor, numbers]);
  return values;
}

Deno.test({
  name: "StatelessRandomUniform on WebGPU gives TensorFlow's numbers exactly",
  async fn() {
    for (const row of fixture.uniform) {
      assert.deepEqual([...await draw("StatelessRandomUniform", row.shape, row.seed)], row.values);
    }
  },
});

Deno.test({
  name: "StatelessRandomNormal on WebGPU gives TensorFlow's numbers to 2e-5",
  async fn() {
    for (const row of fixture.normal) {
      const values = await draw("StatelessRandomNormal", row.shape, row.seed);
      values.forEach((value, i) => {
        assert.ok(
          Math.abs(value - row.values[i]) <= 2e-5,
          `${row.seed} ${i}: ${value}, not ${row.values[i]}`,
        );
      });
    }
  },
});

Deno.test({
  name: "StatelessRandomNormal on WebGPU: 200,000 numbers have mean 0, variance 1 and no NaN",
  async fn() {
    const values = await draw("StatelessRandomNormal", [400, 500], [3, 4]);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    assert.ok(Math.abs(mean) < 0.01, `mean ${mean}`);
    assert.ok(Math.abs(variance - 1) < 0.015, `variance ${variance}`);
  },
});

Deno.test({
  name: "more groups of threads than one dimension of a dispatch takes draw every number",
  async fn() {
    // 65,535 groups of 64 threads draw 4 numbers each: one more number than that needs a second dimension.
    const size = 65535 * 64 * 4 + 5;
    const values = await draw("StatelessRandomUniform", [size], [1, 2]);
    assert.equal(values.length, size);
    const tail = values.subarray(-1000);
    assert.equal(new Set(tail).size > 990, true, "the last numbers differ from each other");
    assert.ok(Math.abs(tail.reduce((a, b) => a + b, 0) / 1000 - 0.5) < 0.05);
  },
});

Deno.test({
  name: "seeds stay exact on WebGPU: foldIn after a draw gives the numbers of the cpu backend",
  async fn() {
    const seeds: number[][] = [], numbers: number[][] = [];
    for (const backend of ["cpu", "webgpu"]) {
      await tf.setBackend(backend);
      let s = seed(2 ** 40 + 12345);
      randomUniform([3], s); // puts the seed on the GPU
      s = foldIn(s, tf.scalar(2 ** 30 + 1, "int32"));
      numbers.push([...await randomNormal([6], s).data()]);
      seeds.push([...await foldIn(s, 7).data()]);
    }
    assert.deepEqual(seeds[1], seeds[0]);
    numbers[1].forEach((n, i) => assert.ok(Math.abs(n - numbers[0][i]) < 2e-5));
  },
});
