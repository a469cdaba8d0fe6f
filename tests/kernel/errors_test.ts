import assert from "node:assert/strict";
import { executeCells, printed, shownValue } from "./execute_cells.ts";

const connect = 'import { connectKernel } from "../../lib/notebook/kernel/kernel.ts"; connectKernel();';
const raises = ["raises-exception"];

Deno.test("an error in a cell is shown with its whole chain of causes", async () => {
  const { failure } = await executeCells([
    connect,
    'const deep = new RangeError("the disk is full"); const middle = new Error("cannot save", { cause: deep }); ' +
    'throw new Error("training stopped", { cause: middle });',
  ]);
  assert.equal(failure?.cell, 2);
  const text = failure!.traceback;
  const at = ["training stopped", "caused by: Error: cannot save", "caused by: RangeError: the disk is full"]
    .map((part) => text.indexOf(part));
  assert.ok(at.every((position) => position >= 0), text);
  assert.deepEqual(at, at.toSorted((a, b) => a - b));
  assert.equal(text.split("the disk is full").length, 2, "each cause is shown once");
});

Deno.test("the error shows whatever value a cell throws; conversions in cells stay JavaScript's", async () => {
  const thrown: Record<string, string> = {
    "{ code: 42 }": "{ code: 42 }",
    "[1, { a: 2 }]": "[ 1, { a: 2 } ]",
    "new Map([[1, { a: 2 }]])": "Map(1) { 1 => { a: 2 } }",
    "new (class Failure { reason = 'full' })()": 'Failure { reason: "full" }',
    "{ toString: () => 'own words' }": "own words",
    "'words'": "words",
    "42": "42",
    "undefined": "undefined",
    "new Error('half \\ud83d')": "half \ufffd",
    "{ toString: () => 'half \\ud83d' }": "half \ufffd",
    "new Error('outer', { cause: '\\ud83d' })": "outer",
  };
  const cells = Object.keys(thrown).map((value) => `throw ${value};`);
  const plain = "String({}) + [1, 2] + `${[{}]}` + { valueOf: () => 5 } + (new Number(3) - 1) + (1 - {})";
  const { outputs } = await executeCells(
    [connect, ...cells, plain],
    Object.fromEntries(cells.map((_, i) => [i + 1, raises])),
  );
  const errors = outputs.slice(1, -1).map(([error]) =>
    error.output_type === "error" ? error.evalue : undefined
  );
  assert.deepEqual(errors, Object.values(thrown));
  assert.equal(shownValue(outputs.at(-1)!), '"[object Object]1,2[object Object]52NaN"');
});

Deno.test("a name that an earlier cell declared in another way is named, with what to write", async () => {
  const answers = [
    "const f = () => 1;",
    "import { join as g } from 'node:path';",
    "const h = 1; const h = 2;",
  ];
  const { outputs } = await executeCells(
    [connect, "function f() {}", "function g() {}", ...answers, "function f() { return 2; }\nf();"],
    { 3: raises, 4: raises, 5: raises },
  );
  for (const [i, name] of ["f", "g", "h"].entries()) {
    const [error] = outputs[3 + i];
    assert.ok(error?.output_type === "error", answers[i]);
    assert.match(
      error.traceback.join("\n"),
      new RegExp(`The name \`${name}\` is taken: .*or this cell\ndeclares it twice`),
    );
  }
  assert.equal(shownValue(outputs.at(-1)!), "2", "the keyword of before may be used again");
});

Deno.test("an error that is its own cause is shown once", async () => {
  const { failure } = await executeCells([
    connect,
    'const error = new Error("self"); error.cause = error; throw error;',
  ]);
  assert.match(failure!.traceback, /caused by: Error: self \(shown above\)$/);
});

Deno.test("a value that the kernel cannot show fails with the reason, not with an empty error", async () => {
  for (const cell of ["'😀'[0]", "throw ''"]) {
    const { failure } = await executeCells([cell]);
    assert.match(failure!.message, /half of a surrogate pair/);
  }
});

Deno.test("errors of timers, listeners and microtasks are printed with their causes, with and without connectKernel()", async () => {
  const wait = "await new Promise((resolve) => setTimeout(resolve, 50));";
  const cells = [
    `setTimeout(() => { throw new Error("of a timer", { cause: "why" }); }, 1); ${wait}`,
    `queueMicrotask(() => { throw { code: 42 }; }); ${wait}`,
    `const target = new EventTarget(); target.addEventListener("x", () => { throw new Error("of a listener"); }); ` +
    `target.dispatchEvent(new Event("x")); ${wait}`,
    `setTimeout(async () => { throw new Error("of a promise"); }, 1); ${wait}`,
  ];
  for (const first of ["void 0;", connect]) {
    const { failure, outputs } = await executeCells([first, ...cells]);
    assert.equal(failure, undefined);
    const texts = outputs.slice(1).map((output) => printed(output, "stderr"));
    assert.match(
      texts[0],
      /^An error was thrown and nothing caught it:\nError: of a timer\n[^]*caused by: "why"\n$/,
    );
    assert.equal(texts[1], "An error was thrown and nothing caught it:\n{ code: 42 }\n");
    assert.match(texts[2], /^An error was thrown and nothing caught it:\nError: of a listener/);
    assert.match(texts[3], /^A promise was rejected and nothing handled it:\nError: of a promise/);
  }
});

Deno.test("an unhandled rejection is printed and the kernel goes on", async () => {
  const { failure, outputs } = await executeCells([
    connect,
    'Promise.reject(new Error("left alone")); await new Promise((resolve) => setTimeout(resolve, 50));',
    'console.log("alive");',
  ], { 1: raises });
  assert.equal(failure, undefined);
  assert.match(printed(outputs[1], "stderr"), /nothing handled it:\nError: left alone/);
  assert.equal(printed(outputs[2]), "alive\n");
});

Deno.test("a cell that ends with a big value says that the kernel keeps it", async () => {
  const { outputs } = await executeCells([connect, "new Float32Array(1_000_000)", "new Float32Array(10)"]);
  assert.match(printed(outputs[1], "stderr"), /4\.0 MB, which stays in memory/);
  assert.equal(printed(outputs[2], "stderr"), "");
});
