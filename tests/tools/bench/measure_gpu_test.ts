/** What `./course gpu` measures again, what it keeps, and what it writes. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { measureGPU } from "../../../lib/tools/bench/gpu/measure_gpu.ts";
import { context, device } from "./gpu_example.ts";

Deno.test("measureGPU(): `quick` measures whether it is right, and the record is partial; what was measured stays", async () => {
  const folder = await Deno.makeTempDir(), ran: string[] = [];
  const steps = ["self-test", "parity", "memory", "speed"].map((name) => ({
    ...{ name, about: name, seconds: 5 },
    async *measure() {
      ran.push(name);
      yield { value: name };
    },
  }));
  const o = {
    ...{ folder: pathToFileURL(`${folder}/`), command: "./course gpu", steps },
    signal: new AbortController().signal,
  };
  try {
    assert.equal((await measureGPU(context, { ...o, quick: true })).result.partial, true);
    assert.deepEqual(ran.splice(0), ["self-test", "parity", "memory"]);
    const { result, path } = await measureGPU(context, o);
    assert.deepEqual([result.partial, ran.splice(0)], [undefined, ["speed"]]);
    assert.equal("partial" in JSON.parse(await Deno.readTextFile(path!)), false);
    const again = await measureGPU(context, { ...o, quick: true, again: true });
    assert.deepEqual(ran, ["self-test", "parity", "memory"]);
    assert.equal(again.result.partial, undefined, "speed stays as it was measured");
    assert.equal(again.result.rows.length, result.rows.length);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("measureGPU(): a stop of --again loses nothing that was measured before", async () => {
  const folder = await Deno.makeTempDir();
  const stop = new AbortController();
  let value = 1;
  const steps = ["a", "b"].map((name) => ({
    ...{ name, about: name, seconds: 5 },
    async *measure() {
      if (value === 2) stop.abort();
      yield { value };
    },
  }));
  const o = { folder: pathToFileURL(`${folder}/`), command: "./course gpu", steps };
  try {
    await measureGPU(context, { ...o, signal: new AbortController().signal });
    value = 2;
    const { path, result } = await measureGPU(context, { ...o, signal: stop.signal, again: true });
    const found = JSON.parse(await Deno.readTextFile(path!)).rows.map((row: Record<string, unknown>) =>
      `${row.step} ${row.status ?? row.value}`
    );
    assert.deepEqual(found, ["a 2", "a stopped", "b 1", "b done"]);
    assert.equal(result.partial, true);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("measureGPU() writes the record after each row; another version or machine measures again", async () => {
  const folder = await Deno.makeTempDir(), ran: string[] = [];
  const steps = ["a", "b"].map((name) => ({
    ...{ name, about: name, seconds: 5 },
    async *measure() {
      ran.push(name);
      yield { value: name };
    },
  }));
  try {
    const o = {
      folder: pathToFileURL(`${folder}/`),
      command: "./course gpu",
      signal: new AbortController().signal,
      steps,
    };
    const { path } = await measureGPU(context, o);
    const record = JSON.parse(await Deno.readTextFile(path!));
    assert.equal(record.machine.gpu, "NVIDIA GeForce RTX 4060");
    assert.equal("partial" in record, false);
    assert.equal(record.versions.driver, "550.54");
    assert.deepEqual(
      record.rows.map(({ step, status }: Record<string, string>) => `${step} ${status ?? ""}`),
      [
        "a ",
        "a done",
        "b ",
        "b done",
      ],
    );
    assert.equal((await measureGPU(context, o)).path, null, "nothing is left to measure");
    assert.deepEqual(ran, ["a", "b"]);
    const newer = { ...device, versions: { ...device.versions, driver: "560" } };
    await measureGPU({ ...context, device: newer }, o);
    assert.deepEqual(ran, ["a", "b", "a", "b"]);
    await measureGPU({ ...context, device: newer }, { ...o, again: true });
    assert.equal(ran.length, 6);
    const anothers = JSON.parse(await Deno.readTextFile(path!));
    anothers.machine.cpu = "another reader's";
    await Deno.writeTextFile(path!, JSON.stringify(anothers));
    await measureGPU({ ...context, device: newer }, o);
    assert.equal(ran.length, 8);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
