/** Compiled programs are freed when nobody uses them. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { jit } from "lib/engine/jit";
import {
  CompiledPrograms,
  compiledPrograms,
  destroyPrograms,
} from "../../../lib/engine/jit/compiled_programs.ts";
import { jitTest } from "./engine.ts";

function counted(manyNodes: number) {
  const times = { destroyed: 0 };
  return { times, programs: new CompiledPrograms({ manyNodes, destroyAll: () => times.destroyed++ }) };
}

Deno.test("programs are destroyed when the unused ones have many nodes", () => {
  const { programs, times } = counted(10);
  programs.add("a", 6);
  programs.remove("a");
  assert.deepEqual([times.destroyed, programs.count], [0, 1], "kept, because it may be used again");
  programs.add("b", 4);
  programs.remove("b");
  assert.deepEqual([times.destroyed, programs.count], [1, 0]);
});

Deno.test("a program that is used again is not an unused one, and one with two users needs both to go", () => {
  const { programs, times } = counted(10);
  programs.add("a", 10);
  programs.add("a", 10);
  programs.remove("a");
  assert.equal(times.destroyed, 0);
  programs.remove("a");
  assert.equal(times.destroyed, 1);
});

Deno.test("programs stay while the used ones have more nodes, because these would be compiled again", () => {
  const { programs, times } = counted(10);
  programs.add("large", 30);
  programs.add("a", 20);
  programs.remove("a");
  assert.equal(times.destroyed, 0);
  programs.add("b", 10);
  programs.remove("b");
  assert.deepEqual([times.destroyed, programs.count], [1, 1], "the used one is still counted");
});

Deno.test("nothing is destroyed while a function runs, but when it has ended", () => {
  const { programs, times } = counted(10);
  programs.add("a", 20);
  programs.begin();
  programs.begin();
  programs.remove("a");
  programs.end();
  assert.equal(times.destroyed, 0);
  programs.end();
  assert.equal(times.destroyed, 1);
});

Deno.test("a name that is not a program of XLA changes nothing", () => {
  const { programs, times } = counted(0);
  programs.begin();
  programs.remove("body of a loop");
  assert.deepEqual([times.destroyed, programs.count], [0, 0]);
});

jitTest("a function works as before after its program was destroyed", async (engine) => {
  if (engine.gpu !== null) return;
  using f = jit((x: tf.Tensor) => tf.sin(tf.mul(x, 3)), { mode: "xla" });
  const x = tf.tensor1d([0.5, 1]);
  const first = [...(await f(x)).dataSync()];
  assert.equal(destroyPrograms(engine), true, "TensorFlow's resource was found");
  assert.equal(destroyPrograms(engine), false, "and is gone");
  assert.deepEqual([...(await f(x)).dataSync()], first);
  assert.equal(destroyPrograms(engine), true, "the call has compiled it again");
  assert.equal(f.traces.length, 1, "without another trace");
});

for (const mode of ["graph", "xla"] as const) {
  jitTest(`disposed functions leave no user behind (${mode})`, async (engine) => {
    const programs = compiledPrograms(engine);
    // Programs of other tests may be unused, and freed during this one; those in use stay.
    const before = programs.used;
    const f = jit((x: tf.Tensor) => tf.exp(tf.add(x, 7)), { mode });
    await f(tf.zeros([3]));
    await f(tf.zeros([4]));
    assert.equal(programs.used - before, mode === "xla" ? 2 : 0);
    f[Symbol.dispose]();
    assert.equal(programs.used, before);
  });
}

jitTest("destroyed programs leave nothing in the heap", async (engine) => {
  const heap = heapInUse();
  if (engine.gpu !== null || heap === undefined) return;
  /** Compiles and runs a program of a few hundred ops, then removes it. */
  const once = async (size: number) => {
    const x = tf.ones([size]);
    const f = jit((y: tf.Tensor) => {
      for (let i = 0; i < 150; i++) y = tf.sin(tf.mul(y, i));
      return y;
    }, { mode: "xla" });
    tf.dispose([x, await f(x)]);
    f[Symbol.dispose]();
    destroyPrograms(engine);
  };
  for (let size = 1; size <= 4; size++) await once(size);
  const before = heap();
  for (let size = 5; size <= 16; size++) await once(size);
  const grown = (heap() - before) / 12 / 1024;
  // A call of the function with the attribute _XlaMustCompile left 720 KB of each.
  assert.ok(grown < 100, `${grown.toFixed(0)} KB more with each program`);
});

/** Reads the bytes that `malloc` has given out, of all threads; undefined if the C library is not glibc 2.33 or newer. */
function heapInUse(): (() => number) | undefined {
  try {
    const { symbols } = Deno.dlopen("libc.so.6", {
      mallinfo2: { parameters: [], result: { struct: Array<"usize">(10).fill("usize") } },
    });
    return () => Number(new BigUint64Array(symbols.mallinfo2().buffer)[7]); // uordblks
  } catch {
    return undefined;
  }
}
