import assert from "node:assert/strict";
import { runFresh } from "./fresh_process.ts";

const compute = `console.log((await tf.add(tf.tensor1d([1, 2]), 1).data()).join());`;

Deno.test("the plain JavaScript device prints no advertisement for tfjs-node", async () => {
  const original = await runFresh(`await tf.setBackend("cpu"); ${compute}`);
  assert.match(original.stdout + original.stderr, /running TensorFlow\.js in Node\.js/);
  const ours = await runFresh(`await useDevice({ kind: "js", quiet: true }); ${compute}`);
  assert.deepEqual(ours, { code: 0, stdout: "2,3\n", stderr: "" });
});
