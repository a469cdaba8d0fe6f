import assert from "node:assert/strict";
import { type BenchEngine, startWorker } from "../../../lib/tools/bench/engines.ts";
import { type BenchShape, EXAMPLE_LENGTHS } from "../../../lib/tools/bench/shapes.ts";

const engine: BenchEngine = { name: "ours eager", mode: "eager", isOurs: true, precision: "float32" };
const shape: BenchShape = {
  ...{ name: "tiny", nLayer: 1, nEmbd: 8, nHead: 2, blockSize: 256, vocabSize: 32, batchSize: 1 },
  llama: { nKVHead: 1, nInner: 12 },
};

for (const task of ["training", "lora", "instructions"]) {
  Deno.test(`our worker takes steps that lower the loss: ${task}`, async () => {
    using worker = await startWorker(engine, shape, { torchPython: null });
    const request = { command: "train", task, lengths: EXAMPLE_LENGTHS };
    const first = await worker.request({ ...request, steps: 1 });
    const later = await worker.request({ ...request, steps: 20 });
    assert.equal((later.seconds as number[]).length, 20);
    assert.ok((later.loss as number) < (first.loss as number), `${later.loss} after ${first.loss}`);
  });
}

Deno.test("our worker reads memory and says how long each time took", async () => {
  using worker = await startWorker(engine, shape, { torchPython: null });
  const { seconds } = await worker.request({ command: "bandwidth", size: 64, repeats: 3 });
  assert.ok((seconds as number[]).length === 3 && (seconds as number[]).every((s) => s > 0));
});
