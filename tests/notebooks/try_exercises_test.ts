import assert from "node:assert/strict";
import { join } from "node:path";
import { layout } from "../../lib/tools/layout.ts";
import { exercise } from "../tools/notebook_checks/sample_exercise.ts";
import { sample } from "../tools/notebook_checks/sample.ts";
import { tryExercises } from "./try_exercises.ts";

Deno.test("tryExercises() shows what a check says of stub and solution, and later cells see the stub", async () => {
  const notebook = sample([
    // Exercise 00.1 wants a function that takes counts, so `return 1;` is a wrong solution of it.
    ...exercise("00.1", { name: "smoothed" }),
    { source: "smoothed();" },
  ]);
  // Inside the project, so that the kernel finds its deno.json.
  const folder = await Deno.makeTempDir({ dir: layout.course, prefix: "exercises-" });
  try {
    const path = join(folder, "a.ipynb");
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    const { failure, exercises: [tried, ...more] } = await tryExercises(path);
    assert.deepEqual(more, []);
    assert.equal(tried.ofStub, "✗ 00.1 · not written yet: return one");
    assert.match(
      tried.ofSolution,
      /^✗ 00\.1 · `smoothed\(\[3, 1, 0\]\)` gives `1`, expected numbers of shape \[3\]/,
    );
    assert.match(failure!.message, /not written yet: return one/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
