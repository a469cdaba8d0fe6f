/**
 * The reader's own tokenizers: every tokenizer.json under data/tokenizers/.
 *
 * A file is data/tokenizers/NAME.json or, as in model repositories, data/tokenizers/NAME/tokenizer.json. For a file that
 * cannot be read there is a sentence that says why, and the notebook continues with the others.
 */
import { join } from "node:path";
import { projectPath } from "../project_folder.ts";
import { readTokenizerJson, type Tokenizer } from "../tokenizers/mod.ts";

interface OwnTokenizers {
  readonly tokenizers: readonly Tokenizer[];
  /** Why a file was left out, one sentence each. */
  readonly problems: readonly string[];
}

export function tokenizersFolder(): string {
  return projectPath("data/tokenizers");
}

/**
 * Reads the reader's tokenizers in the order of their names; none if the folder does not exist.
 *
 * @param folder default data/tokenizers/
 */
export async function ownTokenizers(folder: string = tokenizersFolder()): Promise<OwnTokenizers> {
  const tokenizers: Tokenizer[] = [];
  const problems: string[] = [];
  for (const { name, path } of await tokenizerFiles(folder)) {
    try {
      tokenizers.push(readTokenizerJson(await Deno.readTextFile(path), name));
    } catch (error) {
      problems.push(`${name} was left out: ${(error as Error).message}`);
    }
  }
  return { tokenizers, problems };
}

async function tokenizerFiles(folder: string): Promise<{ name: string; path: string }[]> {
  const files: { name: string; path: string }[] = [];
  for (const name of await namesIn(folder)) {
    if (name.endsWith(".json")) files.push({ name: name.slice(0, -5), path: join(folder, name) });
    else if ((await namesIn(join(folder, name))).includes("tokenizer.json")) {
      files.push({ name, path: join(folder, name, "tokenizer.json") });
    }
  }
  return files;
}

/** The sorted names in a folder; none if it is not a folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
}
