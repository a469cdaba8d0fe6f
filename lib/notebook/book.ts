/**
 * Opens the book of a notebook: the reader's own if there is one, otherwise the built-in story.
 *
 * Order: COURSE_CORPUS (which `./course run --corpus` sets), the files in data/book/, the built-in corpus. The prompt
 * depends on the book: the blog's prompt for the blog's book, otherwise the name that is most often followed by "is a".
 */
import { storyWorld } from "../../data/mod.ts";
import { type Corpus, readCorpus, readOwnBook } from "../corpora/mod.ts";

export interface Book extends Corpus {
  readonly prompt: string;
}

/**
 * Opens the book.
 *
 * @param o.path a file or folder to read; default COURSE_CORPUS.
 * @param o.root the project folder; the reader's own book is in its data/book/.
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
 * A prompt of the form "NAME is a" with a name from the book.
 *
 * @example
 * ```ts
 * import { choosePrompt } from "./book.ts";
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

/** Words before "is a" that are not names. */
const NOT_NAMES = new Set(["He", "She", "It", "This", "That", "There", "What", "Here", "Who", "Which"]);

/** The most frequent first group, if it matched at least `atLeast` times; of equal ones the first. */
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
