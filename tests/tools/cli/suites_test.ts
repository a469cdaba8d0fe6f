import assert from "node:assert/strict";
import {
  countDenoTest,
  countNotebooks,
  countPassedFailed,
  listConformanceSkips,
  listSkips,
  suites,
} from "../../../lib/tools/cli/suites.ts";
import { judge, suitesAtOnce, summarise } from "../../../lib/tools/cli/test.ts";

const unit = suites.find(({ name }) => name === "unit")!;
const types = suites.find(({ name }) => name === "types")!;

Deno.test("countDenoTest() reads Deno's own summary", async () => {
  assert.deepEqual(countDenoTest(["ok | 12 passed (3 steps) | 0 failed | 2 ignored (3s)"]), {
    passed: 12,
    failed: 0,
    skipped: 2,
  });
  assert.deepEqual(countDenoTest(["FAILED | 1 passed | 4 failed (30ms)"]), {
    passed: 1,
    failed: 4,
    skipped: 0,
  });
  assert.equal(countDenoTest(["error: Type checking failed."]), undefined);

  // What the pinned Deno prints, not what this test believes it prints.
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${folder}/sample_test.ts`,
      'Deno.test("good", () => {});\nDeno.test("bad", () => { throw new Error("x"); });\n' +
        'Deno.test({ name: "no GPU here (skipped: no GPU)", ignore: true, fn() {} });\n',
    );
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "--no-config", "--no-check", folder],
      env: { NO_COLOR: "1" },
      stderr: "null",
    }).output();
    const lines = new TextDecoder().decode(stdout).split("\n");
    assert.deepEqual(countDenoTest(lines), { passed: 1, failed: 1, skipped: 1 });
    assert.deepEqual(listSkips(lines), [{ test: "no GPU here", reason: "no GPU" }]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("countPassedFailed() reads the last line of totals", () => {
  const lines = ["3 passed, 1 failed", "3,754 passed, 0 failed, 352 skipped"];
  assert.deepEqual(countPassedFailed(lines), { passed: 3754, failed: 0, skipped: 352 });
  assert.equal(countPassedFailed(["all good"]), undefined);
});

Deno.test("countNotebooks() passes each notebook or fails each problem", () => {
  assert.deepEqual(countNotebooks(["8 notebooks checked, 0 problems"]), { passed: 8, failed: 0, skipped: 0 });
  const bad = ["a.ipynb cell 3 line 1: not formatted", "1 notebook checked, 1 problem"];
  assert.deepEqual(countNotebooks(bad), { passed: 0, failed: 1, skipped: 0 });
  assert.equal(countNotebooks(["error: Uncaught SyntaxError"]), undefined);
});

Deno.test("listConformanceSkips() gives each name the reason above it, or the title of its list", () => {
  const lines = [
    "skipped, as published in a.js: 2 names",
    "  version",
    "  # libtensorflow doesn't support 6D ArgMax yet.",
    "  argmax 6D",
    "skipped by this project: 1 names",
    "  tan",
    "TensorFlow 2.21.0 on CPU",
    "  no name",
  ];
  assert.deepEqual(listConformanceSkips(lines), [
    { test: "version", reason: "skipped, as published in a.js" },
    { test: "argmax 6D", reason: "libtensorflow doesn't support 6D ArgMax yet." },
    { test: "tan", reason: "skipped by this project" },
  ]);
});

Deno.test("a suite that crashes, runs nothing or exits with an error counts as a failure", () => {
  const crashed = judge(unit, { lines: ["thread panicked"], code: 101 });
  assert.deepEqual([crashed.counts.failed, crashed.fault], [1, "crashed (exit status 101)"]);
  const empty = judge(unit, { lines: ["ok | 0 passed | 0 failed (1ms)"], code: 0 });
  assert.deepEqual([empty.counts.failed, empty.fault], [1, "ran no test"]);
  const odd = judge(unit, { lines: ["ok | 3 passed | 0 failed (1ms)"], code: 1 });
  assert.deepEqual([odd.counts.passed, odd.counts.failed], [3, 1]);
  const good = judge(unit, { lines: ["ok | 3 passed | 0 failed (1ms)"], code: 0 });
  assert.deepEqual([good.counts, good.fault], [{ passed: 3, failed: 0, skipped: 0 }, undefined]);
  assert.equal(judge(types, { lines: [], code: 1 }).counts.failed, 1);
});

Deno.test("the last line of a run is exactly the sum of all suites", () => {
  const results = [
    judge(types, { lines: [], code: 0 }),
    judge(unit, {
      lines: ["x (skipped: no GPU) ... ignored (0ms)", "ok | 3 passed | 0 failed | 1 ignored (1ms)"],
      code: 0,
    }),
  ];
  const lines = summarise(results).split("\n");
  assert.equal(lines.at(-1), "4 passed, 0 failed, 1 skipped");
  assert.ok(lines.includes("  unit: x: no GPU"));
  assert.equal(summarise([results[0]]).split("\n").at(-1), "1 passed, 0 failed");
});

Deno.test("no two suites have the same name", () => {
  assert.equal(new Set(suites.map(({ name }) => name)).size, suites.length);
});

Deno.test("the unit suite leaves out tests that have their own suite", () => {
  const ignored = unit.args.find((argument) => argument.startsWith("--ignore="))!.slice(9).split(",");
  const own = suites.filter((suite) => suite !== unit).flatMap(({ args }) => args)
    .filter((argument) => /^tests\/\w+(\.ts|\/)?/.test(argument))
    .map((argument) => argument.replace(/\/main\.ts$/, ""));
  assert.deepEqual(own.filter((path) => !ignored.includes(path)), []);
});

Deno.test("two slow suites run at once only where there are two cores and memory for both", () => {
  const GiB = 2 ** 30;
  assert.equal(suitesAtOnce({ cores: 2, freeBytes: 8 * GiB }), 2);
  assert.equal(suitesAtOnce({ cores: 1, freeBytes: 32 * GiB }), 1);
  assert.equal(suitesAtOnce({ cores: 16, freeBytes: 7 * GiB }), 1);
});
