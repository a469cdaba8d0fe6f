import assert from "node:assert/strict";
import { join } from "node:path";
import { type BenchEngine, WORKER_VARIABLE } from "../../../lib/tools/bench/engines.ts";
import { fastEnough } from "../../../lib/tools/bench/matmul.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";

/** A worker whose products take as many milliseconds as its mode says; the first one, which compiles, takes a second. */
const WORKER = `
  console.log("{}");
  for await (const _ of Deno.stdin.readable) {
    const seconds = Number(Deno.args[1]) / 1000;
    console.log(JSON.stringify({ seconds: [1, seconds, seconds, seconds] }));
  }`;

Deno.test("fastEnough() leaves out what is ten times slower than the first engine, and says so", async () => {
  const engine = (
    name: string,
    milliseconds: number,
    precision: "float32" | "bf16" = "bf16",
  ): BenchEngine => ({
    ...{ name, precision, mode: `${milliseconds}`, isOurs: true },
  });
  const set = Deno.env.get(WORKER_VARIABLE), notes: string[] = [];
  const first = engine("first", 1, "float32"), near = engine("near", 4), far = engine("far", 50);
  try {
    await inTemporaryFolder(async (folder) => {
      Deno.writeTextFileSync(join(folder, "worker.ts"), WORKER);
      Deno.env.set(WORKER_VARIABLE, join(folder, "worker.ts"));
      const turns = { rounds: 1, torchPython: null, onNote: (text: string) => notes.push(text) };
      assert.deepEqual(await fastEnough([first, near, far], turns), [near]);
    });
  } finally {
    if (set === undefined) Deno.env.delete(WORKER_VARIABLE);
    else Deno.env.set(WORKER_VARIABLE, set);
  }
  assert.equal(notes.length, 1);
  // 2 · 256³ operations in 50 and in 1 ms
  assert.match(notes[0], /^far was not measured in bf16: .* reach 0\.67 GFLOP\/s here, and 34 in float32/);
});
