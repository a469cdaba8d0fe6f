/** A compiled function keeps a bounded number of programs; one that was freed comes back with the same result. */
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { jit, type JitMode } from "lib/engine/jit";
import { KeptPrograms } from "../../../lib/engine/jit/kept_programs.ts";
import { jitTest } from "./engine.ts";

function counted(limits: { mostNodes: number; leastPrograms: number }) {
  const freed: string[] = [], kept = new KeptPrograms(limits);
  const add = (key: string, nodes: number, mode: JitMode = "graph") =>
    kept.add(key, { nodes, mode, [Symbol.dispose]: () => void freed.push(key) });
  return { freed, kept, add };
}

Deno.test("the program that was used longest ago is freed when the nodes are too many", () => {
  const { freed, kept, add } = counted({ mostNodes: 10, leastPrograms: 1 });
  assert.deepEqual([add("a", 4), add("b", 4)], [0, 0]);
  assert.equal(kept.use("a")!.nodes, 4);
  assert.equal(add("c", 4), 1);
  assert.deepEqual(freed, ["b"], "a was used after b");
  assert.equal(kept.use("b"), undefined);
  assert.equal(add("large", 10), 2);
  assert.deepEqual([freed, kept.size], [["b", "a", "c"], 1]);
  assert.equal(add("too large", 11), 1, "a program that exceeds the limit alone is kept");
  assert.equal(kept.size, 1);
});

Deno.test("a node of a program of XLA counts as four, when it is added and when it is freed", () => {
  const { freed, add } = counted({ mostNodes: 16, leastPrograms: 1 });
  assert.deepEqual([add("a", 2, "xla"), add("b", 2, "xla")], [0, 0]);
  assert.equal(add("c", 1), 1, "16 nodes, and one");
  assert.equal(add("d", 7), 0, "the eight of a are free again");
  assert.deepEqual(freed, ["a"]);
});

Deno.test("some programs are kept however large they are, and disposing frees all", () => {
  const { freed, kept, add } = counted({ mostNodes: 1, leastPrograms: 2 });
  assert.deepEqual([add("a", 5), add("b", 5), add("c", 5)], [0, 0, 1]);
  assert.deepEqual(freed, ["a"]);
  kept[Symbol.dispose]();
  assert.deepEqual([freed, kept.size, kept.use("b")], [["a", "b", "c"], 0, undefined]);
  assert.deepEqual([add("d", 5), add("e", 5)], [0, 0], "their nodes are not counted any more");
});

for (const mode of ["graph", "xla"] as const) {
  jitTest(`after other shapes the first program is made again, with equal numbers (${mode})`, async () => {
    const keep = { mostNodes: 1, leastPrograms: 3 };
    using f = jit((x: tf.Tensor) => tf.sin(tf.mul(x, x)), { mode, keep });
    const call = async (size: number) => [...await (await f(tf.linspace(0, 3, size))).data()];
    const first = await call(5);
    for (const size of [6, 7, 6, 7]) await call(size);
    assert.deepEqual(await call(5), first, "still kept");
    assert.equal(f.traces.length, 3);
    for (const size of [8, 9, 10]) await call(size);
    assert.deepEqual(await call(5), first);
    assert.deepEqual(f.traces.map(({ freed }) => freed), [0, 0, 0, 1, 1, 1, 1]);
    assert.match(f.traces[6].reason, /x: float32 \[10\] -> float32 \[5\]/);
  });

  jitTest(`a program that is freed while it runs ends its call (${mode})`, async () => {
    using f = jit((x: tf.Tensor) => tf.matMul(x, x), { mode, keep: { mostNodes: 1, leastPrograms: 1 } });
    const sums = await Promise.all([300, 2, 3, 300].map(async (size) => {
      const product = await f(tf.ones([size, size]));
      return tf.sum(product).data();
    }));
    assert.deepEqual(sums.map(([sum]) => sum), [300 ** 3, 8, 27, 300 ** 3]);
  });
}

Deno.test("the newest program is kept in any case: it runs next", () => {
  const { freed, kept, add } = counted({ mostNodes: 1, leastPrograms: 0 });
  assert.deepEqual([add("a", 5), add("b", 5)], [0, 1]);
  assert.deepEqual([freed, kept.size], [["a"], 1]);
});
