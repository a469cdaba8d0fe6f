/**
 * Finds TensorFlow's shared library. The first of these places that has it is used:
 *
 *   1. the path in COURSE_LIBTENSORFLOW (a file, or its folder); if it is set, nothing else is tried
 *   2. .course/tensorflow, where ./course puts it
 *   3. the `tensorflow` package of the `python3` on the PATH: the active environment's, if one is active
 */
import { join, resolve } from "node:path";
import { projectPath } from "../../project_folder.ts";

const LIBRARY_VARIABLE = "COURSE_LIBTENSORFLOW";

/** The wheel's file first: newer, and the one that the tests run on. The others are of TensorFlow's C library. */
const FILE_NAMES: Record<string, readonly string[]> = {
  linux: ["libtensorflow_cc.so.2", "libtensorflow.so.2", "libtensorflow.so"],
  darwin: ["libtensorflow_cc.2.dylib", "libtensorflow.2.dylib", "libtensorflow.dylib"],
};

/** A place in which the library was not found. */
interface Tried {
  /** such as "the course's own" */
  readonly place: string;
  /** the folder and the files it does not have, or why there was no folder */
  readonly detail: string;
}

export interface FoundLibrary {
  readonly path: string;
  /** the place in which it was found, such as "the course's own" */
  readonly place: string;
}

/** TensorFlow's library was not found. The message lists every place, and what to do. */
export class TensorFlowNotFoundError extends Error {
  override readonly name = "TensorFlowNotFoundError";

  constructor(readonly tried: readonly Tried[], advice: string) {
    const list = tried.map(({ place, detail }) => `  - ${place}: ${detail}`).join("\n");
    super(`TensorFlow's shared library was not found. Looked in:\n${list}\n${advice}`);
  }
}

/**
 * @param o.root the project's folder
 * @param o.explicit the file or folder that COURSE_LIBTENSORFLOW names
 * @throws TensorFlowNotFoundError that lists every path that was tried
 */
export function findLibrary(
  { root = projectPath(), explicit = Deno.env.get(LIBRARY_VARIABLE) }: {
    readonly root?: string;
    readonly explicit?: string;
  } = {},
): FoundLibrary {
  const names = FILE_NAMES[Deno.build.os];
  if (names === undefined) {
    throw new TensorFlowNotFoundError(
      [{ place: "this system", detail: `TensorFlow has no C library for ${Deno.build.os}` }],
      "Use Linux, macOS, or Windows with WSL2; or the WebGPU engine.",
    );
  }
  const places: [place: string, folders: () => string[]][] = explicit
    ? [[LIBRARY_VARIABLE, () => [resolve(explicit)]]]
    : [
      ["the course's own", () => [join(root, ".course", "tensorflow", "tensorflow")]],
      ["an active Python (python3)", pythonFolders],
    ];
  const tried: Tried[] = [];
  for (const [place, foldersOf] of places) {
    const folders = foldersOf();
    if (folders.length === 0) tried.push({ place, detail: "it has no tensorflow, or there is no python3" });
    for (const folder of folders) {
      const path = [folder, ...names.map((name) => join(folder, name))].find((path) =>
        statIfThere(path)?.isFile
      );
      if (path !== undefined) return { path, place };
      tried.push({ place, detail: `${folder} lacks the files ${names.join(", ")}` });
    }
  }
  throw new TensorFlowNotFoundError(
    tried,
    explicit
      ? `Set ${LIBRARY_VARIABLE} to the file ${names[0]}, or unset it to search the usual places.`
      : `Run ./course doctor, or set ${LIBRARY_VARIABLE} to the file ${names[0]} ` +
        "(it is inside the Python package tensorflow or tensorflow-cpu).",
  );
}

/** Asks Python for the folder of `tensorflow`, without importing it, which would take seconds. */
function pythonFolders(): string[] {
  const program = "import importlib.util as u; s = u.find_spec('tensorflow'); " +
    "print(*(s.submodule_search_locations if s else []), sep='\\n')";
  try {
    const { success, stdout } = new Deno.Command("python3", { args: ["-c", program], stderr: "null" })
      .outputSync();
    return success ? new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "") : [];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** What is at a path; undefined if nothing. */
export function statIfThere(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error;
  }
}
