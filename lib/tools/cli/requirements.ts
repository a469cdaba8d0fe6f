/**
 * The locked lists of Python packages in lib/tools/cli/python. `NAME.in` has the packages that the course asks for;
 * `NAME.txt` has every version and hash for all supported Pythons and machines (made by `deno task lock:python`).
 */
import { join } from "node:path";
import { fileHash } from "../files.ts";
import { layout } from "../layout.ts";

export const requirementNames = [
  "base",
  "tensorflow-cpu",
  "tensorflow-cuda",
  "pytorch",
  "tokenizers",
] as const;
export type RequirementName = (typeof requirementNames)[number];

export function lockFile(name: RequirementName): string {
  return join(layout.requirements, `${name}.txt`);
}

export async function lockHash(name: RequirementName): Promise<string> {
  return (await fileHash(lockFile(name))).slice(0, 16);
}
