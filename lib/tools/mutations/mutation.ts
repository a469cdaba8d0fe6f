/** One small fault to put into the library, and where its text is found. */
import { join } from "node:path";

export interface Mutation {
  /** Unique; begins with the folder's name, such as "nn: …". */
  readonly name: string;
  /** The folder of the text, relative to the project's; files may be renamed inside it. */
  readonly folder: string;
  /** Exact source text that occurs once in the folder's files. */
  readonly text: string;
  readonly replacement: string;
  readonly breaks: string;
  /** The test files that should fail. */
  readonly tests: readonly string[];
}

/** A mutation's file and its changed source. */
export interface MutatedFile {
  /** Relative to the project's folder. */
  readonly file: string;
  readonly source: string;
}

/**
 * Finds a mutation's text and replaces it.
 *
 * @param root the project's folder, or a copy of it; only read
 * @throws RangeError if the text does not occur exactly once in the mutation's folder
 */
export async function mutate(
  root: string,
  { name, folder, text, replacement }: Mutation,
): Promise<MutatedFile> {
  const found: MutatedFile[] = [];
  for (const file of await sourceFiles(root, folder)) {
    const parts = (await Deno.readTextFile(join(root, file))).split(text);
    for (let i = 1; i < parts.length; i++) {
      const source = parts.slice(0, i).join(text) + replacement + parts.slice(i).join(text);
      found.push({ file, source });
    }
  }
  if (found.length === 1 && text !== replacement) return found[0];
  const files = found.map(({ file }) => file).join(", ") || "nowhere";
  throw new RangeError(
    `mutation "${name}": expected its text once in ${folder}, found it ${found.length} times (${files}): ${text}`,
  );
}

/** The TypeScript files of a folder and of those below it. */
async function sourceFiles(root: string, folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(root, folder))) {
    const path = `${folder}/${name}`;
    if (isDirectory) files.push(...await sourceFiles(root, path));
    else if (name.endsWith(".ts")) files.push(path);
  }
  return files.sort();
}
