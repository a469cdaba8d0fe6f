import assert from "node:assert/strict";
import { compareSides, formatComparison } from "../../../lib/tools/bench/shakespeare/report.ts";
import { findRow, type ReproRow, type Side } from "../../../lib/tools/bench/shakespeare/rows.ts";
import { makeTask } from "../../../lib/tools/bench/shakespeare/settings.ts";
import { NanoGPT } from "../../../lib/tools/bench/shakespeare/nanogpt.ts";
import { torchPython, torchTest } from "../../torch_python.ts";

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
    /seed 11 .*\n.*\nours +1\.9000 +1\.9000 \(one seed has no interval\)/,
  );
  assert.equal(compareSides(rows([1.9, 1.8], [])).difference, null);
});

Deno.test("a training is found again; another seed, text, device or version is another training", () => {
  const { side, seed, steps, corpus, device, versions, ...trained } = row("ours", 11, 1.9);
  const key = { side, seed, steps, corpus, device, versions };
  const rows = [{ ...key, ...trained }, row("nanoGPT", 11, 1.91)];
  assert.deepEqual(findRow(rows, key), rows[0]);
  for (
    const change of [{ seed: 12 }, { steps: 5 }, { corpus: "4567" }, { device: "cuda" }, { versions: {} }]
  ) {
    assert.equal(findRow(rows, { ...key, ...change }), undefined);
  }
});

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
