/** Merges a reader's changes into a new version of a file: notebooks cell by cell, other texts line by line. */
import { translate } from "../../language.ts";
import { join } from "node:path";
import { jupyterJson } from "../notebook_file/jupyter_json.ts";
import { mergeNotebooks, type MergeReport } from "../notebook_file/merge_notebooks.ts";
import type { Notebook } from "../notebook_file/notebook_file.ts";
import { tryGit } from "./git.ts";

export interface MergedFile {
  readonly text: string;
  /** "theirs": it could not be merged, and the text is the course's version. */
  readonly way: "merged" | "theirs";
  /** What became of the reader's changes, for a person. */
  readonly about: string;
}

/** The three versions of a file; `base` is undefined where the reader and the course each made it. */
interface Versions {
  readonly base: string | undefined;
  readonly mine: string;
  readonly theirs: string;
}

/** @param path decides by its ending what the texts are */
export async function mergeFile(path: string, versions: Versions): Promise<MergedFile> {
  if (path.endsWith(".ipynb")) return mergeNotebookTexts(versions);
  const text = versions.base === undefined
    ? undefined
    : await mergeLines({ ...versions, base: versions.base });
  return text === undefined
    ? {
      text: versions.theirs,
      way: "theirs",
      about: "you and the course changed the same lines; the course's version is in place, yours is kept.",
    }
    : { text, way: "merged", about: "your changes and the course's are both in it." };
}

function mergeNotebookTexts({ base, mine, theirs }: Versions): MergedFile {
  const [own, now] = [parse(mine), parse(theirs)];
  // Without a common version, nothing is known of what the reader changed.
  const old = base === undefined ? { ...now!, cells: [] } : parse(base);
  if (!old || !own || !now) {
    return {
      text: theirs,
      way: "theirs",
      about: "your file is not a notebook that can be read; the course's version is in place, yours is kept.",
    };
  }
  const { notebook, report } = mergeNotebooks(old, own, now);
  return { text: jupyterJson(notebook), way: "merged", about: describe(report) };
}

function parse(text: string): Notebook | undefined {
  try {
    const notebook: Notebook = JSON.parse(text);
    return Array.isArray(notebook.cells) ? notebook : undefined;
  } catch {
    return undefined;
  }
}

function describe({ added, changed, removed, kept, conflicts }: MergeReport): string {
  const cells = (n: number, what: string) => n === 0 ? [] : [`${n} ${n === 1 ? "cell" : "cells"} ${what}`];
  const news = [...cells(added, "new"), ...cells(changed, "changed"), ...cells(removed, "removed")];
  const parts = [
    news.length > 0 ? news.map((one) => translate(one)).join(", ") : "only outputs changed",
    ...(kept.length > 0 ? [`yours stay: ${namesOf(kept)}`] : []),
    ...(conflicts.length > 0
      ? [
        "the course changed these too, yours stay (./course reset shows the new ones): " +
        `${namesOf(conflicts)}`,
      ]
      : []),
  ];
  return `${parts.map((part) => translate(part)).join("; ")}.`;
}

/** The cells' names in the language that is shown: "exercise 03.2", or the first line of a cell. */
const namesOf = (cells: readonly string[]) => cells.map((name) => translate(name)).join(", ");

/** Both changes of a text; undefined where they touch the same lines. */
async function mergeLines({ base, mine, theirs }: Versions & { base: string }): Promise<string | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "course-merge-" });
  try {
    for (const [name, text] of Object.entries({ base, mine, theirs })) {
      await Deno.writeTextFile(join(folder, name), text);
    }
    return await tryGit(folder, "merge-file", "--stdout", "mine", "base", "theirs");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
