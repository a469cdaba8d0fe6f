import assert from "node:assert/strict";
import { keepTuning, measureModes, type TuneRow, tuningFrom } from "../../../lib/tools/bench/tune.ts";
import { readTuning } from "../../../lib/engine/device/read_tuning.ts";
import type { ShapeClass } from "../../../lib/engine/ops/tuning.ts";
import { skipIf } from "../../skip.ts";
import { missingLibrary } from "../../engine/device/missing_library.ts";

/** Two rows, graph and xla. */
function pair(
  shapeClass: ShapeClass,
  [graph, xla]: readonly [graph: number, xla: number],
  { shape = "s", flopsPerStep = 1e9, what = "training" }: Partial<TuneRow> = {},
): TuneRow[] {
  const common = { kind: "tune", shape, shapeClass, flopsPerStep, what, fused: true } as const;
  return [
    { ...common, mode: "graph", tokensPerSecond: graph },
    { ...common, mode: "xla", tokensPerSecond: xla },
  ];
}

Deno.test("tuningFrom() takes the faster mode of a class, and the default where the difference is noise", () => {
  const { modes } = tuningFrom([
    ...pair("plain small", [100, 150]),
    ...pair("plain medium", [100, 102]),
    ...pair("loop medium", [104, 100]),
    ...pair("loop large", [102, 100]),
  ], { gpu: false });
  assert.deepEqual(modes, {
    "plain small": "xla",
    "plain medium": "graph",
    "loop medium": "graph",
    "loop large": "xla",
  });
});

Deno.test("tuningFrom() averages training and sampling of a class as ratios", () => {
  const rows = [
    ...pair("loop small", [200, 100]),
    ...pair("loop small", [1000, 4000], { what: "sampling" }),
  ];
  assert.deepEqual(tuningFrom(rows, { gpu: false }).modes, { "loop small": "xla" });
});

Deno.test("tuningFrom() keeps a kernel where it helps: on a GPU it must be faster, elsewhere not slower", () => {
  const rows = pair("plain large", [100, 90]);
  const without = (tokensPerSecond: number): TuneRow => ({ ...rows[0], fused: false, tokensPerSecond });
  const fusedFrom = (speed: number, gpu: boolean) => tuningFrom([...rows, without(speed)], { gpu }).fusedFrom;
  assert.equal(fusedFrom(100, false), 2 ** 17);
  assert.equal(fusedFrom(100, true), null);
  assert.equal(fusedFrom(80, true), 2 ** 17);
  assert.equal(fusedFrom(120, false), null);
  assert.equal("fusedFrom" in tuningFrom(rows, { gpu: true }), false, "not measured");
});

Deno.test("tuningFrom() finds the length up to which steps share a call", () => {
  const rows = (...loops: number[]) =>
    loops.flatMap((speed, i) => {
      const shape = `s${i}`, flopsPerStep = 10 ** (9 + 2 * i);
      return [
        ...pair("plain small", [100, 90], { shape, flopsPerStep }),
        ...pair("loop small", [speed, 50], { shape, flopsPerStep }),
      ];
    });
  const limit = (...loops: number[]) => tuningFrom(rows(...loops), { gpu: false }).shortStepFlops;
  assert.equal(limit(100, 200), 0);
  assert.equal(limit(200, 100), 1e10, "between 1e9 and 1e11");
  assert.equal(limit(200, 200), 1e11);
});

Deno.test("tuningFrom() keeps the default length where one shape alone does not contradict it", () => {
  const limit = (flopsPerStep: number, speed: number) =>
    tuningFrom([
      ...pair("plain small", [100, 90], { flopsPerStep }),
      ...pair("loop small", [speed, 50], { flopsPerStep }),
    ], { gpu: false }).shortStepFlops;
  assert.equal(limit(2e8, 200), undefined, "that a short step gains says nothing about longer ones");
  assert.equal(limit(1e11, 100), undefined, "that a long step does not gain says nothing about shorter ones");
  assert.equal(limit(2e8, 100), 0);
  assert.equal(limit(1e11, 200), 1e11);
});

Deno.test("keepTuning() keeps earlier classes, and leaves out a shape that was stopped half-way", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/tuning.json`;
  const versions = { deno: "2", tfjs: "4", tensorflow: "2", driver: null };
  const device = { kind: "cpu", name: "x", cores: 1, versions } as const;
  try {
    const half = pair("plain small", [100, 200]);
    assert.deepEqual(keepTuning(device, half, { file }), {});
    const whole = [...half, ...pair("loop small", [90, 100], { what: "sampling" })];
    assert.deepEqual(keepTuning(device, whole, { file }).modes, {
      "plain small": "xla",
      "loop small": "xla",
    });
    const other = [
      ...pair("plain large", [100, 200], { shape: "t" }),
      ...pair("loop small", [200, 100], { shape: "t", what: "sampling" }),
    ];
    const { modes } = keepTuning(device, other, { file });
    assert.deepEqual(modes, { "plain small": "xla", "loop small": "graph", "plain large": "xla" });
    assert.deepEqual(readTuning(device, { file, forced: "" }).tuning, { modes });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  ...skipIf("measureModes() measures both modes of a tiny shape, plain and in loops", missingLibrary()),
  async fn() {
    const tiny = { name: "tiny", nLayer: 1, nEmbd: 8, nHead: 1, blockSize: 8, vocabSize: 16, batchSize: 1 };
    const rows = await Array.fromAsync(measureModes({ rounds: 1, shapes: [tiny] }));
    assert.deepEqual(rows.map(({ what, shapeClass, mode }) => `${what}, ${shapeClass}, ${mode}`), [
      "training, plain small, graph",
      "training, plain small, xla",
      "training, loop small, graph",
      "training, loop small, xla",
      "sampling, loop small, graph",
      "sampling, loop small, xla",
    ]);
    for (const row of rows) assert.ok(row.tokensPerSecond > 0);
  },
});
