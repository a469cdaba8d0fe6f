/** Reads a text or bytes as a file of a given name, for the tests of its shapes. */
import { join } from "node:path";
import type { CorpusDocument } from "../../lib/files/documents.ts";
import { readDocuments } from "lib/corpora";

export async function withFile<T>(
  name: string,
  content: string | Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, name);
    await (typeof content === "string" ? Deno.writeTextFile(path, content) : Deno.writeFile(path, content));
    return await use(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The texts of a file, and its bad rows as "line: reason". */
export async function read(name: string, content: string | Uint8Array) {
  return await withFile(name, content, async (path) => {
    const bad: string[] = [];
    const documents: CorpusDocument[] = [];
    const reading = readDocuments(path, { onBadRow: ({ line, reason }) => bad.push(`${line}: ${reason}`) });
    for await (const document of reading) documents.push(document);
    return { documents, bad, texts: documents.map(({ text }) => text) };
  });
}

export const bytes = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
export const utf8 = (text: string) => new TextEncoder().encode(text);
