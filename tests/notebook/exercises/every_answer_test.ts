/**
 * What holds for every exercise: a solution may calculate in float32 or in another order, and three mistakes that can be
 * made anywhere have a verdict of their own.
 */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { judge } from "../../../lib/notebook/exercises/check.ts";
import { NOTEBOOK_EXERCISES } from "../../../lib/notebook/exercises/registry.ts";
import { otherSolutions } from "./other_solutions.ts";
import { readSolutions } from "./solutions.ts";

type Call = (...args: unknown[]) => unknown;

/** The result in float32, where it is a fraction or a list of numbers. */
function inFloat32(result: unknown): unknown {
  if (typeof result === "number") return Number.isInteger(result) ? result : Math.fround(result);
  const numbers = Array.isArray(result) && result.every((item) => typeof item === "number");
  return numbers ? Float32Array.from(result) : result;
}

/** Changes the first list or table among the arguments; false where there is none. */
function changeArgument(args: unknown[]): boolean {
  for (const value of args) {
    if (Array.isArray(value) && value.length > 0) return value.pop() !== undefined;
    if (ArrayBuffer.isView(value)) return Boolean((value as Float32Array).fill(7));
    if (value instanceof Map) return Boolean(value.set("changed", 1));
  }
  return false;
}

for (const [number, load] of Object.entries(NOTEBOOK_EXERCISES)) {
  const { exercises } = await load!();

  Deno.test(`notebook ${number}: an answer may be in float32, and right in another way`, async () => {
    await tf.setBackend("cpu");
    for (const [id, solution] of await readSolutions(number)) {
      const solve = solution as Call;
      const others = Object.entries(otherSolutions[id] ?? {});
      for (
        const [what, answer] of [["float32", (...args: unknown[]) => inFloat32(solve(...args))], ...others]
      ) {
        const { kind, message } = await judge(exercises[id], answer);
        assert.equal(kind, "right", `${id}, ${what}: ${message}`);
      }
    }
  });

  Deno.test(`notebook ${number}: an answer that returns nothing, that is async, or that changes its argument`, async () => {
    await tf.setBackend("cpu");
    for (const [id, solution] of await readSolutions(number)) {
      const solve = solution as Call;
      let changed = false;
      const broken: readonly (readonly [answer: unknown, says: RegExp])[] = [
        [(...args: unknown[]) => void solve(...args), /gives `undefined` Write `return`/],
        // deno-lint-ignore require-await
        [async (...args: unknown[]) => solve(...args), /gives a promise .*without `async`/],
        [(...args: unknown[]) => {
          const result = solve(...args);
          if (changeArgument(args)) changed = true;
          return result;
        }, /after the call|chang/i],
      ];
      for (const [answer, says] of broken) {
        const { kind, message, hint } = await judge(exercises[id], answer);
        if (kind === "right" && answer === broken[2][0] && !changed) continue; // no argument that can change
        assert.equal(kind, "wrong", `${id}: ${message}`);
        assert.match(`${message} ${hint}`, says, id);
      }
    }
  });
}
