import assert from "node:assert/strict";
import { useTensorFlow } from "lib/engine/tensorflow";
import {
  formatLongRuns,
  longGeneration,
  longRetracing,
  type LongRunRow,
  longTraining,
  whatGrows,
} from "../../../lib/tools/bench/long_runs.ts";
import { skipIf } from "../../skip.ts";
import { missingLibrary } from "../../engine/device/missing_library.ts";

const row: LongRunRow = {
  ...{
    kind: "long run",
    what: "steps",
    repeats: 8,
    seconds: 1,
    bytesByQuarter: [1, 100, 100, 101].map((m) => m * 2 ** 20),
  },
  ...{ tensors: 0, handles: -1, openFiles: 0, sameResult: true },
};

Deno.test("whatGrows() names what grows, and not the heap's noise", () => {
  assert.deepEqual(whatGrows(row), []);
  const bytesByQuarter = [1, 100, 110, 122].map((m) => m * 2 ** 20);
  assert.deepEqual(whatGrows({ ...row, bytesByQuarter, tensors: 1, sameResult: false }), [
    "tensors",
    "memory",
    "the difference from the first result",
  ]);
  assert.match(formatLongRuns([row]), /1 → 100 → 100 → 101 +0 +-1 +0 +yes +nothing/);
});

const TINY = { name: "tiny", nLayer: 1, nEmbd: 8, nHead: 1, blockSize: 8, vocabSize: 16, batchSize: 1 };

Deno.test({
  ...skipIf(
    "steps, generations and new programs leave no tensors, handles and open files behind",
    missingLibrary(),
  ),
  async fn() {
    useTensorFlow();
    const o = { shape: TINY, seconds: 600 };
    const rows = [
      await longTraining({ ...o, repeats: 40 }),
      await longGeneration({ ...o, repeats: 12 }),
      await longRetracing({ ...o, repeats: 12, mode: "graph", keep: { mostNodes: 1, leastPrograms: 2 } }),
    ];
    for (const { tensors, handles, openFiles, sameResult, what } of rows) {
      assert.deepEqual([tensors, handles, openFiles], [0, 0, 0], what);
      assert.notEqual(sameResult, false, what);
    }
    assert.deepEqual(rows.map(({ repeats }) => repeats), [40, 12, 12]);
  },
});
