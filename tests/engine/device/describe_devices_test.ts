import assert from "node:assert/strict";
import { describeDevices, type DeviceDescription } from "../../../lib/engine/device/describe_devices.ts";
import type { Candidate, DeviceKind, Probe } from "../../../lib/engine/device/device.ts";
import { runFresh } from "./fresh_process.ts";

function candidate(kind: DeviceKind, result: Probe): Candidate {
  return {
    kind,
    probe: () => Promise.resolve(result),
    open: () => Promise.reject(new Error("describing must not open")),
  };
}

Deno.test("describeDevices() says what is there, what would be taken, and what to do for the rest", async () => {
  const found = { name: "a processor", memoryBytes: 2 ** 34, driver: null, software: false };
  const rows = await describeDevices([
    candidate("cuda", { available: false, reason: "no driver", advice: ["Install it."] }),
    candidate("webgpu", { available: true, found: { ...found, name: "llvmpipe", software: true } }),
    candidate("cpu", { available: true, found }),
    candidate("js", { available: true, found }),
  ]);
  assert.deepEqual(rows.map(({ kind, available, preferred }) => [kind, available, preferred]), [
    ["cuda", false, false],
    ["webgpu", false, false],
    ["cpu", true, true],
    ["js", true, false],
  ]);
  assert.deepEqual(rows[0].advice, ["Install it."]);
  assert.match(rows[1].reason, /in software/);
  assert.match(rows[1].advice[0], /COURSE_DEVICE=webgpu/);
  assert.deepEqual(rows[2].advice, []);
});

Deno.test("describeDevices() on this machine: plain JavaScript is always there, and no backend is chosen", async () => {
  const { stdout, stderr } = await runFresh(`
    const { describeDevices } = await import("lib/engine/device");
    console.log(JSON.stringify({ rows: await describeDevices(), backend: tf.engine().backendName ?? null }));
  `);
  assert.notEqual(stdout, "", stderr);
  const { rows, backend } = JSON.parse(stdout) as { rows: DeviceDescription[]; backend: string | null };
  assert.deepEqual(rows.map(({ kind }) => kind), ["cuda", "webgpu", "cpu", "js"]);
  assert.equal(rows[3].available, true);
  for (const row of rows) {
    assert.equal(row.available || row.advice.length > 0, true, `advice for ${row.kind}`);
  }
  assert.equal(backend, null);
});
