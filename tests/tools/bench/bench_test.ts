import assert from "node:assert/strict";
import { formatReport } from "lib/tools/bench";
import {
  EXAMPLE_LENGTHS,
  GPT2_SHAPE,
  LLAMA_SHAPE,
  packedBatch,
  shapeConfig,
  SHAPES,
  trainingFlops,
} from "../../../lib/tools/bench/shapes.ts";
import { parameterCount } from "lib/gpt";
import { benchTokenizers } from "../../../lib/tools/bench/tokenizers.ts";

Deno.test("trainingFlops() counts matrix products: a by-hand sum for a small shape", () => {
  const shape = { name: "hand", nLayer: 1, nEmbd: 2, nHead: 1, blockSize: 3, vocabSize: 5, batchSize: 1 };
  // multiplying parameters: qkv 2·6 + proj 2·2 + fc 2·8 + proj 8·2 = 48, head 2·5 = 10; attention 12·1·3·2 a token
  assert.equal(trainingFlops(shape), (6 * 58 + 72) * 3);
});

Deno.test("trainingFlops() counts a Llama's three matrices of the MLP and its fewer heads of keys and values", () => {
  const llama = { nKVHead: 1, nInner: 6 };
  const shape = {
    name: "hand",
    nLayer: 1,
    nEmbd: 4,
    nHead: 2,
    blockSize: 3,
    vocabSize: 5,
    batchSize: 1,
    llama,
  };
  // heads of width 2: qkv 4·(2 + 1 + 1)·2 = 32, proj 4·4 = 16, MLP 3·4·6 = 72, head 4·5 = 20; attention 12·1·3·4
  assert.equal(trainingFlops(shape), (6 * 140 + 144) * 3);
});

Deno.test("the Llama has the size of the GPT-2 that it is compared with; GPT-2 has 124 M", () => {
  const [gpt, llama, gpt2] = [SHAPES[2], LLAMA_SHAPE, GPT2_SHAPE].map((shape) =>
    parameterCount(shapeConfig(shape))
  );
  assert.deepEqual([gpt, llama, gpt2], [12_318_720, 12_342_144, 124_439_808 - 768 * 768]); // 256 positions, not 1024
  assert.ok(Math.abs(trainingFlops(LLAMA_SHAPE) / trainingFlops(SHAPES[2]) - 1) < 0.02);
});

Deno.test("packedBatch() fills each row with whole texts, of which the first half is not learned", () => {
  const shape = SHAPES[2], { y, segments, shape: [B, T] } = packedBatch(shape);
  assert.equal(EXAMPLE_LENGTHS.reduce((sum, length) => sum + length, 0), T);
  assert.equal(B * T, y.length);
  for (let row = 0; row < B; row++) {
    const ofRow = [...segments!.subarray(row * T, (row + 1) * T)];
    assert.deepEqual(
      EXAMPLE_LENGTHS.map((_, i) => ofRow.filter((segment) => segment === i).length),
      EXAMPLE_LENGTHS,
    );
    assert.deepEqual([...y.subarray(row * T, row * T + 41)].map((target) => target < 0), [
      ...[...Array(20).fill(true), ...Array(20).fill(false)],
      true,
    ]);
  }
});

Deno.test("formatReport() aligns columns and shows where nothing was compared", () => {
  const text = formatReport([{
    kind: "training",
    task: "lora",
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
    memoryToPyTorch: 0.876,
  }]);
  assert.match(text, /lora +ours eager +float32 +12,346 {2}12,000–13,000 +– +25 % +0\.5 +1,024 +0\.88/);
  assert(!text.includes("Sampling"), "a measurement that was not taken has no table");
});

Deno.test("formatReport() has one row for each tokenizer, with our speed divided by its", () => {
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
