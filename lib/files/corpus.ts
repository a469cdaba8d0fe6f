/** A corpus: one long text with its source and its hash, so two people can check whether they train on the same text. */

export interface Corpus {
  readonly name: string;
  readonly text: string;
  /** A path, a URL or a sentence. */
  readonly source: string;
  readonly licence: string;
  /** SHA-256 of `text` in UTF-8, as 64 hexadecimal digits. */
  readonly sha256: string;
  /** What the reader decided or removed, one sentence each ("encoding: cp949"). */
  readonly notes?: readonly string[];
}

/**
 * Makes a corpus and computes its hash. @throws {RangeError} when the text is empty or only white space
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const corpus = await makeCorpus({ name: "tiny", text: "abc", source: "typed in", licence: "ours" });
 * assert.ok(corpus.sha256.startsWith("ba7816bf"));
 * ```
 */
export async function makeCorpus(parts: Omit<Corpus, "sha256">): Promise<Corpus> {
  if (parts.text.trim() === "") {
    throw new RangeError(
      `corpus "${parts.name}" is empty: expected text, found ${parts.text.length} characters of white space ` +
        `in ${parts.source}. Check that the file holds the book and not only a title page.`,
    );
  }
  return { ...parts, sha256: await sha256(new TextEncoder().encode(parts.text)) };
}

/** SHA-256 of some bytes, as 64 hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
