import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Candidate, Considered, DeviceKind } from "../../../lib/engine/device/device.ts";
import {
  chooseDevice,
  DeviceError,
  kindFromEnvironment,
  useDevice,
} from "../../../lib/engine/device/use_device.ts";
import { needsLinux, skipIf } from "../../skip.ts";
import { runFresh, withoutGPU } from "./fresh_process.ts";
import { missingLibrary } from "./missing_library.ts";
import { missingWebGPU } from "./missing_webgpu.ts";

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
  assert.match(device.line, /^CPU: my cpu, \d+ cores?, 8\.0 GiB memory, TensorFlow 2\.21\.0$/);
  assert.equal(device.versions.deno, Deno.version.deno);
  assert.equal(device.cores, navigator.hardwareConcurrency);
});

Deno.test("chooseDevice() passes over a GPU emulated in software, unless it is requested", async () => {
  const all = [candidate("webgpu", "software"), candidate("js", "works")];
  const device = await chooseDevice(all);
  assert.equal(device.kind, "js");
  assert.match(device.considered[0].reason, /emulates a GPU in software/);
  const forced = await chooseDevice(all, "webgpu");
  assert.equal(forced.kind, "webgpu");
  assert.match(forced.line, /^WebGPU: my webgpu, 8\.0 GiB memory, TensorFlow\.js 4\.22\.0$/);
});

Deno.test("chooseDevice() fails for a kind that is missing: what was tried, what was found, what to do", async () => {
  const all = [candidate("cuda", "missing"), candidate("cpu", "works")];
  await assert.rejects(chooseDevice(all, "cuda"), (error: Error) => {
    assert.ok(error instanceof DeviceError);
    assert.match(error.message, /^The device "cuda" was requested and cannot be used\./);
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

Deno.test("kindFromEnvironment() reads the kinds, and names them when it refuses others", () => {
  assert.equal(kindFromEnvironment(undefined), undefined);
  assert.equal(kindFromEnvironment(""), undefined);
  assert.equal(kindFromEnvironment("webgpu"), "webgpu");
  assert.throws(() => kindFromEnvironment("gpu"), /expected one of cuda, webgpu, cpu, js, got "gpu"/);
});

Deno.test("useDevice() returns the same device when called again, also by two calls at once", async () => {
  const [a, b] = await Promise.all([
    useDevice({ kind: "js", quiet: true }),
    useDevice({ kind: "js", quiet: true }),
  ]);
  assert.equal(a, b);
  assert.equal(await useDevice({ kind: "js", quiet: true }), a);
  await tf.setBackend("cpu");
});

const noWebGPU = await missingWebGPU();
/** Why there is no WebGPU where no driver is installed: with Vulkan's loader, and without it. */
const NO_VULKAN = /no Vulkan driver responds|Vulkan's loader \(libvulkan\.so\.1\) is missing/;
const onLinux = { ignore: Deno.build.os !== "linux" };

Deno.test(
  "without libtensorflow and GPU plain JavaScript is taken, and `considered` says why",
  onLinux,
  async () => {
    const { stdout, code } = await runFresh(
      `const device = await useDevice({ quiet: true });
     console.log(JSON.stringify({ device, sum: (await tf.sum(tf.tensor1d([1, 2, 3])).data())[0] }));`,
      { ...withoutGPU, COURSE_LIBTENSORFLOW: "/none" },
    );
    assert.equal(code, 0);
    const { device, sum } = JSON.parse(stdout);
    assert.equal(sum, 6);
    assert.equal(device.kind, "js");
    assert.equal(device.versions.tensorflow, null);
    const reasons = Object.fromEntries(device.considered.map((one: Considered) => [one.kind, one.reason]));
    assert.match(reasons.cuda, /nvidia-smi|CUDA_VISIBLE_DEVICES/);
    assert.match(reasons.webgpu, NO_VULKAN);
    assert.match(reasons.cpu, /TensorFlow's shared library was not found in COURSE_LIBTENSORFLOW \(\/none/);
  },
);

Deno.test(
  "COURSE_DEVICE=cuda without a GPU fails: what was tried, what was found, what to do",
  onLinux,
  async () => {
    const { stderr, code } = await runFresh(`await useDevice();`, { ...withoutGPU, COURSE_DEVICE: "cuda" });
    assert.equal(code, 1);
    assert.match(stderr, /DeviceError: The device "cuda" was requested and cannot be used\./);
    assert.match(stderr, /nvidia-smi was not found|hides every GPU/);
    assert.match(stderr, /install its driver|Unset CUDA_VISIBLE_DEVICES/);
  },
);

Deno.test(
  "COURSE_DEVICE=webgpu without a driver fails and names the package to install",
  onLinux,
  async () => {
    const { stderr, code } = await runFresh(`await useDevice();`, { ...withoutGPU, COURSE_DEVICE: "webgpu" });
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`webgpu: no WebGPU adapter: (${NO_VULKAN.source})`));
    assert.match(stderr, /apt-get install libvulkan1 mesa-vulkan-drivers/);
  },
);

Deno.test("COURSE_DEVICE=cpu without libtensorflow fails and lists where it was looked for", async () => {
  const env = { COURSE_DEVICE: "cpu", COURSE_LIBTENSORFLOW: "/none" };
  const { stderr, code } = await runFresh(`await useDevice();`, env);
  assert.equal(code, 1);
  assert.match(stderr, /cpu: TensorFlow's shared library was not found/);
});

Deno.test({
  ...skipIf(
    "COURSE_DEVICE=webgpu takes a software adapter too, and prints one line and nothing else",
    needsLinux,
    noWebGPU,
  ),
  async fn() {
    const output = await runFresh(`await useDevice(); await useDevice();`, {
      COURSE_DEVICE: "webgpu",
      XDG_RUNTIME_DIR: "",
    });
    assert.equal(output.code, 0);
    assert.equal(output.stderr, "");
    assert.match(output.stdout, /^WebGPU: .+TensorFlow\.js 4\.22\.0\n$/);
  },
});

Deno.test({
  ...skipIf(
    "without a GPU libtensorflow is taken; the line names processor, cores, memory and version",
    needsLinux,
    missingLibrary(),
  ),
  async fn() {
    const output = await runFresh(`const { backend } = await useDevice(); console.log(backend);`, withoutGPU);
    assert.match(
      output.stdout,
      /^CPU: .+, \d+ cores?, [\d.]+ GiB memory, TensorFlow \d+\.\d+\.\d+\ntensorflow\n$/,
    );
  },
});

Deno.test({
  ...skipIf(
    "useDevice() switches between libtensorflow, WebGPU and JavaScript in one process",
    missingLibrary(),
    noWebGPU,
  ),
  async fn() {
    const output = await runFresh(
      `
      const sums = [];
      await useDevice({ kind: "js", quiet: true });
      const x = tf.tensor1d([1, 2, 3]);
      for (const kind of ["cpu", "webgpu", "js", "cpu", "webgpu"]) {
        const device = await useDevice({ kind, quiet: true });
        sums.push(device.kind + (await tf.sum(tf.mul(x, 2)).data())[0]);
      }
      console.log(sums.join());
    `,
      { CUDA_VISIBLE_DEVICES: "-1" },
    );
    assert.equal(output.stdout, "cpu12,webgpu12,js12,cpu12,webgpu12\n", output.stderr);
    assert.equal(output.code, 0);
  },
});
