import assert from "node:assert/strict";
import { bench, formatReport } from "lib/tools/bench";
import { SHAPES, trainingFlops } from "../../../lib/tools/bench/shapes.ts";
import { benchTokenizers } from "../../../lib/tools/bench/tokenizers.ts";

Deno.test("trainingFlops() counts matrix products: a by-hand sum for a small shape", () => {
  const shape = { name: "hand", nLayer: 1, nEmbd: 2, nHead: 1, blockSize: 3, vocabSize: 5, batchSize: 1 };
  // multiplying parameters: qkv 2·6 + proj 2·2 + fc 2·8 + proj 8·2 = 48, head 2·5 = 10; attention 12·1·3·2 a token
  assert.equal(trainingFlops(shape), (6 * 58 + 72) * 3);
});

Deno.test("bench() refuses an unknown shape and names the known ones", async () => {
  await assert.rejects(bench({ shapes: ["13B"], torchPython: null }), (error: Error) => {
    assert(error instanceof RangeError);
    for (const shape of SHAPES) assert(error.message.includes(shape.name));
    return true;
  });
  await assert.rejects(bench({ rounds: 0, torchPython: null }), RangeError);
});

Deno.test("formatReport() lines columns up and says where there is no rival", () => {
  const text = formatReport([{
    kind: "training",
    shape: "0.8M",
    engine: "ours eager",
    precision: "float32",
    tokensPerSecond: 12345.6,
    slowest: 12000,
    fastest: 13000,
    ratioToPyTorch: null,
    shareOfPeak: 0.25,
    firstStepSeconds: 0.5,
    peakRssBytes: 2 ** 30,
  }]);
  assert.match(text, /12,346 {2}12,000–13,000 +– +25 % +0\.5 +1,024/);
  assert(!text.includes("Sampling"), "a measurement that was not taken has no table");
});

Deno.test("formatReport() has one row for each tokenizer, with our speed as a multiple of its", () => {
  const text = formatReport([{
    kind: "tokenizer",
    task: "encode gpt2",
    engine: "tiktoken",
    threads: 1,
    megabytesPerSecond: 8.04,
    seconds: [1, 0.994],
    oursAgainstThis: 1.5,
  }]);
  assert.match(text, /encode gpt2 +tiktoken +1 +8\.0 +1\.00 0\.99 +1\.50/);
});

Deno.test("benchTokenizers() measures every task on our side where there is no Python to compare with", async () => {
  const source = Array.from({ length: 200 }, (_, i) => `word${String.fromCharCode(97 + i % 26, 97 + i / 8)}`)
    .join(" ");
  const rows = await benchTokenizers({ source, python: null, megabytes: 0.02, rounds: 2, vocabSize: 400 });
  assert.deepEqual(rows.map(({ task, engine }) => [task, engine]), [
    ["train byte_level", "ours"],
    ["train pipeline", "ours"],
    ["encode gpt2", "ours"],
  ]);
  for (const row of rows) {
    assert.equal(row.seconds.length, 2);
    assert.equal(row.oursAgainstThis, 1);
    assert.ok(row.megabytesPerSecond > 0);
  }
});
