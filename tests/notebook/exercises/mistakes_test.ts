/**
 * Every exercise: its solution in the notebook is accepted, and at least three mistakes that readers make (mistakes_NN.ts)
 * get a verdict that names them. That the stubs are refused is tested with the notebooks.
 */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { judge } from "../../../lib/notebook/exercises/check.ts";
import { NOTEBOOK_EXERCISES } from "../../../lib/notebook/exercises/registry.ts";
import { readSolutions } from "./solutions.ts";

/** By exercise: what the answer does wrong, the answer, and what the verdict or its hint must say. */
export type Mistakes = Readonly<
  Record<string, readonly (readonly [mistake: string, answer: unknown, says: RegExp])[]>
>;

for (const [number, load] of Object.entries(NOTEBOOK_EXERCISES)) {
  const { mistakes }: { mistakes: Mistakes } = await import(`./mistakes_${number}.ts`);
  const { exercises } = await load!();

  Deno.test(`notebook ${number}: each exercise has at least three mistakes, and its check accepts the solution`, async () => {
    await tf.setBackend("cpu");
    const solutions = await readSolutions(number);
    const ids = Object.keys(exercises).sort();
    assert.deepEqual([[...solutions.keys()].sort(), Object.keys(mistakes).sort()], [ids, ids]);
    for (const id of ids) {
      assert.ok(new Set(mistakes[id].map(([mistake]) => mistake)).size >= 3, id);
      const { kind, message } = await judge(exercises[id], solutions.get(id));
      assert.equal(kind, "right", `${id}: ${message}`);
    }
  });

  Deno.test(`notebook ${number}: no check accepts, or fails on, an answer that does not look at its question`, async () => {
    await tf.setBackend("cpu");
    const values = [undefined, null, NaN, 0, 1, "", [], [0], {}, new Map(), true, false, tf.scalar(1)];
    const answers = [...values.map((value) => () => value), (first: unknown) => first, ...values];
    for (const [id, exercise] of Object.entries(exercises)) {
      for (const answer of answers) {
        const { kind, message, hint } = await judge(exercise, answer);
        assert.equal(kind, "wrong", `${id}: ${answer}`);
        if (typeof answer !== "function") continue;
        assert.ok(hint, `${id}: no hint for ${answer}: ${message}`);
        assert.doesNotMatch(message, /ended with an error/, `${id}: the check fails on ${answer}`);
      }
    }
  });

  for (const [id, answers] of Object.entries(mistakes)) {
    for (const [mistake, answer, says] of answers) {
      Deno.test(`exercise ${id} names the mistake: ${mistake}`, async () => {
        await tf.setBackend("cpu");
        const { kind, message, hint } = await judge(exercises[id], answer);
        assert.equal(kind, "wrong", message);
        assert.match(`${message} ${hint}`, says);
      });
    }
  }
}
