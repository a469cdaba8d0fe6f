import assert from "node:assert/strict";
import { join } from "node:path";
import { courseNotebook, withoutAnswers } from "../../../lib/tools/cli/without_answers.ts";
import { joinText, type Notebook, saveNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { projectPath } from "../../../lib/project_folder.ts";
import { missingProgram, skipIf } from "../../skip.ts";
import { code, exercise, markdown, NOTEBOOK, notebookOf, withGitCourse } from "./git_course.ts";

const withoutGit = await missingProgram("git");

const COURSE = notebookOf(
  markdown("title", "# 03"),
  ...exercise("03.1", 'const one = () => todo("one");'),
  ...exercise("03.2", 'const two = () => todo("two");'),
);

/** The notebook with answers in the stubs, and another text and cell of the reader. */
const answeredWith = (answers: Record<string, string>): Notebook =>
  notebookOf(
    ...COURSE.cells.map((cell) => ({ ...cell, source: answers[cell.id!] ?? cell.source })),
    code("mine", "my own experiment"),
  );

const sources = ({ cells }: Notebook) => cells.map(({ source }) => joinText(source));
const original = () => Promise.resolve(COURSE);

Deno.test("withoutAnswers() puts the course's stub in the place of an answer; all else stays", async () => {
  const own = answeredWith({ title: "# Three", "stub-03.2": "const two = () => 2;" });
  const { notebook, replaced, left } = await withoutAnswers(own, original);
  assert.deepEqual([replaced, left], [["03.2"], []]);
  assert.deepEqual(sources(notebook), ["# Three", ...sources(COURSE).slice(1), "my own experiment"]);
});

Deno.test("withoutAnswers() keeps a stub that still calls todo, and asks for no other version then", async () => {
  const own = answeredWith({ "stub-03.1": 'const one = (x) => todo("my words");' });
  const { notebook, replaced, left } = await withoutAnswers(own, () => assert.fail());
  assert.deepEqual([notebook, replaced, left], [own, [], []]);
});

Deno.test("withoutAnswers() names the answers for which there is no stub", async () => {
  const own = answeredWith({ "stub-03.1": "const one = () => 1;" });
  for (const course of [undefined, own]) {
    const { notebook, replaced, left } = await withoutAnswers(own, () => Promise.resolve(course));
    assert.deepEqual([sources(notebook), replaced, left], [sources(own), [], ["03.1"]]);
  }
});

Deno.test("courseNotebook() finds none where git is not installed, so that an export goes on", async () => {
  const module = new URL("../../../lib/tools/cli/without_answers.ts", import.meta.url).href;
  const script = `const { courseNotebook } = await import(${JSON.stringify(module)});
    console.log(await courseNotebook("/course/notebooks/03-a.ipynb", "/course"));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", `--config=${projectPath("deno.json")}`, script],
    env: { PATH: "/no/such/folder" },
    stderr: "inherit",
  }).output();
  assert.equal(new TextDecoder().decode(stdout), "undefined\n");
});

Deno.test({
  ...skipIf("courseNotebook() reads the course's version, not the file or the reader's commits", withoutGit),
  fn: () =>
    withGitCourse(async ({ clone }) => {
      const path = join(clone, NOTEBOOK);
      const before = await courseNotebook(path, clone);
      assert.ok(before);
      await saveNotebook(path, answeredWith({ "stub-03.1": "const one = () => 1;" }));
      assert.deepEqual(await courseNotebook(path, clone), before);
      assert.equal(await courseNotebook(join(clone, "notebooks", "99.ipynb"), clone), undefined);
    }),
});
