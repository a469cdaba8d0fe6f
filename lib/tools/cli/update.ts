/**
 * `./course update`: fetches the newest version of the course and merges it into the reader's copy. Solved exercises, own
 * cells and outputs stay.
 *
 * Every changed file that could be touched is first copied to `.course/kept`. Notebooks are merged cell by cell
 * (lib/tools/notebook_file/merge_notebooks.ts), other files line by line; of a file that cannot be merged the course's
 * version is taken, because lib and notebooks must fit together.
 */
import { join, relative } from "node:path";
import { CommandError } from "../command_error.ts";
import { writeAtomically } from "../files.ts";
import { layout } from "../layout.ts";
import { stopSignals } from "../stop_signals.ts";
import { print, printUntranslated, say } from "../terminal.ts";
import { git, namesIn, requireClone, tryGit, upstreamOf } from "./git.ts";
import { keepCopies, newKeptFolder } from "./kept.ts";
import { mergeFile } from "./merge_file.ts";

/** A file that the reader changed and the course, too: its path before and after, which differ where it was renamed. */
interface Overlap {
  readonly from: string;
  readonly to: string;
}

/** Updates the clone at `root`. Prints what changed. */
export async function update(root: string = layout.root): Promise<void> {
  await requireClone(root);
  await refuseUnfinishedMerge(root);
  const upstream = await upstreamOf(root);
  if (!upstream) {
    const hasRemote = await tryGit(root, "remote", "get-url", "origin") !== undefined;
    throw new CommandError("this clone does not follow a branch of the course's repository.", {
      next: hasRemote
        ? "name it once: git branch --set-upstream-to=origin/main"
        : "name the repository once: git remote add origin ADDRESS, then git fetch origin, " +
          "then git branch --set-upstream-to=origin/main",
    });
  }
  const before = await tryGit(root, "rev-parse", upstream);
  await git(root, ["fetch", "--quiet", upstream.split("/")[0]], {
    what: "cannot fetch the course's newest version; nothing was changed",
    next: "check the network, then start ./course update again.",
    asks: true,
  });
  const head = (await tryGit(root, "rev-parse", "HEAD"))!.trim();
  if (await tryGit(root, "merge-base", "--is-ancestor", upstream, "HEAD") !== undefined) {
    return print(`The course is up to date (${await describe(root, "HEAD")}).`);
  }
  const ownCommits = Number(await tryGit(root, "rev-list", "--count", `${before?.trim()}..HEAD`) ?? "1");
  const base = ownCommits === 0 ? head : await commonVersion(root, upstream);
  const overlaps = await findOverlaps(root, base, upstream);
  const kept = await newKeptFolder(root, "update");
  await keepCopies(root, kept, overlaps.map(({ from }) => from));

  const lines: string[] = [];
  await withoutInterruption(async () => {
    await withReadersFilesAside(root, { kept, overlaps }, async () => {
      if (ownCommits === 0) {
        await git(root, ["reset", "--quiet", "--keep", upstream], CANNOT_MOVE);
      } else await mergeCommits(root, upstream);
    });
    for (const overlap of overlaps) {
      const text = await Deno.readTextFile(join(kept, overlap.from));
      lines.push(await mergeInto(root, { head, text, ...overlap }));
    }
  });
  await report(root, { base, upstream, lines, kept: overlaps.length > 0 ? kept : undefined });
}

/**
 * Ctrl-C waits until the reader's files are merged: before that they are the course's, and the next update would find
 * nothing to do.
 */
async function withoutInterruption(work: () => Promise<void>): Promise<void> {
  const signals = stopSignals();
  const wait = () => say("the update is nearly done and cannot be stopped here …");
  for (const signal of signals) Deno.addSignalListener(signal, wait);
  try {
    await work();
  } finally {
    for (const signal of signals) Deno.removeSignalListener(signal, wait);
  }
}

const CANNOT_MOVE = {
  what: "git could not change to the course's newest version; your files are as they were",
  next: "read git's words above; a commit of your own changes (git add, git commit) often helps.",
};

async function refuseUnfinishedMerge(root: string): Promise<void> {
  for (const state of ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"]) {
    if (await tryGit(root, "rev-parse", "-q", "--verify", state) === undefined) continue;
    throw new CommandError("an unfinished merge or rebase of yours is in the way; nothing was changed.", {
      next: "finish it, or undo it (git merge --abort, git rebase --abort); `git status` says which it is.",
    });
  }
}

/** The last version that the reader's commits and the course have in common. */
async function commonVersion(root: string, upstream: string): Promise<string> {
  const found = await git(root, ["merge-base", "HEAD", upstream], {
    what: "your commits and the course's newest version have no version in common",
    next: `look at both (git log HEAD ${upstream}), or clone the course anew and copy your notebooks there.`,
  });
  return found.trim();
}

/** The reader's changed files that the update would change, too, also files that git does not know yet. */
async function findOverlaps(root: string, base: string, upstream: string): Promise<Overlap[]> {
  const dirty = new Set(
    namesIn(await tryGit(root, "diff", "--name-only", "--no-renames", "-z", "HEAD") ?? ""),
  );
  const fields = namesIn(
    await tryGit(root, "diff", "--name-status", "--find-renames", "-z", base, upstream) ?? "",
  );
  const overlaps: Overlap[] = [];
  while (fields.length > 0) {
    const status = fields.shift()!;
    const from = fields.shift()!;
    const to = status.startsWith("R") ? fields.shift()! : from;
    const here = await Deno.lstat(join(root, from)).then(({ isFile }) => isFile, () => false);
    if (here && (dirty.has(from) || status === "A")) overlaps.push({ from, to });
  }
  return overlaps;
}

/**
 * Puts the overlapping files back to what git has, and calls `change`. Where that fails, the reader's files come back from
 * their copies.
 */
async function withReadersFilesAside(
  root: string,
  { kept, overlaps }: { kept: string; overlaps: readonly Overlap[] },
  change: () => Promise<void>,
): Promise<void> {
  try {
    for (const { from } of overlaps) {
      const known = await tryGit(root, "cat-file", "-e", `HEAD:${from}`) !== undefined;
      if (known) await git(root, ["checkout", "--quiet", "HEAD", "--", from], CANNOT_MOVE);
      else {
        await tryGit(root, "rm", "--quiet", "--cached", "--force", "--", from); // where it was added, not committed
        await Deno.remove(join(root, from));
      }
    }
    await change();
  } catch (error) {
    for (const { from } of overlaps) await Deno.copyFile(join(kept, from), join(root, from));
    throw error;
  }
}

/** Merges the course's commits with the reader's own. Notebooks that both changed are merged cell by cell. */
async function mergeCommits(root: string, upstream: string): Promise<void> {
  const known = await tryGit(root, "config", "user.email") !== undefined;
  const author = known ? [] : ["-c", "user.name=reader", "-c", "user.email=reader@localhost"];
  if (await tryGit(root, ...author, "merge", "--quiet", "--no-edit", upstream) !== undefined) return;
  const conflicts = namesIn(await tryGit(root, "diff", "--name-only", "--diff-filter=U", "-z") ?? "");
  const stage = (n: number, path: string) => tryGit(root, "show", `:${n}:${path}`);
  const open: string[] = [];
  for (const path of conflicts) {
    const [base, mine, theirs] = [await stage(1, path), await stage(2, path), await stage(3, path)];
    const merged = mine === undefined || theirs === undefined || !path.endsWith(".ipynb")
      ? undefined
      : await mergeFile(path, { base, mine, theirs });
    if (!merged || merged.way === "theirs") open.push(path);
    else {
      await writeAtomically(join(root, path), merged.text);
      await tryGit(root, "add", "--", path);
    }
  }
  const done = conflicts.length > 0 && open.length === 0 &&
    await tryGit(root, ...author, "commit", "--quiet", "--no-edit") !== undefined;
  if (done) return;
  await tryGit(root, "merge", "--abort");
  const files = open.length > 0 ? `, both in ${open.join(", ")}` : "";
  throw new CommandError(
    `your own commits and the course changed the same lines${files}; nothing was changed.`,
    {
      next: `merge them yourself: git merge ${upstream}`,
    },
  );
}

/** Merges the reader's copy into the new version of a file. Returns a line that says what became of it. */
async function mergeInto(root: string, o: Overlap & { head: string; text: string }): Promise<string> {
  const target = join(root, o.to);
  const theirs = await Deno.readTextFile(target).catch(() => undefined);
  if (theirs === undefined) return `${o.from}: the course no longer has this file; yours is kept.`;
  const merged = await mergeFile(o.to, {
    base: await tryGit(root, "show", `${o.head}:${o.from}`),
    mine: o.text,
    theirs,
  });
  if (merged.way !== "theirs") await writeAtomically(target, merged.text);
  return `${o.to}: ${merged.about}`;
}

async function describe(root: string, version: string): Promise<string> {
  return (await tryGit(root, "log", "-1", "--format=%h (%cs)", version) ?? version).trim();
}

async function report(
  root: string,
  o: { base: string; upstream: string; lines: readonly string[]; kept?: string },
): Promise<void> {
  const subjects = (await tryGit(root, "log", "--no-merges", "--format=%s", `${o.base}..${o.upstream}`) ?? "")
    .trim()
    .split("\n");
  print(`The course went from ${await describe(root, o.base)} to ${await describe(root, o.upstream)}:`);
  for (const subject of subjects.slice(0, 10)) printUntranslated(`  ${subject}`);
  if (subjects.length > 10) print(`  … and ${subjects.length - 10} more`);
  const notebooks = namesIn(
    await tryGit(root, "diff", "--name-only", "-z", o.base, o.upstream, "--", "notebooks") ?? "",
  );
  if (notebooks.length > 0) {
    const names = notebooks.map((path) => path.replace(/^notebooks\/|\.ipynb$/g, ""));
    print(`Notebooks that changed: ${names.join(", ")}.`);
  }
  if (!o.kept) return print("You had changed nothing that the update touches.");
  for (const line of o.lines) print(line);
  print(`Your files as they were are in ${relative(root, o.kept)}.`);
  print("A notebook that is open in JupyterLab: File → Reload Notebook from Disk.");
}
