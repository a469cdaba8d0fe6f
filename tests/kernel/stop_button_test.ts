import assert from "node:assert/strict";
import { layout } from "../../lib/tools/layout.ts";
import { run } from "../../lib/tools/subprocess.ts";

interface Reply {
  status: "ok" | "error";
  printed: string;
  errors: { ename: string; evalue: string }[];
}

/** Runs cells in one kernel and presses its stop button whenever a cell prints "press stop". */
async function runAndInterrupt(cells: readonly string[]): Promise<Reply[]> {
  const folder = import.meta.dirname!;
  const { code, tail } = await run(layout.python, [`${folder}/interrupt.py`, folder, JSON.stringify(cells)]);
  assert.equal(code, 0, tail.join("\n"));
  return JSON.parse(tail.at(-1)!);
}

const connect =
  'import { connectKernel, Interrupted, stopSignal, tick } from "../../lib/notebook/kernel/kernel.ts"; connectKernel();';

/** A person starts the next cell later than Run All does. */
const pause = "await new Promise((resolve) => setTimeout(resolve, 1000));";

Deno.test("the stop button ends a loop that ticks, keeps the state, and the next cell resumes", async () => {
  const [, stopped, , resumed, after] = await runAndInterrupt([
    connect + " let steps = 0;",
    'console.log("press stop"); for (;;) { steps++; await tick(); }',
    pause,
    "const before = steps; for (let i = 0; i < 100; i++) { steps++; await tick(); } console.log(before > 0, steps - before);",
    'await tick(); console.log("still here");',
  ]);
  assert.equal(stopped.status, "error");
  assert.equal(stopped.errors[0].ename, "Interrupted");
  assert.equal(resumed.status, "ok");
  assert.equal(resumed.printed, "true 100\n");
  assert.equal(after.printed, "still here\n");
});

Deno.test("stopSignal() aborts in the cell that asked for it, and the next cell has a new one", async () => {
  const work = 'const signal = stopSignal(); console.log("press stop"); ' +
    'await new Promise((resolve) => signal.addEventListener("abort", resolve)); ';
  const [, returned, , threw, , fresh] = await runAndInterrupt([
    connect,
    `{ ${work} console.log(signal.reason instanceof Interrupted); }`,
    pause,
    `{ ${work} signal.throwIfAborted(); }`,
    pause,
    "console.log(stopSignal().aborted);",
  ]);
  assert.equal(returned.printed, "press stop\ntrue\n");
  assert.equal(threw.errors[0].ename, "Interrupted");
  assert.equal(fresh.printed, "false\n");
});

Deno.test("a stop that no running cell handles prints a message, and does not stop the next cell", async () => {
  const [, deaf, next] = await runAndInterrupt([
    connect,
    // Ends after the button was pressed, but by itself: the course's code does not check for a stop here.
    'console.log("press stop"); await new Promise((resolve) => Deno.addSignalListener("SIGINT", () => resolve(0)));',
    'for (let i = 0; i < 10; i++) await tick(0); console.log("ran through");',
  ]);
  assert.equal(deaf.status, "ok");
  assert.match(deaf.printed, /Nothing that runs here can be stopped/);
  assert.equal(next.printed, "ran through\n");
});

Deno.test("of the cells that wait behind a stopped one, those that can be stopped do not run; a later one does", async () => {
  const [, stopped, waiting, plain, waitingToo, later] = await runAndInterrupt([
    connect,
    'console.log("press stop"); for (;;) await tick();',
    "await tick();",
    'console.log("runs");',
    "stopSignal().throwIfAborted();",
    'await new Promise((resolve) => setTimeout(resolve, 1000)); await tick(); console.log("ran");',
  ]);
  assert.equal(stopped.errors[0].ename, "Interrupted");
  assert.match(waiting.errors[0].evalue, /not run, because the cell before it was stopped/);
  assert.equal(plain.printed, "runs\n");
  assert.match(waitingToo.errors[0].evalue, /not run/);
  assert.equal(later.printed, "ran\n");
});
