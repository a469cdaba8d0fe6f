import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Candidate, DeviceKind } from "../../lib/device/device.ts";
import { chooseDevice, DeviceError, kindFromEnvironment, useDevice } from "../../lib/device/use_device.ts";
import { ignore as noWebGPU } from "./webgpu_backend.ts";

/** A candidate that is missing, that is found and opens, or that is found and fails to open. */
function candidate(
  kind: DeviceKind,
  state: "missing" | "works" | "software" | "broken",
  opened: DeviceKind[] = [],
): Candidate {
  return {
    kind,
    probe: () =>
      Promise.resolve(
        state === "missing"
          ? { available: false, reason: `no ${kind} here`, advice: [`Install ${kind}.`] }
          : {
            available: true,
            found: { name: `my ${kind}`, memoryBytes: 2 ** 33, driver: null, software: state === "software" },
          },
      ),
    open: () => {
      opened.push(kind);
      if (state === "broken") return Promise.reject(new Error(`${kind} does not start`));
      return Promise.resolve({ backend: `${kind} backend`, tensorflow: kind === "webgpu" ? null : "2.21.0" });
    },
  };
}

Deno.test("chooseDevice() takes the first that works and says why the others were not taken", async () => {
  const opened: DeviceKind[] = [];
  const device = await chooseDevice([
    candidate("cuda", "missing", opened),
    candidate("webgpu", "broken", opened),
    candidate("cpu", "works", opened),
    candidate("js", "works", opened),
  ]);
  assert.equal(device.kind, "cpu");
  assert.deepEqual(opened, ["webgpu", "cpu"]);
  assert.deepEqual(device.considered, [
    { kind: "cuda", chosen: false, reason: "no cuda here" },
    {
      kind: "webgpu",
      chosen: false,
      reason: "my webgpu was found but cannot be used: webgpu does not start",
    },
    { kind: "cpu", chosen: true, reason: "my cpu works, and nothing faster does" },
    { kind: "js", chosen: false, reason: "not tried: cpu comes first" },
  ]);
  assert.match(device.line, /^CPU: my cpu, \d+ cores, 8\.0 GiB memory, TensorFlow 2\.21\.0$/);
  assert.equal(device.versions.deno, Deno.version.deno);
  assert.equal(device.cores, navigator.hardwareConcurrency);
});

Deno.test("chooseDevice() passes over a GPU imitated in software, unless it is asked for", async () => {
  const all = [candidate("webgpu", "software"), candidate("js", "works")];
  const device = await chooseDevice(all);
  assert.equal(device.kind, "js");
  assert.match(device.considered[0].reason, /imitates a GPU in software/);
  const forced = await chooseDevice(all, "webgpu");
  assert.equal(forced.kind, "webgpu");
  assert.match(forced.line, /^WebGPU: my webgpu, 8\.0 GiB memory, TensorFlow\.js 4\.22\.0$/);
});

Deno.test("chooseDevice() fails for a kind that is missing: what was tried, what was found, what to do", async () => {
  const all = [candidate("cuda", "missing"), candidate("cpu", "works")];
  await assert.rejects(chooseDevice(all, "cuda"), (error: Error) => {
    assert.ok(error instanceof DeviceError);
    assert.match(error.message, /tried cuda/);
    assert.match(error.message, /cuda: no cuda here\./);
    assert.match(error.message, /Install cuda\./);
    assert.match(error.message, /COURSE_DEVICE/);
    assert.deepEqual(error.considered, [{ kind: "cuda", chosen: false, reason: "no cuda here" }]);
    return true;
  });
});

Deno.test("chooseDevice() keeps the cause of a device that does not open", async () => {
  await assert.rejects(chooseDevice([candidate("cpu", "broken")], "cpu"), (error: Error) => {
    assert.match(error.message, /my cpu was found but cannot be used: cpu does not start/);
    assert.equal((error.cause as Error).message, "cpu does not start");
    return true;
  });
});

Deno.test("kindFromEnvironment() reads the kinds and refuses others by naming what it knows", () => {
  assert.equal(kindFromEnvironment(undefined), undefined);
  assert.equal(kindFromEnvironment(""), undefined);
  assert.equal(kindFromEnvironment("webgpu"), "webgpu");
  assert.throws(() => kindFromEnvironment("gpu"), /expected one of cuda, webgpu, cpu, js, got "gpu"/);
});

Deno.test("useDevice() answers the same device when called again, also by two calls at once", async () => {
  const [a, b] = await Promise.all([
    useDevice({ kind: "js", quiet: true }),
    useDevice({ kind: "js", quiet: true }),
  ]);
  assert.equal(a, b);
  assert.equal(await useDevice({ kind: "js", quiet: true }), a);
  await tf.setBackend("cpu");
});

Deno.test({
  name: "useDevice() switches between devices, and tensors move along",
  ignore: noWebGPU,
  async fn() {
    await useDevice({ kind: "js", quiet: true });
    const x = tf.tensor1d([1, 2, 3]);
    const device = await useDevice({ kind: "webgpu", quiet: true });
    assert.equal(tf.getBackend(), device.backend);
    const y = tf.mul(x, 2);
    assert.deepEqual([...await y.data()], [2, 4, 6]);
    await useDevice({ kind: "js", quiet: true });
    assert.deepEqual([...await tf.add(y, x).data()], [3, 6, 9]);
  },
});
