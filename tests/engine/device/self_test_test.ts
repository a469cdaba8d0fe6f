import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { failedSelfTest, selfTest } from "../../../lib/engine/device/self_test.ts";
import { SELF_TEST_CASES } from "../../../lib/engine/device/self_test_cases.ts";
import { chooseDevice, DeviceError } from "../../../lib/engine/device/use_device.ts";
import type { Candidate } from "../../../lib/engine/device/device.ts";
import { skipIf } from "../../skip.ts";
import { missingLibrary } from "./missing_library.ts";
import { runFresh } from "./fresh_process.ts";

/** A backend that is tfjs's "cpu" under another name, with one kernel that is wrong. */
function wrongBackend(
  name: string,
  kernelName: string,
  result: (right: tf.TensorInfo) => tf.TensorInfo,
): void {
  tf.copyRegisteredKernels("cpu", name);
  tf.registerBackend(name, tf.engine().registryFactory.cpu.factory);
  (tf.findBackend(name) as unknown as { firstUse: boolean }).firstUse = false; // else it advertises tfjs-node
  const { kernelFunc, ...kernel } = tf.getKernel(kernelName, name);
  tf.unregisterKernel(kernelName, name);
  tf.registerKernel({
    ...kernel,
    kernelFunc: (call) => result(kernelFunc(call) as tf.TensorInfo),
  });
}

/** Adds 0.01 to the third number of a kernel's result. */
function offAtTwo(right: tf.TensorInfo): tf.TensorInfo {
  const data = tf.backend() as unknown as { data: { get(id: object): { values: Float32Array } } };
  data.data.get(right.dataId).values[2] += 0.01;
  return right;
}

const versions = { deno: "2", tfjs: "4", tensorflow: null, driver: "1" };

function device(kind: "webgpu" | "js", backend: string): Candidate {
  const found = { name: `my ${kind}`, memoryBytes: null, driver: "1", software: false };
  return {
    kind,
    probe: () => Promise.resolve({ available: true, found }),
    async open() {
      await tf.setBackend(backend);
      return { backend, tensorflow: null };
    },
  };
}

async function withFile(f: (file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await f(`${folder}/self_tests.json`);
  } finally {
    await Deno.remove(folder, { recursive: true });
    await tf.setBackend("cpu");
  }
}

tf.env().registerFlag("WEBGPU_CPU_FORWARD", () => true); // the package of the WebGPU backend is not loaded here
wrongBackend("wrong softmax", "Softmax", offAtTwo);

Deno.test("a device that computes one op wrong is named with the op, and the next device is taken", () =>
  withFile(async (file) => {
    const test = (one: Parameters<typeof failedSelfTest>[0]) => failedSelfTest(one, { file });
    const all = [device("webgpu", "wrong softmax"), device("js", "cpu")];
    const chosen = await chooseDevice(all, undefined, test);
    assert.equal(chosen.kind, "js");
    assert.equal(tf.getBackend(), "cpu");
    const [{ reason, failedSelfTest: failed }] = chosen.considered;
    assert.equal(failed, true);
    assert.match(
      reason,
      /^my webgpu computes wrong numbers in the self-test: softmax over 256 \([\d.]+ in place of [\d.]+ \(number 2 /,
    );
    assert.ok(!/matrix product|sum over|log-softmax/.test(reason), reason);
    await assert.rejects(chooseDevice(all, "webgpu", test), (error: Error) => {
      assert.ok(error instanceof DeviceError);
      assert.match(
        error.message,
        /"webgpu" was requested and cannot be used\.\nwebgpu: my webgpu computes wrong/,
      );
      assert.match(error.message, /Update the GPU's driver; COURSE_SELF_TEST=off/);
      return true;
    });
    await assert.rejects(Deno.stat(file), Deno.errors.NotFound, "a failed test is not remembered");
  }));

Deno.test("a device that passed is remembered by driver and versions; without a driver for 30 days", () =>
  withFile(async (file) => {
    await tf.setBackend("cpu");
    let calls = 0;
    const cases = [{ name: "one", shapes: [[2]], f: (x: tf.Tensor) => (calls++, tf.neg(x)) }];
    const test = (driver: string | null, days = 0) => {
      const now = new Date(Date.UTC(2026, 0, 1 + days));
      const tested = { kind: "webgpu", name: "GPU", versions: { ...versions, driver } } as const;
      return failedSelfTest(tested, { file, cases, now });
    };
    assert.equal(await test("1"), null);
    assert.equal(calls, 2, "once in JavaScript, once on the device");
    assert.equal(await test("1", 300), null);
    assert.equal(calls, 2);
    assert.equal(await test("2"), null);
    assert.equal(calls, 4, "a new driver is tested");
    await test(null);
    await test(null, 29);
    assert.equal(calls, 6);
    await test(null, 30);
    assert.equal(calls, 8);
    await Deno.writeTextFile(file, "cut off");
    assert.equal(await test("1"), null);
    assert.equal(calls, 10, "a damaged file is as none");
  }));

Deno.test("what to know before the first use is said once, before the test", () =>
  withFile(async (file) => {
    await tf.setBackend("cpu");
    const said: unknown[] = [], { error } = console;
    console.error = (text) => void said.push(text);
    try {
      const cases = [{ name: "one", shapes: [[2]], f: (x: tf.Tensor) => (said.push("test"), tf.neg(x)) }];
      const tested = { kind: "cuda", name: "GPU", versions, firstUse: "it takes long" } as const;
      assert.equal(await failedSelfTest(tested, { file, cases }), null);
      assert.deepEqual(said.splice(0), ["it takes long.", "test", "test"]);
      assert.equal(await failedSelfTest(tested, { file, cases }), null);
      assert.deepEqual(said, []);
    } finally {
      console.error = error;
    }
  }));

Deno.test("an op that throws, or gives NaN or another size, is wrong", async () => {
  await tf.setBackend("wrong softmax");
  const onDevice = () => tf.getBackend() !== "cpu";
  const rows = await selfTest("webgpu", [
    { name: "right", shapes: [[2]], f: (x) => tf.neg(x) },
    {
      name: "throws",
      shapes: [[2]],
      f: (x) => {
        if (onDevice()) throw new Error("no kernel");
        return x.clone();
      },
    },
    { name: "NaN", shapes: [[2]], f: (x) => tf.mul(x, onDevice() ? NaN : 1) },
    { name: "size", shapes: [[2]], f: (x) => onDevice() ? tf.concat([x, x]) : tf.neg(x) },
  ]);
  await tf.setBackend("cpu");
  assert.deepEqual(rows.map(({ wrong }) => wrong?.replace(/-?\d\.\d+/, "x") ?? null), [
    null,
    "it throws: no kernel",
    "NaN in place of x (number 0 of the result)",
    "4 numbers in place of 2",
  ]);
});

Deno.test({
  ...skipIf("TensorFlow's processor passes all cases, and leaves no tensor behind", missingLibrary()),
  async fn() {
    const { stdout, stderr } = await runFresh(`
      const { selfTest } = await import("./lib/engine/device/self_test.ts");
      await useDevice({ kind: "cpu", quiet: true });
      const before = tf.memory().numTensors, start = performance.now();
      const rows = await selfTest("cpu");
      console.error(Math.round(performance.now() - start), "ms");
      console.log(JSON.stringify({ left: tf.memory().numTensors - before, backend: tf.getBackend(), rows }));
    `);
    assert.notEqual(stdout, "", stderr);
    const { left, backend, rows } = JSON.parse(stdout);
    assert.deepEqual([left, backend], [0, "tensorflow"]);
    assert.equal(rows.length, SELF_TEST_CASES.length);
    assert.deepEqual(rows.filter((row: { wrong: string | null }) => row.wrong !== null), []);
  },
});
