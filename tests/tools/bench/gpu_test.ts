import assert from "node:assert/strict";
import type { DeviceKind } from "../../../lib/engine/device/device.ts";
import { startWorker } from "../../../lib/tools/bench/engines.ts";
import * as tf from "@tensorflow/tfjs";
import { silenceBanner } from "../../../lib/engine/device/javascript.ts";
import { BOOK_PRESETS } from "lib/notebook";
import {
  estimateFull,
  fullTraining,
  growth,
  type ParityNumbers,
} from "../../../lib/tools/bench/gpu/checks.ts";
import { missingGPU, recordName } from "../../../lib/tools/bench/gpu/measure_gpu.ts";
import { compareParity } from "../../../lib/tools/bench/gpu/parity.ts";
import { rivalsOn } from "../../../lib/tools/bench/gpu/rivals.ts";
import { gpuSteps } from "../../../lib/tools/bench/gpu/steps.ts";
import { DEVICE_COLUMNS, deviceRow } from "../../../lib/tools/bench/gpu/table_row.ts";
import { context, device } from "./gpu_example.ts";
import { skipIf } from "../../skip.ts";
import { missingLibrary } from "../../engine/device/missing_library.ts";
import { missingWebGPU } from "../../engine/device/missing_webgpu.ts";

Deno.test("the steps' limits add up to 15 minutes", () => {
  const seconds = gpuSteps(context).map((step) => step.seconds);
  assert.equal(seconds.reduce((sum, each) => sum + each, 0), 15 * 60);
});

Deno.test("a GPU without machine code in TensorFlow has its first use beside the 15 minutes", () => {
  const steps = gpuSteps({ ...context, device: { ...device, firstUse: "it takes long" } });
  assert.deepEqual(steps.map(({ name }) => name), [
    "first use",
    ...gpuSteps(context).map(({ name }) => name),
  ]);
});

Deno.test("notebook 04 at full is left out where it does not fit, or where the memory is unknown", async () => {
  for (
    const [memoryBytes, reason] of [[null, /memory of .* is unknown/], [4e9, /"full" does not fit/]] as const
  ) {
    const steps = gpuSteps({ ...context, device: { ...device, memoryBytes } });
    const { measure } = steps.find(({ name }) => name === "04 full")!;
    await assert.rejects(Array.fromAsync(measure(new AbortController().signal)), {
      name: "SkipStep",
      message: reason,
    });
  }
});

Deno.test("PyTorch is left out beside CUDA where it does not see the GPU, and named where it has the processor", () => {
  const torch = { python: "python3", version: "2.15.0", cuda: true };
  const old = { ...torch, cuda: false };
  const of = (kind: DeviceKind, found: typeof torch | null | undefined) => {
    const { engines, note } = rivalsOn({ kind }, found);
    return [engines.map(({ name, device }) => `${name}: ${device}`)[0], note?.match(/not \w+/)?.[0]];
  };
  assert.deepEqual(of("cuda", torch), ["PyTorch eager: cuda", undefined]);
  assert.deepEqual(of("cuda", old), [undefined, "not see"]);
  assert.deepEqual(of("webgpu", torch), ["PyTorch eager: cuda", undefined]);
  assert.deepEqual(of("cpu", torch), ["PyTorch eager: cpu", undefined]);
  assert.deepEqual(of("cuda", null), [undefined, "not installed"]);
  assert.deepEqual(of("cuda", undefined), [undefined, undefined]);
  const { engines, note } = rivalsOn({ kind: "webgpu" }, old);
  assert.equal(engines[1].name, "PyTorch compile on the processor");
  assert.match(note!, /computes on the processor here/);
});

Deno.test("missingGPU() says why each kind of GPU was not taken, unless the device was named", () => {
  const considered = (["cuda", "webgpu", "cpu"] as const).map((kind) => ({
    ...{ kind, chosen: kind === "cpu", reason: `about ${kind}` },
  }));
  assert.equal(missingGPU({ kind: "cpu", considered }, ""), "cuda: about cuda; webgpu: about webgpu");
  assert.equal(missingGPU({ kind: "cpu", considered }, "cpu"), null);
  assert.equal(missingGPU({ kind: "webgpu", considered }, undefined), null);
});

Deno.test("recordName() is a file name of kind and device", () => {
  assert.equal(recordName(device), "gpu-cuda-nvidia-geforce-rtx-4060");
  assert.equal(
    recordName({ kind: "webgpu", name: "Intel(R) Arc(tm) A380 / DG2" }),
    "gpu-webgpu-intel-arc-a380-dg2",
  );
});

const numbers: ParityNumbers = {
  logits: [1, -4],
  gradients: [0.5, 0],
  losses: [2, 1.5],
  tokens: [3, 1, 4, 1],
};

Deno.test("compareParity() measures logits and gradients by the largest, losses in nats, tokens up to the first other", () => {
  const found = { logits: [1, -4.0004], gradients: [0.5, 0.0001], losses: [2, 1.5005], tokens: [3, 1, 4, 2] };
  const { logits, gradients, losses, sameTokens, isRight } = compareParity(found, numbers, "webgpu");
  assert.ok(
    Math.abs(logits - 1e-4) < 1e-8 && Math.abs(gradients - 2e-4) < 1e-8 && Math.abs(losses - 5e-4) < 1e-8,
  );
  assert.deepEqual([sameTokens, isRight], [0.75, true]);
  assert.equal(compareParity({ ...found, losses: [2, 1.51] }, numbers, "webgpu").isRight, false);
  assert.equal(compareParity({ ...found, losses: [2, 1.51] }, numbers, "cuda").isRight, true, "TF32");
});

Deno.test("compareParity() takes NaN as wrong, and refuses another number of numbers", () => {
  assert.equal(compareParity({ ...numbers, logits: [1, NaN] }, numbers, "cuda").isRight, false);
  assert.throws(
    () => compareParity({ ...numbers, losses: [2] }, numbers, "cuda"),
    /losses: 1 numbers were found, 2/,
  );
});

Deno.test("deviceRow() shows what was measured, and a dash for what was not", () => {
  const right = [
    { step: "self-test", ops: 59, wrong: 0 },
    { step: "parity", isRight: true },
    { step: "parity", status: "done" },
  ];
  const speed = { step: "speed", kind: "training", shape: "12.3M" };
  const rows = [
    ...right,
    { ...speed, engine: "ours eager", tokensPerSecond: 1000, ratioToPyTorch: 0.5 },
    { ...speed, engine: "ours", tokensPerSecond: 2345.6, ratioToPyTorch: 1.1234 },
    { ...speed, engine: "PyTorch eager", tokensPerSecond: 9999, ratioToPyTorch: null },
  ];
  const row = deviceRow({ name: "gpu-x", rows }, "CUDA: X");
  assert.equal(row, "| CUDA: X | right | 2,346 | – | 1.12 | – | [gpu-x](assets/results/gpu-x.json) |");
  assert.equal(row.split(" | ").length, DEVICE_COLUMNS.length);
  const onProcessor = [...rows, { ...speed, engine: "PyTorch eager on the processor", tokensPerSecond: 9 }];
  assert.match(deviceRow({ name: "gpu-x", rows: onProcessor }, "X"), /\| 1\.12 \(on the processor\) \|/);
  const wrong = [{ step: "self-test", ops: 59, wrong: 2 }];
  assert.match(deviceRow({ name: "gpu-x", rows: wrong }, "X"), /\| wrong: 2 of 59 ops \|/);
  assert.match(
    deviceRow({ name: "gpu-x", rows: right.slice(0, 2) }, "X"),
    /^\| X \| – \|/,
    "parity was stopped",
  );
});

const TINY = { name: "tiny", nLayer: 1, nEmbd: 8, nHead: 1, blockSize: 8, vocabSize: 16, batchSize: 2 };

Deno.test("fullTraining() takes the estimated number of steps, in parts, and its loss falls", async () => {
  silenceBanner();
  await tf.setBackend("cpu");
  const model = { ...BOOK_PRESETS.full.model, blockSize: 8, nLayer: 1, nHead: 1, nEmbd: 8, dropout: 0 };
  const preset = { ...BOOK_PRESETS.full, model, batchSize: 4, windowTokens: 8, learningRate: 1e-2 };
  const options = { accumulate: 2, tiedHead: true, preset, vocabSize: 16 };
  const before = tf.memory().numTensors;
  const estimate = await estimateFull(options);
  assert.equal(estimate.estimatedTokensPerSecond, 4 * 8 / estimate.secondsPerStep);
  const row = await fullTraining({ ...options, seconds: 1e-6, estimate });
  assert.deepEqual([row.steps, tf.memory().numTensors], [2, before]);
  assert.ok(row.lastLoss < row.firstLoss && row.estimatedSeconds > 0 && row.tookSeconds > 0);
  assert.equal(row.tokensPerSecond, 2 * 4 * 8 / row.tookSeconds);
});

async function ask(kind: string, mode: string, request: Record<string, unknown>) {
  const engine = { name: kind, mode, isOurs: true, precision: "float32" } as const;
  using worker = await startWorker(engine, TINY, { torchPython: null, env: { COURSE_DEVICE: kind } });
  return await worker.request(request);
}

/** A device's numbers beside plain JavaScript's: logits, gradients, 20 training steps and a text. */
async function parityOf(kind: DeviceKind, mode: string) {
  const [expected, found] = await Promise.all([
    ask("js", "eager", { command: "parity" }),
    ask(kind, mode, { command: "parity" }),
  ]) as unknown as ParityNumbers[];
  assert.equal(found.losses.length, 20);
  assert.equal(found.tokens.length, 7);
  assert.ok(found.losses[19] < found.losses[0]);
  return compareParity(found, expected, kind);
}

Deno.test("growth() takes fewer steps on a slow device, and counts what they left", async () => {
  silenceBanner();
  await tf.setBackend("cpu");
  let seconds = 0;
  const { steps, tensors } = await growth(TINY, { steps: 400, seconds: 30, now: () => 1000 * seconds++ });
  assert.deepEqual([steps, tensors], [22, 0], "a step takes a second: counted after 8 and after 30");
});

Deno.test({
  ...skipIf("a worker's parity: the processor compiled gives plain JavaScript's numbers", missingLibrary()),
  async fn() {
    const parity = await parityOf("cpu", "graph");
    assert.deepEqual([parity.isRight, parity.sameTokens], [true, 1], JSON.stringify(parity));
    const grown = await ask("cpu", "graph", { command: "growth", steps: 40 });
    assert.deepEqual([grown.steps, grown.tensors], [30, 0]);
  },
});

Deno.test({
  ...skipIf("a worker's parity: WebGPU gives plain JavaScript's numbers", await missingWebGPU()),
  async fn() {
    const parity = await parityOf("webgpu", "eager");
    assert.deepEqual([parity.isRight, parity.sameTokens], [true, 1], JSON.stringify(parity));
    const grown = await ask("webgpu", "eager", { command: "growth", steps: 16 });
    assert.deepEqual([grown.steps, grown.tensors], [12, 0]);
    // Not exactly 0: how many small buffers the pool holds depends on when the device has done with them.
    assert.ok(Math.abs(grown.bytes as number) < 4096, `${grown.bytes} bytes`);
  },
});

Deno.test("a signal ends a worker that computes, and the request throws", async () => {
  const stop = new AbortController();
  const engine = { name: "js", mode: "eager", isOurs: true, precision: "float32" } as const;
  using worker = await startWorker(engine, TINY, {
    torchPython: null,
    signal: stop.signal,
    env: { COURSE_DEVICE: "js" },
  });
  const reply = worker.request({ command: "growth", steps: 1e6 });
  stop.abort();
  await assert.rejects(reply, /"js" ended without a reply/);
  await assert.rejects(startWorker(engine, TINY, { torchPython: null, signal: stop.signal }), /abort/i);
});
