import assert from "node:assert/strict";
import { join } from "node:path";
import { courseFiles, verdict } from "../../../lib/tools/cli/doctor.ts";
import { missingProgram, skipIf } from "../../skip.ts";
import { withGitCourse } from "./git_course.ts";

const npm = { what: "npm packages", good: true, found: "as in deno.lock" };
const cpu = { what: "device cpu", good: true, found: "TensorFlow", preferred: true } as const;
const cuda = { what: "device cuda", good: null, found: "no NVIDIA GPU" };
const missing = { good: false, found: "not installed", next: "./course lab installs it." };

Deno.test("the verdict says that the course is ready, what computes, and how many notes follow", () => {
  assert.equal(
    verdict([npm, cpu]),
    "Ready: everything is installed, the notebooks compute on device cpu.",
  );
  assert.match(verdict([npm, cpu, cuda]), /^Ready: .*; 1 note below\.$/);
  assert.match(verdict([cuda, cpu, cuda]), /; 2 notes below\.$/);
});

Deno.test("the verdict names all that is missing and each next step once", () => {
  assert.equal(
    verdict([npm, { what: ".venv", ...missing }, { what: "Jupyter", ...missing }, cuda]),
    "Not ready: .venv, Jupyter missing; next: ./course lab installs it.",
  );
});

Deno.test({
  ...skipIf(
    "files of the course that were deleted are counted, with the command that puts them back",
    await missingProgram("git"),
  ),
  fn: () =>
    withGitCourse(async ({ clone, publish }) => {
      await publish({ "data/mod.ts": "one\n", "data/two.ts": "two\n" });
      await new Deno.Command("git", { args: ["-C", clone, "pull", "-q"] }).output();
      assert.deepEqual((await courseFiles(clone)).map(({ good }) => good), [true]);
      await Deno.writeTextFile(join(clone, "lib/a.ts"), "the reader's\n");
      await Deno.remove(join(clone, "data"), { recursive: true });
      const [finding] = await courseFiles(clone);
      assert.deepEqual([finding.good, finding.found], [false, "deleted: 2, such as data/mod.ts"]);
      const [, command] = finding.next!.match(/`(.+)`/)!;
      await new Deno.Command("/bin/sh", { args: ["-c", command], cwd: clone }).output();
      assert.deepEqual((await courseFiles(clone)).map(({ good }) => good), [true]);
      assert.equal(await Deno.readTextFile(join(clone, "lib/a.ts")), "the reader's\n");
      await Deno.remove(join(clone, ".git"), { recursive: true });
      assert.deepEqual(await courseFiles(clone), [], "not a clone: nothing is known");
    }),
});
