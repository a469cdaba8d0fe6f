/**
 * Which book the notebook reads: the reader's own where there is one, otherwise the built-in story.
 *
 * Order: COURSE_CORPUS (what `./course run --corpus` sets), whatever lies in data/book/, the built-in corpus. The
 * prompt follows from the book: the blog's own where its book is read, otherwise the name that is most often
 * followed by "is a".
 */
import { storyWorld } from "../../data/mod.ts";
import { type Corpus, readCorpus, readOwnBook } from "../corpora/mod.ts";

export interface Book extends Corpus {
  /** A beginning for the model to continue, of the form "NAME is a". */
  readonly prompt: string;
}

/**
 * Opens the book.
 *
 * @param o.path a file or folder to read instead of looking for one; default COURSE_CORPUS.
 * @param o.root the project, in whose data/book/ the reader's own book may lie.
 * @throws {Error} where a book is named or found but cannot be read (see `readCorpus`).
 */
export async function openBook(
  o: { readonly path?: string; readonly root?: string } = {},
): Promise<Book> {
  const { path = Deno.env.get("COURSE_CORPUS") || undefined, root } = o;
  const corpus = path === undefined
    ? await readOwnBook({ root }) ?? await storyWorld()
    : await readCorpus(path);
  return { ...corpus, prompt: choosePrompt(corpus.text) };
}

/**
 * A prompt of the form "NAME is a" that a book's readers would expect to be continued.
 *
 * @example
 * ```ts
 * import { choosePrompt } from "lib/notebook";
 * import assert from "node:assert/strict";
 * assert.equal(choosePrompt("Then Dobby ran. He said that Ron is a boy."), "Dobby is a");
 * assert.equal(choosePrompt("Ada is a cat. Bo is a dog. So Bo is a pet."), "Bo is a");
 * assert.equal(choosePrompt("he met Ada, and Ada met Bo"), "Ada is a");
 * ```
 */
export function choosePrompt(text: string): string {
  if (/\bDobby\b/.test(text)) return "Dobby is a"; // the blog's
  const name = mostFrequent(text.matchAll(/\b(\p{Lu}\p{Ll}+) is a\b/gu), 2) ??
    mostFrequent(text.matchAll(/[\p{Ll},] (\p{Lu}\p{Ll}+)\b/gu)); // a capital inside a sentence: mostly a name
  return name === undefined ? "It is a" : `${name} is a`;
}

/** Words that begin a sentence with "is a" and name nobody. */
const NOT_NAMES = new Set(["He", "She", "It", "This", "That", "There", "What", "Here", "Who", "Which"]);

/** The first group that matched most often, at least so often; the earlier one of two that are equal. */
function mostFrequent(matches: Iterable<RegExpMatchArray>, atLeast = 1): string | undefined {
  const counts = new Map<string, number>();
  for (const [, word] of matches) counts.set(word, (counts.get(word) ?? 0) + 1);
  let best: string | undefined;
  for (const [word, count] of counts) {
    if (count >= atLeast && !NOT_NAMES.has(word) && (best === undefined || count > counts.get(best)!)) {
      best = word;
    }
  }
  return best;
}
