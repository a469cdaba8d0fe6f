/** Saved answers of notebook 00, solved, half solved and broken in each way that a reader breaks them. */
import assert from "node:assert/strict";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import { check, checkNotebook } from "../../../lib/tools/cli/check.ts";
import { verdictList } from "../../../lib/notebook/exercises/check_all.ts";
import { readExercises } from "../../../lib/tools/notebook_checks/exercises.ts";
import { savedAnswers } from "../../../lib/tools/notebook_checks/saved_answers.ts";
import {
  type Cell,
  courseNotebooks,
  joinText,
  type Notebook,
  readNotebook,
  saveNotebook,
} from "../../../lib/tools/notebook_file/notebook_file.ts";
import { show } from "../../notebook/plot/bundle.ts";
import { inTemporaryFolder } from "../../torch_python.ts";

const [first] = await courseNotebooks("en");
const IDS = ["00.1", "00.2", "00.3", "00.4", "00.5", "00.6"];

/** Notebook 00 with these answers; "solution" stands for the course's. */
async function withAnswers(answers: Readonly<Record<string, string>>, ...more: string[]): Promise<Notebook> {
  const notebook = await readNotebook(first);
  const sources = new Map(
    readExercises(notebook).filter(({ id }) => answers[id] !== undefined)
      .map(({ id, cells, solution }) => [
        cells.stub,
        answers[id] === "solution" ? solution.source : answers[id],
      ]),
  );
  const code = (source: string, i: number): Cell => ({
    ...{ cell_type: "code", id: `more-${i}`, metadata: {}, source, outputs: [], execution_count: null },
  });
  return {
    ...notebook,
    cells: [
      ...more.map(code),
      ...notebook.cells.map((cell, i) => sources.has(i) ? { ...cell, source: sources.get(i)! } : cell),
    ],
  };
}

/** The verdicts, by exercise, and what was noted as solved. */
async function checked(notebook: Notebook, o: { limitSeconds?: number } = {}) {
  const folder = await Deno.makeTempDir();
  const before = Deno.env.get("COURSE_PROGRESS");
  try {
    const path = join(folder, basename(first)), progress = join(folder, "progress.json");
    await saveNotebook(path, notebook);
    Deno.env.set("COURSE_PROGRESS", progress);
    const order: string[] = [];
    const verdicts = await checkNotebook(path, ({ id }) => void order.push(id), o);
    assert.deepEqual([verdicts.map(({ id }) => id), order.toSorted()], [IDS, IDS]);
    const solved = JSON.parse(await Deno.readTextFile(progress).catch(() => "{}"));
    return { kinds: verdicts.map(({ kind }) => kind), verdicts, solved: Object.keys(solved) };
  } finally {
    if (before === undefined) Deno.env.delete("COURSE_PROGRESS");
    else Deno.env.set("COURSE_PROGRESS", before);
    await esbuild.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a notebook with all solutions is right everywhere, and every exercise is noted as solved", async () => {
  const { kinds, solved } = await checked(
    await withAnswers(Object.fromEntries(IDS.map((id) => [id, "solution"]))),
  );
  assert.deepEqual(kinds, IDS.map(() => "right"));
  assert.deepEqual(solved, IDS);
});

Deno.test("a notebook with its stubs is not begun anywhere, and nothing is noted", async () => {
  const { kinds, solved } = await checked(await withAnswers({}));
  assert.deepEqual(kinds, IDS.map(() => "todo"));
  assert.deepEqual(solved, []);
});

Deno.test("each broken answer gets a verdict of its own; the answers around it are checked all the same", async () => {
  const { verdicts, kinds, solved } = await checked(
    await withAnswers({
      "00.1": "solution",
      "00.2": "function topK(p: readonly number[], k: number): number[] {\n  for (;;) {}\n}",
      "00.3":
        'function mask() {\n  throw new Error("boom");\n}\nDeno.stdout.writeSync(new TextEncoder().encode("no end"));',
      "00.4": "function sharpen(p: number[]) {\n  return p.map((x) => x * ;\n}",
      "00.5": "const averageLoss = () => Deno.exit(3);",
      "00.6": "function generate() {\n  return [];\n}\ngenerate();",
    }),
    { limitSeconds: 8 },
  );
  assert.deepEqual(kinds, ["right", "wrong", "wrong", "wrong", "wrong", "wrong"]);
  assert.deepEqual(solved, ["00.1"]);
  const [, loop, throws, syntax, exits, wrong] = verdicts.map(({ message, hint }) => `${message} · ${hint}`);
  assert.match(loop, /^stopped after 8 seconds · a loop that does not end\?/);
  assert.match(throws, /Error: boom/);
  assert.match(syntax, /not valid TypeScript: .*in line 2/);
  assert.match(exits, /ended the program · a call of `Deno\.exit`/);
  assert.match(wrong, /`generate\(next, \["the", "cat"\], 3\)` gives `\[\]`, expected/);
});

Deno.test("an answer may use imports and functions of other cells; a value that a cell computes is not there", async () => {
  const { verdicts } = await checked(
    await withAnswers(
      {
        "00.1": "const smoothed = (counts: number[]) => normalise(counts.map((n) => plus(n, ONE)));",
        "00.3": "function mask(T: number) {\n  return trained.slice(T);\n}",
      },
      'import { equal as same, default as assert } from "node:assert/strict";\nconst ONE = 1;\n' +
        'function plus(a: number, b: number) {\n  same("ran", "ran");\n  assert.ok(true);\n  return a + b;\n}',
      "const normalise = (xs: number[]) => {\n  const sum = xs.reduce(plus, 0);\n  return xs.map((x) => x / sum);\n};\n" +
        'const trained = await Promise.reject(new Error("must not run"));',
    ),
  );
  // The check calls what the notebook's check cell names.
  const name = joinText(
    (await readNotebook(first)).cells.find(({ metadata }) =>
      metadata.exercise === "00.1" && (metadata.tags as string[]).includes("check")
    )!.source,
  ).match(/, (\w+)\)/)![1];
  assert.equal(name, "smoothed");
  assert.equal(verdicts[0].kind, "right", verdicts[0].message);
  assert.equal(verdicts[2].kind, "unchecked");
  assert.match(verdicts[2].message, /it uses `trained`, which another cell computes/);
});

Deno.test("of a stub that the reader copied, the last one before the check is checked, as the notebook itself does", async () => {
  const notebook = await withAnswers({ "00.1": "function smoothed() {\n  return [];\n}" });
  const { cells } = await withAnswers({ "00.1": "solution" });
  const at = notebook.cells.findIndex(({ metadata }) =>
    metadata.exercise === "00.1" && (metadata.tags as string[]).includes("stub")
  );
  const copy = { ...cells[at], id: "a-copy" };
  const after = { ...notebook.cells[at], id: "another" };
  const { kinds } = await checked({
    ...notebook,
    cells: [...notebook.cells.slice(0, at + 1), copy, ...notebook.cells.slice(at + 1), after],
  });
  assert.equal(kinds[0], "right");
});

Deno.test("a notebook that cannot be read does not keep the others from being checked", () =>
  inTemporaryFolder(async (folder) => {
    const [broken, good] = [join(folder, "01-broken.ipynb"), join(folder, basename(first))];
    await Deno.writeTextFile(broken, '{\n<<<<<<< HEAD\n "cells": []\n=======\n}\n');
    await saveNotebook(good, await withAnswers({}));
    const { log, error } = console;
    let [printed, errors] = ["", ""];
    console.log = (line: string) => void (printed += `${line}\n`);
    console.error = (line: string) => void (errors += `${line}\n`);
    try {
      assert.equal(await check([broken, good]), false);
      await assert.rejects(check([broken]), /is not a Jupyter notebook/);
    } finally {
      Object.assign(console, { log, error });
    }
    assert.match(
      errors,
      /01-broken\.ipynb is not a Jupyter notebook[^]*marks of a git merge in it, first in line 2/,
    );
    assert.match(printed, /6 exercises: 0 right, 0 not yet, 6 not begun/);
  }));

Deno.test("a deleted cell is named, with the command that brings it back", async () => {
  const notebook = await withAnswers({});
  const cells = notebook.cells.filter(({ metadata }) =>
    !(metadata.exercise === "00.2" && (metadata.tags as string[]).includes("stub"))
  );
  try {
    const [answer] = await savedAnswers({ ...notebook, cells }, ["00.2"]);
    assert.ok("problem" in answer);
    assert.match(`${answer.problem} · ${answer.hint}`, /cell with its answer is not .* · `\.\/course reset`/);
  } finally {
    await esbuild.stop();
  }
});

Deno.test("verdictList() has a line for each exercise and the sum", async () => {
  const { html, plain } = await show(verdictList([
    { id: "00.1", kind: "right", message: "good" },
    { id: "00.2", kind: "wrong", message: "`f(1)` gives\n`<2>`", hint: "look" },
    { id: "00.3", kind: "todo", message: "not written yet: a" },
  ]));
  assert.equal(
    plain,
    "✓ 00.1  right  good\n✗ 00.2  not yet  `f(1)` gives `<2>` Hint: look\n· 00.3  not begun\n" +
      "1 of 3 right, in the notebook as it was last saved",
  );
  assert.match(html, /<code>&lt;2&gt;<\/code>/);
});
