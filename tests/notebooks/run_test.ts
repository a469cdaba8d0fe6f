/**
 * Every notebook runs through in a real kernel, and in the same run every exercise is tried: stub and solution. What is
 * saved of it has the course's frame, no noise, and pictures that every preview shows.
 */
import assert from "node:assert/strict";
import { basename, relative } from "node:path";
import { layout } from "../../lib/tools/layout.ts";
import { jupyterJson } from "../../lib/tools/notebook_file/jupyter_json.ts";
import {
  courseNotebooks,
  joinText,
  normaliseNotebook,
  type Output,
  readNotebook,
  tagsOf,
} from "../../lib/tools/notebook_file/notebook_file.ts";
import { executeNotebook } from "../../lib/tools/cli/execute.ts";
import { describeFailure } from "../../lib/tools/cli/run.ts";
import { checkExercises, solvedHint } from "../../lib/tools/notebook_checks/check_exercises.ts";
import { formatProblem } from "../../lib/tools/notebook_checks/problem.ts";
import { type TriedNotebook, tryExercises } from "./try_exercises.ts";

const paths = await courseNotebooks();

/** A notebook runs beside the next one: alone it leaves a core of two idle for half of the time. */
const running = new Map<string, Promise<TriedNotebook>>();
function tried(path: string): Promise<TriedNotebook> {
  const at = paths.indexOf(path);
  for (const one of paths.slice(at, at + 2)) {
    if (running.has(one)) continue;
    const run = tryExercises(one, { COURSE_PRESET: "small" });
    run.catch(() => {}); // reported by the test that awaits it
    running.set(one, run);
  }
  return running.get(path)!;
}

for (const path of paths) {
  const name = basename(path);

  Deno.test({
    name: `${name} runs through with the small preset; its checks refuse the stubs and accept the solutions`,
    ...{ sanitizeOps: false, sanitizeResources: false }, // the next notebook is running when this one ends
    async fn() {
      const { failure, exercises } = await tried(path);
      assert.ok(!failure, failure ? describeFailure(name, failure) : "");
      const wrong = exercises.flatMap(({ id, ofStub, ofSolution }) => [
        ...(ofStub.startsWith(`✗ ${id} · not written yet: `)
          ? []
          : [`${id}, stub: ${ofStub} (${solvedHint(name)})`]),
        ...(ofSolution.startsWith(`✓ ${id} · `) ? [] : [`${id}, solution: ${ofSolution}`]),
      ]);
      assert.deepEqual(wrong, []);
    },
  });

  Deno.test(`${name} has the frame: complete exercises, a quiz, notes for the teacher`, async () => {
    const problems = checkExercises({ path: name, notebook: await readNotebook(path) });
    assert.deepEqual(problems.map(formatProblem), []);
  });

  Deno.test(`${name} is saved with the outputs of a run and without its noise`, async () => {
    const notebook = await readNotebook(path);
    assert.equal(jupyterJson(normaliseNotebook(notebook)), await Deno.readTextFile(path));
    const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
    assert.ok(outputs.length > 0, "no cell has an output");
    assert.deepEqual(outputs.filter((output) => output.output_type === "error"), []);
  });
}

for (const path of [...paths, ...await courseNotebooks("ko")]) {
  Deno.test(`${relative(layout.notebooks, path)} holds its pictures as PNG: GitHub's preview may strip SVG`, async () => {
    const { cells } = await readNotebook(path);
    const vector = cells.flatMap(({ outputs = [] }, i) => outputs.some(holdsSvg) ? [`cell ${i + 1}`] : []);
    assert.deepEqual(vector, [], "run and save it on a machine with Chromium");
  });
}

/** Two that run quickly: the code of all is the English notebooks' own. The kernel's folder says that they are Korean. */
for (const path of (await courseNotebooks("ko")).filter((path) => /^(00|08)-/.test(basename(path)))) {
  const name = `ko/${basename(path)}`;

  Deno.test(`${name} runs through with the small preset, and its verdicts and quiz are Korean`, async () => {
    const { failure, notebook } = await executeNotebook(path, {
      env: { COURSE_PRESET: "small", COURSE_LANG: "" },
    });
    assert.ok(!failure, failure ? describeFailure(name, failure) : "");
    const shown = notebook.cells.filter(({ metadata }) =>
      tagsOf(metadata).some((tag) => ["check", "quiz"].includes(tag))
    )
      .map(({ outputs = [] }) => outputs.map(plainText).join("\n"));
    assert.ok(shown.length > 1);
    assert.deepEqual(shown.filter((text) => !/[가-힣]/.test(text)), []);
  });
}

function plainText(output: Output): string {
  const text = "data" in output
    ? output.data["text/plain"]
    : output.output_type === "stream"
    ? output.text
    : "";
  return joinText(text as string | string[] | undefined ?? "");
}

/** Whether viewers are given a drawing as SVG; what only a page's script reads (`data-svg`) is not meant. */
function holdsSvg(output: Output): boolean {
  return "data" in output && Object.entries(output.data).some(([type, content]) =>
    type === "image/svg+xml" ||
    (type.startsWith("text/") && joinText(content as string | string[]).includes("data:image/svg+xml"))
  );
}
