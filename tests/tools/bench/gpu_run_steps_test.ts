import assert from "node:assert/strict";
import {
  type GPUStep,
  isPartial,
  part,
  type Row,
  runSteps,
  SkipStep,
} from "../../../lib/tools/bench/gpu/run_steps.ts";

/** A step that yields `rows` rows and then behaves as named. */
function step(
  name: string,
  then: "ends" | "throws" | "waits" | "skips" = "ends",
  { rows = 1, seconds = 5, ran = [] as string[] } = {},
): GPUStep {
  return {
    name,
    about: name,
    seconds,
    async *measure(signal) {
      ran.push(name);
      if (then === "skips") throw new SkipStep("not on this device");
      for (let i = 0; i < rows; i++) yield { value: i };
      if (then === "throws") throw new Error("the worker died");
      if (then === "waits") {
        await new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(new Error("aborted")))
        );
      }
    },
  };
}

const endsOf = (rows: readonly Row[]) =>
  rows.filter(({ status }) => status).map(({ step, status, reason }) => [step, status, reason]);

Deno.test("a step that fails, or reaches its limit, keeps its rows and does not stop the others", async () => {
  const saved: number[] = [];
  const rows = await runSteps([
    step("b", "waits", { seconds: 0.05 }),
    step("a", "throws", { rows: 2 }),
    step("c", "skips"),
    step("d"),
  ], { rows: [], signal: new AbortController().signal, save: (rows) => saved.push(rows.length) });
  assert.deepEqual(endsOf(rows), [
    ["b", "time is up", "it takes longer than 0.05 s on this device"],
    ["a", "failed", "the worker died"],
    ["c", "skipped", "not on this device"],
    ["d", "done", undefined],
  ]);
  assert.deepEqual(rows.filter(({ step }) => step === "a").map(({ value }) => value), [0, 1, undefined]);
  assert.deepEqual(saved, rows.map((_, i) => i + 1), "each row is saved when it comes");
});

Deno.test("a stop keeps what is measured; the next run does only what is not done", async () => {
  const stop = new AbortController(), ran: string[] = [];
  const first = await runSteps([
    step("a", "ends", { ran }),
    step("b", "waits", { ran }),
    step("c", "ends", { ran }),
  ], {
    rows: [],
    signal: stop.signal,
    save: (rows) => rows.some((row) => row.step === "b") && stop.abort(),
  });
  assert.deepEqual(endsOf(first), [["a", "done", undefined], ["b", "stopped", "by the user"]]);
  assert.deepEqual(ran, ["a", "b"]);
  const second = await runSteps(["a", "b", "c"].map((name) => step(name, "ends", { ran })), {
    rows: first,
    signal: new AbortController().signal,
    save: () => {},
  });
  assert.deepEqual(ran, ["a", "b", "b", "c"]);
  assert.deepEqual(endsOf(second).map(([name, status]) => `${name} ${status}`), [
    "a done",
    "b done",
    "c done",
  ]);
  assert.equal(
    second.filter((row) => row.step === "b").length,
    2,
    "the rows of the stopped step are replaced",
  );
});

Deno.test("a step whose time was up, or that cannot run here, leaves no record partial; it is not run again", async () => {
  const ran: string[] = [];
  const steps = [
    step("slow", "waits", { seconds: 0.05, ran }),
    step("none", "skips"),
    step("a", "ends", { ran }),
  ];
  const o = { signal: new AbortController().signal, save: () => {} };
  const rows = await runSteps(steps, { ...o, rows: [] });
  assert.equal(isPartial(rows, steps), false);
  await runSteps(steps, { ...o, rows });
  assert.deepEqual(ran, ["slow", "a"]);
  assert.equal(isPartial(rows, [...steps, step("b")]), true, "b was not begun");
  const failing = [step("f", "throws")];
  assert.equal(isPartial(await runSteps(failing, { ...o, rows: [] }), failing), true);
});

Deno.test("the reason of a failure has no stack and no path", async () => {
  const message = 'worker "x" ended:\nerror: Uncaught (in promise) RangeError: too large\n    throw new\n' +
    "      ^\n    at f (file:///home/reader/x.ts:1:2)\n";
  const failing: GPUStep = {
    ...{ name: "a", about: "a", seconds: 5 },
    async *measure() {
      yield { value: 1 };
      throw new Error(message);
    },
  };
  const rows = await runSteps([failing], { rows: [], signal: new AbortController().signal, save: () => {} });
  assert.deepEqual(endsOf(rows), [["a", "failed", 'worker "x" ended: error: RangeError: too large']]);
});

Deno.test("a worker that Ctrl-C ended is no failure, though its end is seen before the signal", async () => {
  const stop = new AbortController();
  const rows = await runSteps([{
    ...{ name: "a", about: "a", seconds: 5 },
    async *measure() {
      yield { value: 1 };
      setTimeout(() => stop.abort(), 30);
      throw new Error("the worker ended");
    },
  }], { rows: [], signal: stop.signal, save: () => {} });
  assert.deepEqual(endsOf(rows), [["a", "stopped", "by the user"]]);
});

Deno.test("what a step leaves over is for the steps after it, so all keep to the sum", async () => {
  let seconds = 0;
  const limits: string[] = [], uses = { a: 10, b: 45, c: 100, d: 1 };
  const steps = Object.entries(uses).map(([name, use]): GPUStep => ({
    ...{ name, about: name, seconds: 40 },
    async *measure() {
      seconds += use;
      yield { use };
    },
  }));
  await runSteps(steps, {
    ...{ rows: [], signal: new AbortController().signal, save: () => {} },
    now: () => 1000 * seconds,
    onStart: ({ name }, limit) => void limits.push(`${name} ${limit}`),
  });
  assert.deepEqual(
    limits,
    ["a 40", "b 70", "c 65", "d 40"],
    "c took more than it had: nothing is left for d",
  );
});

Deno.test("a step that goes on after its signal is left alone, and its later rows do not count", async () => {
  const late = Promise.withResolvers<void>();
  const rows = await runSteps([{
    ...{ name: "hangs", about: "hangs", seconds: 0.02 },
    async *measure() {
      yield { value: 1 };
      await late.promise;
      yield { value: 2 };
    },
  }, step("after")], {
    ...{ rows: [], signal: new AbortController().signal, save: () => {}, graceMs: 20 },
  });
  late.resolve();
  assert.deepEqual(endsOf(rows).map(([name, status]) => `${name}: ${status}`), [
    "hangs: time is up",
    "after: done",
  ]);
  assert.deepEqual(rows.map(({ value }) => value), [1, undefined, 0, undefined]);
});

Deno.test("a part of a step that takes too long is left out with a note; another fault, or a stop, ends the step", async () => {
  const waits = (signal: AbortSignal) => step("waits", "waits", { rows: 1 }).measure(signal);
  const { signal } = new AbortController();
  const rows = await Array.fromAsync(part("12.3M", { seconds: 0.02, signal, measure: waits }));
  assert.deepEqual(rows, [
    { value: 0 },
    { note: "12.3M is left out: it takes longer than 0.02 s on this device" },
  ]);
  const throws = (signal: AbortSignal) => step("throws", "throws", { rows: 0 }).measure(signal);
  await assert.rejects(
    Array.fromAsync(part("x", { seconds: 5, signal, measure: throws })),
    /the worker died/,
  );
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 5);
  const stopped = part("x", { seconds: 0.02, signal: stop.signal, measure: waits });
  await assert.rejects(Array.fromAsync(stopped), /aborted/);
});

Deno.test("a part that ends before its limit leaves nothing that keeps the process alive", async () => {
  const code = `import { part } from "./lib/tools/bench/gpu/run_steps.ts";
    const measure = async function* (signal) { signal.addEventListener("abort", () => {}); yield { value: 1 }; };
    const { signal } = new AbortController();
    console.log(JSON.stringify(await Array.fromAsync(part("x", { seconds: 600, signal, measure }))));`;
  const stop = AbortSignal.timeout(60_000);
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    cwd: new URL("../../../", import.meta.url),
    signal: stop,
  }).output();
  assert.deepEqual([success, new TextDecoder().decode(stdout)], [true, '[{"value":1}]\n']);
});
