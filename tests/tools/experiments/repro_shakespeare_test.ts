import assert from "node:assert/strict";
import { compareSides, formatComparison } from "../../../lib/tools/bench/shakespeare/report.ts";
import {
  findRow,
  fingerprint,
  readRows,
  type ReproRow,
  saveRow,
  type Side,
} from "../../../lib/tools/bench/shakespeare/rows.ts";
import { makeTask } from "../../../lib/tools/bench/shakespeare/settings.ts";
import { NanoGPT } from "../../../lib/tools/bench/shakespeare/nanogpt.ts";
import { meanDifference, meanInterval } from "../../../lib/statistics/median.ts";
import { inTemporaryFolder, torchPython, torchTest } from "../../torch_python.ts";

const row = (side: Side, seed: number, validationLoss: number): ReproRow => ({
  side,
  seed,
  steps: 2000,
  corpus: "0123",
  device: "cpu",
  versions: { x: "1" },
  parameters: 1,
  validationLoss,
  tokensPerSecond: 1,
  heldOut: [],
});

Deno.test("meanInterval() and meanDifference() give scipy's intervals", () => {
  // scipy.stats.t.interval(0.95, 4, mean, sem) and ttest_ind(a, b, equal_var=False).confidence_interval()
  const a = [1.9, 1.887, 1.903, 1.895, 1.91], b = [1.917, 1.91, 1.913];
  const { mean, low, high } = meanInterval(a);
  assert.deepEqual([mean, low, high].map((x) => x!.toFixed(4)), ["1.8990", "1.8883", "1.9097"]);
  const difference = meanDifference(a, b);
  assert.equal(difference.mean.toFixed(4), "-0.0143");
  // A little wider than scipy's -0.02516 to -0.00350: the degrees of freedom are rounded down.
  assert.ok(difference.low! <= -0.02516 && difference.low! > -0.0257, `${difference.low}`);
  assert.ok(difference.high! >= -0.00351 && difference.high! < -0.003, `${difference.high}`);
  assert.deepEqual(meanInterval([2]), { mean: 2, low: null, high: null });
  assert.throws(() => meanInterval([]), RangeError);
  assert.throws(() => meanDifference([1], [1, 2]), RangeError);
});

Deno.test("the comparison says better, level or worse by the interval of the difference", () => {
  const rows = (ours: number[], theirs: number[]) => [
    ...ours.map((loss, i) => row("ours", 11 + i, loss)),
    ...theirs.map((loss, i) => row("nanoGPT", 11 + i, loss)),
  ];
  assert.match(formatComparison(rows([1.89, 1.9, 1.895], [1.92, 1.91, 1.915])), /ours is better/);
  assert.match(formatComparison(rows([1.89, 1.92], [1.9, 1.91])), /: level/);
  const worse = rows([1.95, 1.951, 1.952], [1.9, 1.901, 1.902]);
  assert.match(formatComparison(worse), /OURS IS WORSE/);
  assert.equal(compareSides(worse).isLevel, false);
  assert.match(
    formatComparison(rows([1.9], [1.91])),
    /seed 11 .*\nours +1\.9000 +1\.9000 \(one seed has no interval\)/,
  );
  assert.equal(compareSides(rows([1.9, 1.8], [])).difference, null);
});

Deno.test("a training that is saved is found again; another seed, text, device or version is another training", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/deep/rows.json`;
    assert.deepEqual(await readRows(path), []);
    const first = row("ours", 11, 1.9);
    await saveRow(path, first);
    await saveRow(path, row("nanoGPT", 11, 1.91));
    const rows = await readRows(path);
    assert.deepEqual(findRow(rows, first), first);
    for (
      const change of [{ seed: 12 }, { steps: 5 }, { corpus: "4567" }, { device: "cuda" }, { versions: {} }]
    ) {
      assert.equal(findRow(rows, { ...first, ...change }), undefined);
    }
    assert.deepEqual([...Deno.readDirSync(`${folder}/deep`)].map(({ name }) => name), ["rows.json"]);
    await Deno.writeTextFile(path, "[{");
    await assert.rejects(readRows(path), /rows\.json: move the file away to begin anew/);
    assert.equal(await fingerprint("abc"), "ba7816bf8f01cfea");
  }));

torchTest("nanoGPT's model has the parameters that its README names, and learns", async () => {
  const text = "the quick brown fox jumps over the lazy dog. ".repeat(100);
  const task = makeTask(text);
  await using model = await NanoGPT.start(torchPython, task);
  const progress: string[] = [];
  const trained = await model.train({ seed: 11, steps: 20, onProgress: (text) => progress.push(text) });
  const { vocabSize: V, blockSize: T, nEmbd: C, nLayer: L } = task.config;
  assert.equal(trained.parameters, (V + T) * C + L * (12 * C * C + 2 * C) + C);
  assert.ok(trained.validationLoss < Math.log(V) - 0.1, `${trained.validationLoss}`); // untrained: ln V
  assert.deepEqual(trained.heldOut, [[20, trained.validationLoss]]);
});
