/**
 * The reader's own book: the content of data/book/, in any format that readCorpus reads. The notebooks use it instead of the
 * built-in corpus.
 */

import { join } from "node:path";
import { projectPath } from "../project_folder.ts";
import type { Corpus } from "./corpus.ts";
import { readCorpus, type ReadCorpusOptions } from "./read_corpus.ts";

/**
 * Reads the book in data/book/, a single file of any format or a folder of books; undefined when there is none. data/book may
 * also be the book itself: `cp novel.txt data/book` makes a file where there was no folder.
 *
 * @param options.root the project's folder. Default: the one this file belongs to
 * @throws as readCorpus, when something is there but cannot be read
 */
export async function readOwnBook(
  options: ReadCorpusOptions & { readonly root?: string } = {},
): Promise<Corpus | undefined> {
  const { root = projectPath(), ...reading } = options;
  const folder = join(root, "data", "book");
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) if (!entry.name.startsWith(".")) names.push(entry.name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    // A broken link is an error. Otherwise the built-in story would be read instead, without a word.
    return await isThere(folder) ? await readCorpus(folder, reading) : undefined;
  }
  if (names.length === 0) return undefined;
  return await readCorpus(names.length === 1 ? join(folder, names[0]) : folder, reading);
}

/** True for everything with this path, also a link that leads nowhere. */
async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
