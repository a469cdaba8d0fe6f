import assert from "node:assert/strict";
import { join } from "node:path";
import { withLanguage } from "../../../lib/language.ts";
import { mergeFile } from "../../../lib/tools/cli/merge_file.ts";
import { update } from "../../../lib/tools/cli/update.ts";
import { layout } from "../../../lib/tools/layout.ts";
import {
  joinText,
  type Notebook,
  readNotebook,
  saveNotebook,
} from "../../../lib/tools/notebook_file/notebook_file.ts";
import { missingProgram, skipIf } from "../../skip.ts";
import {
  code,
  exercise,
  FIRST,
  keptFiles,
  markdown,
  NOTEBOOK,
  notebookOf,
  printedBy,
  runGit,
  withGitCourse,
} from "./git_course.ts";

const withoutGit = await missingProgram("git");

/** What the reader made of FIRST: 03.2 solved and run, a cell of their own, the first cell run. */
const SOLVED: Notebook = notebookOf(
  ...FIRST.cells.map((cell) =>
    cell.id === "stub-03.2"
      ? { ...cell, source: "const answer2 = () => 42;", execution_count: 7 }
      : cell.id === "import"
      ? { ...code("import", "connectKernel();", {}, "connected here"), execution_count: 1 }
      : cell
  ),
  code("mine", "my own experiment", {}, "result"),
);

/** A new version: another title, a new section, 03.1's stub and 03.2's task changed. */
const SECOND: Notebook = notebookOf(
  markdown("title", "# 03 · Attention, from scratch"),
  code("import", "connectKernel();", {}, "connected"),
  markdown("new", "A new section."),
  ...exercise("03.1", 'const answer = (x: number) => todo("one");'),
  ...exercise("03.2", 'const answer2 = () => todo("two");'),
  markdown("end", "The end."),
);

const sources = ({ cells }: Notebook) =>
  Object.fromEntries(cells.map(({ id, source }) => [id, joinText(source)]));

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ ...skipIf(name, withoutGit), fn });
}

test("update() brings the new version and keeps answers, own cells and outputs, without a commit", () =>
  withGitCourse(async ({ clone, publish }) => {
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    const before = await Deno.readTextFile(join(clone, NOTEBOOK));
    await publish({ [NOTEBOOK]: SECOND, "lib/a.ts": "one\n", "notebooks/04.ipynb": FIRST });
    const printed = await printedBy(() => update(clone));
    const merged = await readNotebook(join(clone, NOTEBOOK));
    assert.deepEqual(sources(merged), {
      ...sources(SECOND),
      "stub-03.2": "const answer2 = () => 42;",
      mine: "my own experiment",
    });
    assert.deepEqual(merged.cells.map(({ id }) => id), [...SECOND.cells.map(({ id }) => id), "mine"]);
    const run = merged.cells.find(({ id }) => id === "import")!;
    assert.deepEqual([run.execution_count, JSON.stringify(run.outputs).includes("connected here")], [
      1,
      true,
    ]);
    assert.equal(await Deno.readTextFile(join(clone, "lib/a.ts")), "one\n");
    assert.match(printed, /1 cell new, 2 cells changed; yours stay: exercise 03\.2, "my own experiment"\./);
    assert.deepEqual(await keptFiles(clone), { [`update/${NOTEBOOK}`]: before });
    assert.equal(await runGit(clone, "rev-list", "--count", "origin/main..HEAD"), "0\n");
    assert.match(await printedBy(() => update(clone)), /up to date/);
  }));

test("update() prints the titles of the new commits as they are, also where a word is a key of the Korean texts", () =>
  withGitCourse(async ({ clone, publish }) => {
    await publish({ "one exercise": "new\n" }); // the commit "change one exercise"; "{0} exercise" is a key
    const printed = await withLanguage("ko", () => printedBy(() => update(clone)));
    assert.match(printed, /업데이트했습니다:\n {2}change one exercise\n/);
  }));

test("update() names a cell that both changed, and the reader's stays", () =>
  withGitCourse(async ({ clone, publish }) => {
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    const cells = SECOND.cells.map((cell) =>
      cell.id === "stub-03.2" ? { ...cell, source: 'const answer2 = (y: number) => todo("two");' } : cell
    );
    await publish({ [NOTEBOOK]: notebookOf(...cells) });
    const printed = await printedBy(() => update(clone));
    assert.equal(
      sources(await readNotebook(join(clone, NOTEBOOK)))["stub-03.2"],
      "const answer2 = () => 42;",
    );
    assert.match(printed, /the course changed these too, yours stay .*: exercise 03\.2\./);
  }));

test("update() follows a renamed notebook", () =>
  withGitCourse(async ({ clone, publish }) => {
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    await publish({ [NOTEBOOK]: undefined, "notebooks/05-attention.ipynb": FIRST });
    await printedBy(() => update(clone));
    assert.equal(
      sources(await readNotebook(join(clone, "notebooks/05-attention.ipynb")))["stub-03.2"],
      "const answer2 = () => 42;",
    );
    await assert.rejects(Deno.stat(join(clone, NOTEBOOK)), Deno.errors.NotFound);
  }));

test("update() merges other texts by lines; where both changed a line, the course's version is taken and the reader's kept", () =>
  withGitCourse(async ({ clone, publish }) => {
    const path = join(clone, "lib/a.ts");
    await Deno.writeTextFile(path, "ONE\ntwo\nthree\nfour\nfive\n");
    await publish({ "lib/a.ts": "one\ntwo\nthree\nfour\nFIVE\n" });
    await printedBy(() => update(clone));
    assert.equal(await Deno.readTextFile(path), "ONE\ntwo\nthree\nfour\nFIVE\n");
    await publish({ "lib/a.ts": "1\ntwo\nthree\nfour\nFIVE\n" });
    assert.match(await printedBy(() => update(clone)), /the course's version is in place, yours is kept/);
    assert.equal(await Deno.readTextFile(path), "1\ntwo\nthree\nfour\nFIVE\n");
    assert.ok(Object.values(await keptFiles(clone)).includes("ONE\ntwo\nthree\nfour\nFIVE\n"));
  }));

test("update() keeps staged changes, and untracked files that the course now has, too", () =>
  withGitCourse(async ({ clone, publish }) => {
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    await Deno.writeTextFile(join(clone, "staged.txt"), "mine");
    await runGit(clone, "add", "-A");
    await Deno.writeTextFile(join(clone, "untracked.txt"), "mine");
    await publish({ [NOTEBOOK]: SECOND, "staged.txt": "theirs", "untracked.txt": "theirs" });
    await printedBy(() => update(clone));
    assert.equal(
      sources(await readNotebook(join(clone, NOTEBOOK)))["stub-03.2"],
      "const answer2 = () => 42;",
    );
    const kept = await keptFiles(clone);
    assert.deepEqual([kept["update/staged.txt"], kept["update/untracked.txt"]], ["mine", "mine"]);
  }));

test("update() merges the reader's own commits, also where a notebook conflicts", () =>
  withGitCourse(async ({ clone, publish }) => {
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    await runGit(clone, "commit", "-q", "-a", "-m", "my answers");
    const cells = SECOND.cells.map((cell) =>
      cell.id === "stub-03.2" ? { ...cell, source: 'const answer2 = (y: number) => todo("two");' } : cell
    );
    await publish({ [NOTEBOOK]: notebookOf(...cells), "lib/a.ts": "one\n" });
    await saveNotebook(join(clone, NOTEBOOK), notebookOf(...SOLVED.cells, code("later", "not committed")));
    await printedBy(() => update(clone));
    const merged = sources(await readNotebook(join(clone, NOTEBOOK)));
    assert.equal(merged["stub-03.2"], "const answer2 = () => 42;");
    assert.deepEqual([merged.mine, merged.later, merged.new], [
      "my own experiment",
      "not committed",
      "A new section.",
    ]);
    assert.equal(await Deno.readTextFile(join(clone, "lib/a.ts")), "one\n");
    assert.match(await runGit(clone, "log", "--format=%s"), /my answers/);
  }));

test("update() of commits that git cannot merge changes nothing", () =>
  withGitCourse(async ({ clone, publish }) => {
    await Deno.writeTextFile(join(clone, "lib/a.ts"), "mine\n");
    await runGit(clone, "commit", "-q", "-a", "-m", "mine");
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    const before = await Deno.readTextFile(join(clone, NOTEBOOK));
    const head = await runGit(clone, "rev-parse", "HEAD");
    await publish({ "lib/a.ts": "theirs\n", [NOTEBOOK]: SECOND });
    await assert.rejects(update(clone), /changed the same lines, both in lib\/a\.ts; nothing was changed/);
    assert.equal(await Deno.readTextFile(join(clone, NOTEBOOK)), before);
    assert.equal(await runGit(clone, "rev-parse", "HEAD"), head);
    assert.equal(await runGit(clone, "status", "--porcelain"), ` M ${NOTEBOOK}\n`);
  }));

test("update() follows a course whose history was rewritten", () =>
  withGitCourse(async ({ clone, publish }) => {
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    await publish({ [NOTEBOOK]: SECOND }, { amend: true });
    await printedBy(() => update(clone));
    const merged = sources(await readNotebook(join(clone, NOTEBOOK)));
    assert.deepEqual([merged["stub-03.2"], merged.new], ["const answer2 = () => 42;", "A new section."]);
  }));

test("update() gives the files back when git refuses to move", () =>
  withGitCourse(async ({ clone, publish }) => {
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    const before = await Deno.readTextFile(join(clone, NOTEBOOK));
    await publish({ [NOTEBOOK]: SECOND });
    await Deno.writeTextFile(join(clone, ".git", "index.lock"), "");
    await assert.rejects(update(clone), /your files are as they were/);
    assert.equal(await Deno.readTextFile(join(clone, NOTEBOOK)), before);
  }));

test("Ctrl-C while update() moves to the new version: it goes on until the answers are in the new notebook", () =>
  withGitCourse(async ({ clone, publish }) => {
    await saveNotebook(join(clone, NOTEBOOK), SOLVED);
    await publish({ [NOTEBOOK]: SECOND });
    // git calls this after it has put the course's notebook in place of the reader's. The process group is what Ctrl-C reaches.
    await Deno.writeTextFile(
      join(clone, ".git", "hooks", "post-checkout"),
      '#!/bin/sh\nkill -s INT -- "-$(cat .git/updating)"\nsleep 0.3\n',
      { mode: 0o755 },
    );
    const module = new URL("../../../lib/tools/cli/update.ts", import.meta.url).href;
    const script = `await Deno.writeTextFile(".git/updating", String(Deno.pid));
      const { update } = await import(${JSON.stringify(module)});
      await update(Deno.cwd());`;
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", `--config=${join(layout.root, "deno.json")}`, script],
      cwd: clone,
      detached: true,
      stdout: "piped",
      stderr: "piped",
    }).spawn().output();
    assert.equal(code, 0);
    assert.match(new TextDecoder().decode(stderr), /the update is nearly done and cannot be stopped here/);
    const merged = sources(await readNotebook(join(clone, NOTEBOOK)));
    assert.deepEqual([merged["stub-03.2"], merged.new], ["const answer2 = () => 42;", "A new section."]);
  }));

test("update() says what is missing: a network, a clone, a branch, a finished merge", () =>
  withGitCourse(async ({ clone, remote, publish }) => {
    await publish({ "lib/a.ts": "one\n" });
    await Deno.rename(remote, `${remote}.away`);
    await assert.rejects(update(clone), /cannot fetch .*nothing was changed/);
    await Deno.rename(`${remote}.away`, remote);
    await assert.rejects(update(join(clone, "lib")), /is a part of another git repository/);
    await Deno.writeTextFile(join(clone, ".git", "MERGE_HEAD"), await runGit(clone, "rev-parse", "HEAD"));
    await assert.rejects(update(clone), /unfinished merge/);
    await Deno.remove(join(clone, ".git", "MERGE_HEAD"));
    // A clone that root or another user of the machine made: git says so and reads nothing.
    Deno.env.set("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    try {
      await assert.rejects(update(clone), /belongs to another user.*nothing was changed/);
    } finally {
      Deno.env.delete("GIT_TEST_ASSUME_DIFFERENT_OWNER");
    }
    const next = async () => (await update(clone).catch((error) => error)).next;
    await runGit(clone, "checkout", "-q", "-b", "mine");
    await runGit(clone, "remote", "set-head", "origin", "--delete");
    assert.match(await next(), /^name it once/);
    await runGit(clone, "remote", "remove", "origin");
    await assert.rejects(update(clone), /does not follow a branch/);
    assert.match(await next(), /git remote add origin ADDRESS/);
    await Deno.remove(join(clone, ".git"), { recursive: true });
    await assert.rejects(update(clone), /is not a git clone/);
  }));

Deno.test("mergeFile() names each kept answer in the language that is shown", async () => {
  const mine = notebookOf(
    ...FIRST.cells.map((cell) =>
      cell.id?.startsWith("stub-") ? { ...cell, source: "const answer = () => 42;" } : cell
    ),
  );
  const [base, own, theirs] = [FIRST, mine, notebookOf(...FIRST.cells, markdown("end2", "More."))]
    .map((notebook) => JSON.stringify(notebook));
  const { about } = await withLanguage("ko", () => mergeFile(NOTEBOOK, { base, mine: own, theirs }));
  assert.equal(about, "새 셀 1개; 내 것을 남김: 연습 03.1, 연습 03.2.");
});
