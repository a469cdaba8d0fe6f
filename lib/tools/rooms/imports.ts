/**
 * Reads every import with a relative path in lib and data from the files' text.
 *
 * Imports in comments (examples) do not count. `tests/dependencies_test.ts` checks them against the allowed order, and
 * picture.ts draws them.
 */
import { dirname, relative, resolve } from "node:path";
import { projectPath } from "../../project_folder.ts";

export interface Import {
  /** The importing file, from the project's folder: "lib/gpt/gpt.ts". */
  readonly from: string;
  readonly to: string;
  /** False where only types are imported, which are gone at run time. */
  readonly isValue: boolean;
}

const IMPORT =
  /^(?:import|export)\s(?:(type)\s)?([^;"]*?)\sfrom\s"(\.[^"]+\.ts)"|(?:^import\s|\bimport\()"(\.[^"]+\.ts)"/gm;

/** Every import of the TypeScript files below the project's `lib` and `data`. */
export async function readImports(): Promise<Import[]> {
  const imports: Import[] = [];
  for (const top of ["lib", "data"]) {
    for await (const file of walk(projectPath(top))) {
      const text = (await Deno.readTextFile(file)).replaceAll(/^\s*(\*|\/\/).*$/gm, "");
      for (const [, type, names, path, bare] of text.matchAll(IMPORT)) {
        const to = resolve(dirname(file), path ?? bare);
        imports.push({ from: short(file), to: short(to), isValue: !type && !hasOnlyTypes(names) });
      }
    }
  }
  return imports;
}

/** `{ type A, type B }`; a dynamic import has no names. */
function hasOnlyTypes(names: string | undefined): boolean {
  if (names === undefined) return false;
  return names.replaceAll(/[{}\n]/g, " ").split(",").every((name) => /^\s*(type\s.*)?$/.test(name));
}

async function* walk(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = resolve(folder, entry.name);
    if (entry.isDirectory) yield* walk(path);
    else if (path.endsWith(".ts")) yield path;
  }
}

function short(path: string): string {
  return relative(projectPath(), path).replaceAll("\\", "/");
}
