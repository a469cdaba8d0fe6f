import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import type { ExerciseCheck } from "../../../lib/notebook/exercises/registry.ts";
import { check, judge } from "../../../lib/notebook/exercises/check.ts";
import { NOTEBOOK_EXERCISES } from "../../../lib/notebook/exercises/registry.ts";
import { expectEqual } from "../../../lib/notebook/exercises/expect.ts";
import { Interrupted } from "../../../lib/notebook/kernel/kernel.ts";
import { todo } from "../../../lib/notebook/exercises/todo.ts";
import { show } from "../plot/bundle.ts";

const doubles: ExerciseCheck = (double: (x: number) => number) => {
  expectEqual(double(2), 4, { what: "double(2)", hint: "Twice." });
  return "doubled";
};

Deno.test("judge() accepts a right answer and says what the check says of it", async () => {
  assert.deepEqual(await judge(doubles, (x: number) => 2 * x), { kind: "right", message: "doubled" });
  assert.deepEqual(await judge(() => {}, 1), { kind: "right", message: "right" });
});

Deno.test("judge() names input, result, expectation and hint of a wrong answer", async () => {
  assert.deepEqual(await judge(doubles, (x: number) => x + 1), {
    kind: "wrong",
    message: "`double(2)` gives `3`, expected `4`",
    hint: "Twice.",
  });
});

Deno.test("judge() tells an untouched stub, also an async one, from a wrong answer", async () => {
  const untouched = { kind: "todo", message: "not written yet: double it" };
  assert.deepEqual(await judge(doubles, () => todo("double it")), untouched);
  const waits: ExerciseCheck = async (answer: () => Promise<number>) => void await answer();
  // deno-lint-ignore require-await
  assert.deepEqual(await judge(waits, async () => todo("double it")), untouched);
});

Deno.test("judge() reports what the answer throws, errors and other values, as the answer's own error", async () => {
  const throwing = async (thrown: unknown) =>
    (await judge(doubles, () => {
      throw thrown;
    })).message;
  assert.equal(
    await throwing(new TypeError("x is null")),
    "your code ended with an error: TypeError: x is null",
  );
  assert.equal(await throwing("no"), "your code ended with an error: it threw no");
  const missing = await judge(doubles, undefined);
  assert.equal(missing.kind, "wrong");
  assert.match(missing.message, /TypeError: double is not a function/);
});

Deno.test("judge() lets the reader stop it", async () => {
  const stops: ExerciseCheck = () => {
    throw new Interrupted();
  };
  await assert.rejects(judge(stops, 1), Interrupted);
});

Deno.test("judge() disposes the tensors of check and answer, also of a wrong one, and keeps earlier ones", async () => {
  await tf.setBackend("cpu");
  const given = tf.tensor1d([1, 2]);
  const before = tf.memory().numTensors;
  const sums: ExerciseCheck = async (answer: (x: tf.Tensor) => tf.Tensor) => {
    const sum = answer(given);
    expectEqual((await sum.data())[0], 3, { what: "sum([1, 2])" });
  };
  assert.equal((await judge(sums, (x: tf.Tensor) => tf.sum(tf.mul(x, 1)))).kind, "right");
  assert.equal((await judge(sums, (x: tf.Tensor) => tf.mean(tf.mul(x, 1)))).kind, "wrong");
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual([...await given.data()], [1, 2]);
  given.dispose();
});

Deno.test("check() finds an exercise by its number and shows a verdict that begins with a mark", async () => {
  const stub = await show(await check("00.1", () => todo("divide")));
  assert.equal(stub.plain, "✗ 00.1 · not written yet: divide");
  const right = await show(
    await check(
      "00.1",
      (counts: number[]) => counts.map((c) => (c + 1) / counts.reduce((a, b) => a + b + 1, 0)),
    ),
  );
  assert.match(right.plain, /^✓ 00\.1 · /);
  assert.match(right.html, /<strong>✓ 00\.1<\/strong>/);
});

Deno.test("check() of an exercise that does not exist names those that do", async () => {
  await assert.rejects(check("00.99", 1), /RangeError: checking exercise "00\.99".*only 00\.1/s);
  await assert.rejects(check("77.1", 1), /RangeError: checking exercise "77\.1".*only 00\.…/s);
  await assert.rejects(check(3.1 as never, 1), /RangeError: checking exercise "3\.1".*only 00\.…/s);
});

Deno.test("every registered notebook has a check for each exercise, numbered from 1 without gaps", async () => {
  for (const [number, load] of Object.entries(NOTEBOOK_EXERCISES)) {
    const ids = Object.keys((await load!()).exercises);
    assert.deepEqual(ids, ids.map((_, i) => `${number}.${i + 1}`));
  }
});

Deno.test("no check forgets to wait for expectClose(), which would let every answer pass", async () => {
  const folder = new URL("../../../lib/notebook/exercises/", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith("notebook_")) continue;
    const text = await Deno.readTextFile(new URL(name, folder));
    const calls = [...text.matchAll(/(\w+)?[ (]*\bexpectClose\(/g)];
    for (const [call, before] of calls) assert.ok(["await", "return"].includes(before), `${name}: ${call}`);
  }
});
