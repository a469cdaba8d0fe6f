/** A course of one notebook in a bare repository, and a reader's clone of it, for the tests of update and reset. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Cell, type Notebook, saveNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";

export const NOTEBOOK = "notebooks/03-attention.ipynb";

export const markdown = (id: string, source: string, metadata = {}): Cell => ({
  cell_type: "markdown",
  id,
  metadata,
  source,
});

export const code = (id: string, source: string, metadata = {}, output = ""): Cell => ({
  cell_type: "code",
  id,
  metadata,
  source,
  execution_count: null,
  outputs: output === "" ? [] : [{ output_type: "stream", name: "stdout", text: output }],
});

export const notebookOf = (...cells: Cell[]): Notebook => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

export const exercise = (id: string, stub: string): Cell[] => [
  markdown(`task-${id}`, `Exercise ${id}`, { tags: ["exercise"], exercise: id }),
  code(`stub-${id}`, stub, { tags: ["exercise", "stub"], exercise: id }),
  code(`check-${id}`, `check("${id}", answer);`, { tags: ["check"], exercise: id }, "not written yet"),
];

export const FIRST = notebookOf(
  markdown("title", "# 03 · Attention"),
  code("import", "connectKernel();", {}, "connected"),
  ...exercise("03.1", 'const answer = () => todo("one");'),
  ...exercise("03.2", 'const answer2 = () => todo("two");'),
  markdown("end", "The end."),
);

const AUTHOR = {
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
};

/** Runs git and returns what it printed. */
export async function runGit(folder: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("git", {
    args: ["-C", folder, "-c", "commit.gpgsign=false", ...args],
    env: AUTHOR,
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

export interface GitCourse {
  /** The reader's clone. */
  readonly clone: string;
  /** The bare repository. */
  readonly remote: string;
  /** Publishes files (a text, a notebook, or undefined to delete) as a new version of the course. */
  publish: (
    files: Readonly<Record<string, string | Notebook | undefined>>,
    o?: { amend?: boolean },
  ) => Promise<void>;
}

async function write(
  folder: string,
  files: Readonly<Record<string, string | Notebook | undefined>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const to = join(folder, path);
    if (content === undefined) await Deno.remove(to);
    else if (typeof content === "string") {
      await Deno.mkdir(join(to, ".."), { recursive: true });
      await Deno.writeTextFile(to, content);
    } else await saveNotebook(to, content);
  }
}

/** Makes a course and a clone, which are removed after `use`. */
export async function withGitCourse(use: (course: GitCourse) => Promise<void>): Promise<void> {
  const top = await Deno.makeTempDir({ prefix: "git-course-" });
  try {
    const [author, remote, clone] = ["author", "remote.git", "clone"].map((name) => join(top, name));
    await runGit(top, "init", "-q", "--bare", "-b", "main", remote);
    await runGit(top, "clone", "-q", remote, author);
    await runGit(author, "checkout", "-q", "-b", "main");
    const publish: GitCourse["publish"] = async (files, { amend = false } = {}) => {
      await write(author, files);
      await runGit(author, "add", "-A");
      await runGit(
        author,
        "commit",
        "-q",
        ...(amend ? ["--amend"] : []),
        "-m",
        `change ${Object.keys(files)}`,
      );
      await runGit(author, "push", "-q", "--force", "origin", "main");
    };
    await publish({
      [NOTEBOOK]: FIRST,
      "lib/a.ts": "one\ntwo\nthree\nfour\nfive\n",
      ".gitignore": ".course\n",
    });
    await runGit(top, "clone", "-q", remote, clone);
    await use({ clone, remote, publish });
  } finally {
    await Deno.remove(top, { recursive: true });
  }
}

/** Calls a command and returns what it printed. */
export async function printedBy(command: () => Promise<void>): Promise<string> {
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: string) => void lines.push(line);
  try {
    await command();
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}

/** The contents of all files in `.course/kept`, by their paths there without the folder's date; the newest of each. */
export async function keptFiles(clone: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = async (folder: string, inner: string) => {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      const path = inner === "" ? name.replace(/-\d{4}-.*$/, "") : `${inner}/${name}`;
      if (isDirectory) await walk(join(folder, name), path);
      else found[path] = await Deno.readTextFile(join(folder, name));
    }
  };
  await walk(join(clone, ".course", "kept"), "").catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  return found;
}
