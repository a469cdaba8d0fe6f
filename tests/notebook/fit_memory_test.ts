import assert from "node:assert/strict";
import { BOOK_PRESETS, choosePreset, fitToMemory, LOTTO_PRESETS, readResult } from "lib/notebook";
import { shapeConfig, SHAPES } from "../../lib/tools/bench/shapes.ts";
import { trainingBytes } from "../../lib/notebook/fit_memory.ts";

/** A card as it reports itself: 3 % of its memory is missing. */
const card = (gigabytes: number, kind = "cuda") => ({
  kind,
  name: `a ${gigabytes} GB card`,
  memoryBytes: gigabytes * 2 ** 30 * 0.97,
});

Deno.test("trainingBytes() is within 25 % of the recorded peaks on a processor, compiled and op by op", () => {
  const { rows } = readResult("bench-cpu-2-cores")!;
  for (const shape of SHAPES) {
    for (const [engine, kind] of [["ours graph", "cpu"], ["ours eager", "js"]]) {
      const row = rows.find((row) =>
        row.kind === "training" && row.shape === shape.name && row.engine === engine &&
        row.precision === "float32"
      )!;
      const { batchSize, blockSize } = shape;
      const ratio = trainingBytes(shapeConfig(shape), { batchSize, tokens: blockSize, kind }) /
        (row.peakRssBytes as number);
      assert.ok(ratio > 0.75 && ratio < 1.25, `${shape.name} ${engine}: ${ratio}`);
    }
  }
});

Deno.test("each class of cards gets the largest parts that fit; 6 GB the book model with a tied head", () => {
  const fitted = (gigabytes: number, kind: string) => {
    const device = card(gigabytes, kind);
    const book = fitToMemory(BOOK_PRESETS.full, device);
    const lotto = fitToMemory(LOTTO_PRESETS.full, device);
    return [book.accumulate, book.model.tiedHead, lotto.accumulate];
  };
  assert.deepEqual(fitted(6, "cuda"), [4, true, 8]);
  assert.deepEqual(fitted(8, "cuda"), [4, false, 4]);
  assert.deepEqual(fitted(12, "cuda"), [1, false, 2]);
  assert.deepEqual(fitted(24, "cuda"), [1, false, 1]);
  assert.deepEqual(fitted(8, "webgpu"), [16, false, 16]);
  assert.deepEqual(fitted(24, "webgpu"), [1, false, 2]);
});

Deno.test("what is fitted needs no more than the device has, and the next larger parts would", () => {
  for (const gigabytes of [8, 12]) {
    const device = card(gigabytes),
      { batchSize, model, accumulate } = fitToMemory(BOOK_PRESETS.full, device, {
        tokens: 32,
      });
    const bytes = (accumulate: number) =>
      trainingBytes({ ...model, vocabSize: 50257 }, { batchSize, tokens: 32, accumulate, kind: "cuda" });
    assert.ok(bytes(accumulate) <= device.memoryBytes);
    if (accumulate > 1) assert.ok(bytes(accumulate / 2) > device.memoryBytes);
  }
});

Deno.test("a model that does not fit is refused, and the message says which settings to change", () => {
  assert.throws(
    () => fitToMemory(BOOK_PRESETS.full, card(4)),
    /"full" does not fit a 4 GB card: even with a tied head its 124 M .* need about .* GiB.*COURSE_PRESET=small.*nLayer/,
  );
});

Deno.test("small, and a device whose memory is unknown, keep the preset", () => {
  const unknown = { kind: "webgpu", name: "GPU", memoryBytes: null };
  assert.equal(fitToMemory(BOOK_PRESETS.full, unknown), BOOK_PRESETS.full);
  assert.equal(fitToMemory(BOOK_PRESETS.small, card(1)), BOOK_PRESETS.small);
});

Deno.test("a device with a limit for a tensor gets parts whose logits keep to it, or small", () => {
  const device = { ...card(24, "webgpu"), maxTensorBytes: 2 ** 28 };
  const { accumulate, batchSize } = fitToMemory(BOOK_PRESETS.full, device);
  assert.equal(accumulate, 4);
  assert.ok(4 * 50257 * 32 * batchSize / accumulate <= 2 ** 28);
  assert.equal(choosePreset(device, undefined), "full");
  const limited = { ...device, maxTensorBytes: 2 ** 27 };
  assert.equal(choosePreset(limited, undefined), "small");
  assert.throws(
    () => fitToMemory(BOOK_PRESETS.full, limited),
    /largest tensor needs about 147\.2 MiB, and this device takes at most 128\.0 MiB\. Set COURSE_PRESET=small/,
  );
});

Deno.test("where choosePreset() says full, notebooks 04 and 06 fit, on a card of any size and on a Mac", () => {
  for (const kind of ["cuda", "webgpu"]) {
    for (const name of ["GPU", "Apple M3"]) {
      for (let memoryBytes = 4e9; memoryBytes < 40e9; memoryBytes += 1e8) {
        const device = { kind, name, memoryBytes };
        if (choosePreset(device, undefined) !== "full") continue;
        for (const preset of [BOOK_PRESETS.full, LOTTO_PRESETS.full]) fitToMemory(preset, device);
      }
    }
  }
});

Deno.test("choosePreset() goes by memory: integrated GPUs and small cards get small", () => {
  const of = (memoryBytes: number | null, name = "GPU", kind = "webgpu") =>
    choosePreset({ kind, name, memoryBytes }, undefined);
  assert.equal(of(null, "Intel Iris Xe"), "small");
  assert.equal(of(4 * 2 ** 30), "small");
  assert.equal(of(card(6).memoryBytes, "RTX 2060", "cuda"), "full");
  assert.equal(of(card(6).memoryBytes), "small", "op by op takes more");
  assert.equal(of(card(8).memoryBytes), "full");
  assert.equal(of(8 * 2 ** 30, "Apple M3"), "small");
  assert.equal(of(16 * 2 ** 30, "Apple M3"), "full");
  assert.equal(of(8 * 2 ** 30, "a processor", "cpu"), "small");
  assert.equal(choosePreset({ kind: "webgpu", name: "GPU", memoryBytes: null }, "full"), "full");
});
