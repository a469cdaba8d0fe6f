import assert from "node:assert/strict";
import { executeCells, printed } from "./execute_cells.ts";

const connect = 'import { connectKernel } from "../../lib/course/kernel.ts"; connectKernel();';
const raises = ["raises-exception"];

Deno.test("an error in a cell is shown with its whole chain of causes", async () => {
  const { failure } = await executeCells([
    connect,
    'const deep = new RangeError("the disk is full"); const middle = new Error("cannot save", { cause: deep }); ' +
    'throw new Error("training stopped", { cause: middle });',
  ]);
  assert.equal(failure?.cell, 2);
  const text = failure!.traceback;
  const at = ["training stopped", "caused by: Error: cannot save", "caused by: RangeError: the disk is full"]
    .map((part) => text.indexOf(part));
  assert.ok(at.every((position) => position >= 0), text);
  assert.deepEqual(at, at.toSorted((a, b) => a - b));
  assert.equal(text.split("the disk is full").length, 2, "each cause is shown once");
});

Deno.test("a rejection that nothing handles is printed and the kernel lives on", async () => {
  const { failure, outputs } = await executeCells([
    connect,
    'Promise.reject(new Error("left alone")); await new Promise((resolve) => setTimeout(resolve, 50));',
    'console.log("alive");',
  ], { 1: raises });
  assert.equal(failure, undefined);
  assert.match(printed(outputs[1], "stderr"), /nothing handled it:\nError: left alone/);
  assert.equal(printed(outputs[2]), "alive\n");
});

Deno.test("a cell that ends with a big value says that the kernel keeps it", async () => {
  const { outputs } = await executeCells([connect, "new Float32Array(1_000_000)", "new Float32Array(10)"]);
  assert.match(printed(outputs[1], "stderr"), /4\.0 MB, which stays in memory/);
  assert.equal(printed(outputs[2], "stderr"), "");
});
