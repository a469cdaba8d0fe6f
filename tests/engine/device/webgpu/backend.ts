import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { openWebGPUBackend, webGPUFailed } from "../../../../lib/engine/device/webgpu_backend.ts";
import { requestAdapter } from "../../../../lib/engine/device/webgpu_adapter.ts";
import "./open.ts";

const device = () => (tf.findBackend("webgpu") as unknown as { device: GPUDevice }).device;

Deno.test({
  name: "a tensor larger than the GPU takes is refused with its shape, instead of reading as zeros",
  async fn() {
    await tf.setBackend("webgpu");
    const rows = Math.floor(device().limits.maxStorageBufferBindingSize / 4 / 1024) + 1;
    assert.throws(() => tf.fill([rows, 1024], 2), (error: Error) => {
      assert.ok(error instanceof RangeError);
      assert.match(error.message, new RegExp(`float32 tensor of shape \\[${rows},1024\\]`));
      assert.match(error.message, /smaller batch/);
      return true;
    });
    assert.equal(webGPUFailed(), false);
  },
});

Deno.test({
  name: "dataSync() on a GPU tensor says to use data()",
  async fn() {
    await tf.setBackend("webgpu");
    const product = tf.matMul(tf.ones([8, 8]), tf.ones([8, 8]));
    assert.throws(() => product.dataSync(), /shape \[1,8,8\].*await tensor\.data\(\)/);
    assert.equal((await product.data())[0], 8);
    assert.equal(product.dataSync()[0], 8, "once read, the values are here");
  },
});

Deno.test({
  name: "int32 arithmetic on small tensors is exact beyond 2^24, on tensors that the GPU has used too",
  async fn() {
    await tf.setBackend("webgpu");
    const x = tf.tensor1d([2147483647, -123456789], "int32");
    await tf.add(tf.cast(x, "float32"), 1).data(); // uploads x
    const y = tf.add(tf.mul(x, tf.scalar(1664525, "int32")), tf.scalar(1013904223, "int32"));
    assert.deepEqual(
      [...await y.data()],
      [2147483647, -123456789].map((n) => (Math.imul(n, 1664525) + 1013904223) | 0),
    );
  },
});

Deno.test({
  name: "an error of the GPU is thrown at the next reading, and a new backend starts afresh",
  async fn() {
    await tf.setBackend("webgpu");
    const x = tf.square(tf.range(0, 2000));
    device().createBuffer({ size: 2 ** 50, usage: GPUBufferUsage.STORAGE }); // refused
    await assert.rejects(x.data(), (error: Error) => {
      assert.match(error.message, /GPU refused an earlier operation: .*[Bb]uffer size/);
      assert.ok(error.cause instanceof Error);
      return true;
    });
    assert.equal(webGPUFailed(), true);

    const answer = await requestAdapter();
    assert.ok(answer.adapter !== null);
    await openWebGPUBackend(answer.adapter);
    assert.equal(webGPUFailed(), false);
    assert.deepEqual([...await tf.square(tf.tensor1d([1, 2, 3])).data()], [1, 4, 9]);
  },
});
