import assert from "node:assert/strict";
import { join } from "node:path";
import { reset } from "../../../lib/tools/cli/reset.ts";
import { joinText, readNotebook, saveNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { missingProgram, skipIf } from "../../skip.ts";
import {
  code,
  FIRST,
  keptFiles,
  NOTEBOOK,
  notebookOf,
  printedBy,
  runGit,
  withGitCourse,
} from "./git_course.ts";

const withoutGit = await missingProgram("git");

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ ...skipIf(name, withoutGit), fn });
}

const solved = notebookOf(
  ...FIRST.cells.map((cell) =>
    cell.id?.startsWith("stub") ? { ...cell, source: `// my answer to ${cell.id}`, execution_count: 3 } : cell
  ),
  code("mine", "my own experiment"),
);
const sourceOf = async (path: string, id: string) =>
  joinText((await readNotebook(path)).cells.find((cell) => cell.id === id)!.source);

test("reset() of an exercise gives its stub back and keeps the answer; other answers stay", () =>
  withGitCourse(async ({ clone }) => {
    const path = join(clone, NOTEBOOK);
    await saveNotebook(path, solved);
    // Also where the reader has committed the answers.
    await runGit(clone, "commit", "-q", "-a", "-m", "solved");
    assert.match(
      await printedBy(() => reset(["3.2"], clone)),
      /03\.2: the stub is in notebooks\/03-attention\.ipynb again/,
    );
    assert.equal(await sourceOf(path, "stub-03.2"), 'const answer2 = () => todo("two");');
    assert.equal(await sourceOf(path, "stub-03.1"), "// my answer to stub-03.1");
    assert.equal(await sourceOf(path, "mine"), "my own experiment");
    assert.deepEqual(await keptFiles(clone), { "reset-03.2/03.2.ts": "// my answer to stub-03.2\n" });
    const again = await printedBy(() => reset(["03.2"], clone));
    assert.match(again, /nothing to reset, the stub in notebooks\/03-attention\.ipynb is unchanged/);
    assert.doesNotMatch(again, /Reload Notebook/); // nothing was written
  }));

test("reset() puts a deleted stub back behind its task", () =>
  withGitCourse(async ({ clone }) => {
    const path = join(clone, NOTEBOOK);
    await saveNotebook(path, notebookOf(...solved.cells.filter(({ id }) => id !== "stub-03.1")));
    await printedBy(() => reset(["03.1"], clone));
    const ids = (await readNotebook(path)).cells.map(({ id }) => id);
    assert.equal(ids.indexOf("stub-03.1"), ids.indexOf("task-03.1") + 1);
  }));

test("reset() of a notebook gives the course's file, byte for byte, and keeps the reader's; a deleted one comes back", () =>
  withGitCourse(async ({ clone }) => {
    const path = join(clone, NOTEBOOK);
    const course = await Deno.readTextFile(path);
    await saveNotebook(path, solved);
    const own = await Deno.readTextFile(path);
    await printedBy(() => reset(["03"], clone));
    assert.equal(await Deno.readTextFile(path), course);
    assert.deepEqual(await keptFiles(clone), { [`reset-03/${NOTEBOOK}`]: own });
    await Deno.remove(path);
    await printedBy(() => reset(["03-att"], clone));
    assert.equal(await Deno.readTextFile(path), course);
  }));

test("reset() names the exercises there are, and changes nothing when one name is wrong", () =>
  withGitCourse(async ({ clone }) => {
    await saveNotebook(join(clone, NOTEBOOK), solved);
    const own = await Deno.readTextFile(join(clone, NOTEBOOK));
    await assert.rejects(reset(["03.1", "03.9"], clone), (error: Error & { next: string }) => {
      assert.match(error.message, /has no exercise 03\.9; nothing was changed/);
      assert.match(error.next, /03\.1, 03\.2/);
      return true;
    });
    await assert.rejects(reset(["07.1"], clone), /no notebook "07"/);
    // A notebook of the reader's own, and one outside the clone.
    await saveNotebook(join(clone, "notebooks", "Untitled.ipynb"), solved);
    const mine = join(clone, "notebooks", "Untitled.ipynb");
    await assert.rejects(
      reset([mine], clone),
      /course has no notebooks\/Untitled\.ipynb; nothing was changed/,
    );
    await assert.rejects(reset(["03", "../03.ipynb"], clone), /not in this clone of the course/);
    assert.equal(await Deno.readTextFile(join(clone, NOTEBOOK)), own);
  }));

test("reset() finds a Korean notebook by its path, and by ko/ and its number", () =>
  withGitCourse(async ({ clone, publish }) => {
    const path = join(clone, "notebooks/ko/03-attention.ipynb");
    await publish({ "notebooks/ko/.keep": "", "notebooks/ko/03-attention.ipynb": FIRST });
    await runGit(clone, "pull", "-q");
    const solve = () => saveNotebook(path, solved);
    await solve();
    assert.match(
      await printedBy(() => reset(["ko/03.2"], clone)),
      /03\.2: the stub is in notebooks\/ko\/03-attention\.ipynb again/,
    );
    await solve();
    await printedBy(() => reset(["notebooks/ko/03-attention.ipynb"], clone));
    assert.deepEqual((await readNotebook(path)).cells.length, FIRST.cells.length);
  }));
