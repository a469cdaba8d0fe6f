import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { expectClose, expectEqual, Wrong, wrong } from "../../../lib/notebook/exercises/expect.ts";

const what = "f(1)";

Deno.test("wrong() throws its message and hint", () => {
  assert.throws(() => wrong("too short", "longer"), { name: "Wrong", message: "too short", hint: "longer" });
  assert.ok(new Wrong("x") instanceof Error);
});

Deno.test("expectEqual() passes equal values of every kind", () => {
  const values =
    () => [1, NaN, "a", true, null, [1, [2]], { a: 1, b: [2] }, new Map([["a", 1]]), new Set([1])];
  values().forEach((value, i) => expectEqual(value, values()[i], { what }));
  expectEqual(Int32Array.of(1, 2), [1, 2], { what });
});

Deno.test("expectEqual() says which call, what came, what was expected, and where they differ", () => {
  const message = (actual: unknown, expected: unknown) => {
    try {
      expectEqual(actual, expected, { what });
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.equal(message("th", "the"), '`f(1)` gives `"th"`, expected `"the"`');
  assert.match(message([1, 2, 4], [1, 2, 3])!, /: at `\[2\]` it has `4`, expected `3`$/);
  assert.match(message([1, 2], [1, 2, 3])!, /: at `\.length` it has `2`, expected `3`$/);
  assert.match(message({ a: { b: 1 } }, { a: { b: 2 } })!, /: at `\.a\.b` it has `1`, expected `2`$/);
  assert.match(message(new Map(), new Map([["a", 1]]))!, /: at `\.get\("a"\)` it has `no such key`/);
  assert.match(message(new Map([["a", 1]]), new Map())!, /: at `\.get\("a"\)` it has `1`, .*`no such key`$/);
  assert.match(message(new Set([1]), new Set([2]))!, /: at `\.get\(2\)` it has `no such key`/);
  assert.equal(message(undefined, 3), "`f(1)` gives `undefined`, expected `3`");
  assert.ok(message("x".repeat(1000), [1])!.length < 300, "long values are cut");
});

Deno.test("without a result the advice is about `return` or `async`, not about the task", async () => {
  const hint = "Smallest first.";
  const hintOf = (actual: unknown) => {
    try {
      expectEqual(actual, [1], { what, hint });
    } catch (error) {
      return (error as Wrong).hint;
    }
  };
  assert.match(hintOf(undefined)!, /`return`/);
  assert.match(hintOf(Promise.resolve([1]))!, /`async`/);
  assert.equal(hintOf([2]), hint);
  await assert.rejects(expectClose(undefined as never, [1], { what, hint }), (error) => {
    assert.match((error as Wrong).hint!, /`return`/);
    return true;
  });
});

Deno.test("expectClose() compares numbers and arrays within the tolerance", async () => {
  await expectClose(0.1 + 0.2, 0.3, { what });
  await expectClose([[1, 2]], [Float32Array.of(1, 2)], { what });
  await expectClose([1.05], [1], { what, tolerance: 0.1 });
  await assert.rejects(expectClose([1.05], [1], { what, hint: "h" }), {
    message: "`f(1)` has `1.05` at `[0]`, expected `1`",
    hint: "h",
  });
  await assert.rejects(expectClose(2, 1, { what }), { message: "`f(1)` is `2`, expected `1`" });
  await assert.rejects(expectClose(NaN, 1, { what }), { message: "`f(1)` is `NaN`, expected `1`" });
});

Deno.test("expectClose() compares tensors with tensors and arrays, by shape and position", async () => {
  await tf.setBackend("cpu");
  const x = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]);
  const nested = [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]];
  await expectClose(x, nested, { what });
  await expectClose(x, x, { what });
  await expectClose(tf.scalar(2), 2, { what });
  const y = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 11, 12], [2, 3, 2]);
  await assert.rejects(expectClose(y, x, { what }), {
    message: "`f(1)` has `0` at `[1][1][1]`, expected `10`",
  });
  await assert.rejects(expectClose(tf.zeros([2, 2]), [[0, 0]], { what }), {
    message: "`f(1)` has the shape [2,2], expected [1,2]",
  });
});

Deno.test("expectClose() says when there are no numbers at all", async () => {
  await assert.rejects(expectClose(undefined as never, [1, 2], { what }), {
    message: "`f(1)` gives `undefined`, expected numbers of shape [2]",
  });
  await assert.rejects(expectClose("1" as never, 1, { what }), /gives `"1"`, expected a number$/);
});

Deno.test("expectClose() allows a large number the error of float32, and shows numbers that look alike in full", async () => {
  await expectClose(Math.fround(1234.5678), 1234.5678, { what });
  await assert.rejects(expectClose(0.30303, 0.3030305, { what, tolerance: 1e-9 }), {
    message: "`f(1)` is `0.30303`, expected `0.3030305`",
  });
  assert.throws(() => expectEqual(0.1 + 0.2, 0.3, { what }), {
    message: "`f(1)` gives `0.30000000000000004`, expected `0.3`",
  });
  assert.throws(() => expectEqual(1073741824, 1073741825, { what }), {
    message: "`f(1)` gives `1073741824`, expected `1073741825`",
  });
});

Deno.test("a result of another type has a hint of its own", () => {
  const hintOf = (actual: unknown, expected: unknown) => {
    try {
      expectEqual(actual, expected, { what, hint: "the task's" });
    } catch (error) {
      return (error as Wrong).hint!;
    }
  };
  assert.match(hintOf([[true]], [[1]])!, /`condition \? 1 : 0`/);
  assert.match(hintOf(new Set([1]), [1])!, /`\[\.\.\.set\]`/);
  assert.match(hintOf(tf.tensor1d([1]), [1])!, /arraySync/);
  assert.match(hintOf("3", 3)!, /a number is expected/);
  assert.match(hintOf([3], ["3"])!, /a text is expected/);
  assert.equal(hintOf("4", 3), "the task's");
});

Deno.test("a message shows a tensor by its shape", () => {
  assert.throws(() => expectEqual({ w: tf.zeros([2, 3]) }, {}, { what }), {
    message:
      "`f(1)` gives `{ w: Tensor (2, 3) }`, expected `{}`: at `.w` it has `Tensor (2, 3)`, expected `undefined`",
  });
});
