import assert from "node:assert/strict";
import { join } from "node:path";
import { unchangedNotebooks } from "../../../lib/tools/cli/trust.ts";
import { missingProgram, skipIf } from "../../skip.ts";

const withoutGit = await missingProgram("git");

async function git(folder: string, ...args: string[]): Promise<void> {
  const author = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
  const { success, stderr } = await new Deno.Command("git", { args: ["-C", folder, ...author, ...args] })
    .output();
  assert.ok(success, new TextDecoder().decode(stderr));
}

/** A project with two notebooks, at `path` of a new folder. */
async function withProject(
  path: string,
  check: (project: string, top: string) => Promise<void>,
): Promise<void> {
  const top = await Deno.makeTempDir();
  try {
    const project = join(top, path);
    await Deno.mkdir(join(project, "notebooks"), { recursive: true });
    for (const name of ["00 한글.ipynb", "01.ipynb"]) {
      await Deno.writeTextFile(join(project, "notebooks", name), "{}");
    }
    await check(project, top);
  } finally {
    await Deno.remove(top, { recursive: true });
  }
}

for (const path of [".", "inner/project"]) {
  Deno.test({
    ...skipIf(
      `unchangedNotebooks() are those that git has and nobody changed (project at ${path})`,
      withoutGit,
    ),
    async fn() {
      await withProject(path, async (project, top) => {
        await git(top, "init", "-q");
        await git(top, "add", ".");
        await git(top, "commit", "-q", "-m", "notebooks");
        await Deno.writeTextFile(join(project, "notebooks", "01.ipynb"), "{ }");
        await Deno.writeTextFile(join(project, "notebooks", "02.ipynb"), "{}");
        assert.deepEqual(await unchangedNotebooks(project), [join(project, "notebooks", "00 한글.ipynb")]);
        await git(top, "add", ".");
        assert.equal((await unchangedNotebooks(project)).length, 1, "staged is changed, too");
      });
    },
  });
}

Deno.test({
  ...skipIf("unchangedNotebooks() are none where the project is not git's", withoutGit),
  async fn() {
    await withProject("inner/project", async (project, top) => {
      assert.deepEqual(await unchangedNotebooks(project), []);
      await git(top, "init", "-q");
      await Deno.writeTextFile(join(top, ".gitignore"), "inner\n");
      await git(top, "add", ".");
      await git(top, "commit", "-q", "-m", "another project");
      assert.deepEqual(await unchangedNotebooks(project), []);
    });
  },
});
