import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { judge } from "../../../lib/course/check.ts";
import { NOTEBOOK_EXERCISES } from "../../../lib/course/exercises/registry.ts";
import { readSolutions } from "./solutions.ts";

for (const [number, load] of Object.entries(NOTEBOOK_EXERCISES)) {
  Deno.test(`the checks of notebook ${number} accept its solutions`, async () => {
    await tf.setBackend("cpu");
    const { exercises } = await load!();
    const solutions = await readSolutions(number);
    assert.deepEqual([...solutions.keys()].sort(), Object.keys(exercises).sort());
    for (const [id, solution] of solutions) {
      const { kind, message } = await judge(exercises[id], solution);
      assert.equal(kind, "right", `${id}: ${message}`);
    }
  });
}
