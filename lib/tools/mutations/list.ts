/**
 * Reads the mutations: one text file for each folder of lib, in blocks like a patch.
 *
 *     what is changed: what goes wrong
 *     - the exact text
 *     + its replacement
 *     = the test files that should fail, without "tests/" and "_test.ts"
 *
 * Left out are changes that only take other random numbers, as good as the first ones, and changes that cost time
 * but give the same results.
 */
import { projectPath } from "../../project_folder.ts";
import type { Mutation } from "./mutation.ts";

/** The groups, in the order in which they run. */
const GROUPS = ["nn", "gpt", "training", "corpora", "tokenizers", "lotto", "statistics"];

export async function readMutations(): Promise<Mutation[]> {
  const groups = GROUPS.map(async (group) => {
    const path = projectPath(`lib/tools/mutations/${group}.txt`);
    return parseMutations(group, await Deno.readTextFile(path));
  });
  return (await Promise.all(groups)).flat();
}

/**
 * The mutations of one file.
 *
 * @param group begins each name, such as "nn"
 * @throws SyntaxError at a block that lacks a part
 */
export function parseMutations(group: string, file: string): Mutation[] {
  const [first, ...blocks] = file.trim().split(/\n{2,}/);
  const folder = first.match(/^folder (\S+)$/)?.[1];
  if (!folder) {
    throw new SyntaxError(`mutations of ${group}: expected "folder …" in the first line, found ${first}`);
  }
  return blocks.map((block) => {
    const [title, ...lines] = block.split("\n");
    const [, name, breaks] = title.match(/^([^-+=].*?): (.+)$/) ?? [];
    const part = (sign: string) =>
      lines.filter((line) => line[0] === sign).map((line) => line.slice(2)).join("\n");
    const [text, replacement, tests] = ["-", "+", "="].map(part);
    if (!name || !text || !tests || !lines.every((line) => "-+=".includes(line[0]))) {
      throw new SyntaxError(
        `mutations of ${group}: expected a title and lines with -, + and =, found:\n${block}`,
      );
    }
    const files = tests.split(" ").map((test) => `tests/${test}_test.ts`);
    return { name: `${group}: ${name}`, folder, text, replacement, breaks, tests: files };
  });
}
