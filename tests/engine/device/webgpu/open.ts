/** Opens WebGPU for the tests beside this file, software adapters included; and compares backends. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { requestAdapter } from "../../../../lib/engine/device/webgpu_adapter.ts";
import { openWebGPUBackend } from "../../../../lib/engine/device/webgpu_backend.ts";
import { silenceBanner } from "../../../../lib/engine/device/javascript.ts";

const { adapter } = await requestAdapter();
assert.ok(adapter !== null, "webgpu_test.ts runs these tests only where there is an adapter");
silenceBanner();
await openWebGPUBackend(adapter);

/** The results of `f` on the backends "cpu" and "webgpu", flattened. */
export async function onBoth(f: () => tf.Tensor): Promise<{ cpu: Float32Array; webgpu: Float32Array }> {
  const values = [];
  for (const backend of ["cpu", "webgpu"]) {
    await tf.setBackend(backend);
    const result = tf.tidy(f);
    values.push(Float32Array.from(await result.data()));
    result.dispose();
  }
  return { cpu: values[0], webgpu: values[1] };
}
