/**
 * Every operation that TensorFlow.js exports has the same result on this engine as on tfjs's own backend in plain
 * JavaScript, except for the differences that `op_differences.ts` lists with a reason.
 */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { engineTest } from "./engine.ts";
import { inputsOf, NOT_OPERATIONS, OPS } from "./op_cases.ts";
import { DIFFERENCES } from "./op_differences.ts";
import { difference, resultOf } from "./op_result.ts";

const NAMESPACES = ["fused", "image", "linalg", "losses", "signal", "sparse", "spectral", "string"];

function exportedOperations(): string[] {
  const all = tf as unknown as Record<string, Record<string, unknown>>;
  const functions = Object.keys(all).filter((name) => /^[a-z]/.test(name) && typeof all[name] === "function");
  const inNamespaces = NAMESPACES.flatMap((space) =>
    Object.keys(all[space]).map((name) => `${space}.${name}`)
  );
  // tf.fft and tf.spectral.fft are one function.
  const spectral = new Set(Object.keys(all.spectral));
  return [...functions, ...inNamespaces].filter((name) => !NOT_OPERATIONS.has(name) && !spectral.has(name));
}

Deno.test("every operation that tfjs exports has its calls in the table", () => {
  const missing = exportedOperations().filter((name) => !(OPS[name]?.length > 0));
  assert.deepEqual(missing, []);
});

/** Runs the table with `f` on both backends. @returns differences that the list does not have */
async function compare(
  calls: (op: string) => readonly (readonly [string, Parameters<typeof resultOf>[0]])[],
  used: Set<unknown>,
): Promise<string[]> {
  const unexplained: string[] = [];
  (tf.findBackend("cpu") as unknown as { firstUse: boolean }).firstUse = false;
  for (const op of Object.keys(OPS)) {
    for (const [call, f] of calls(op)) {
      await tf.setBackend("cpu");
      const javascript = await resultOf(f);
      await tf.setBackend("tensorflow");
      const found = difference(javascript, await resultOf(f));
      if (found === undefined) continue;
      const text = `${call}: ${found}`;
      const known = DIFFERENCES.filter(({ ops, found }) => ops.split(" ").includes(op) && found.test(text));
      known.forEach((entry) => used.add(entry));
      if (known.length === 0) unexplained.push(`${op} ${text}`);
    }
  }
  return unexplained;
}

engineTest("operations give what they give on tfjs's backend in JavaScript", async (engine) => {
  if (engine.gpu !== null) return; // the list is of the processor's kernels
  const used = new Set<unknown>();
  const alive = () => ({ ...engine.memory(), numBytes: 0 }); // tfjs counts strings' bytes as NaN
  const before = alive();
  const unexplained = await compare((op) => OPS[op], used);
  assert.deepEqual(unexplained, []);
  assert.deepEqual(DIFFERENCES.filter((entry) => !used.has(entry)), [], "listed, and not different any more");
  assert.deepEqual(alive(), before, "nothing is left behind");
});

engineTest("no operation frees the tensors that it is given", () => {
  const freed: string[] = [];
  for (const [op, calls] of Object.entries(OPS).filter(([op]) => !op.endsWith("Async"))) {
    for (const [call, f] of calls) {
      tf.engine().startScope();
      try {
        if (inputsOf(f).some((tensor) => tensor.isDisposed)) freed.push(`${op} ${call}`);
      } catch {
        // what throws is compared above
      }
      tf.engine().endScope();
    }
  }
  assert.deepEqual(freed, []);
});
