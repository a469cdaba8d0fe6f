/**
 * Finds TensorFlow's shared library. The first of these places that has it is used:
 *
 *   1. the path given in code or in COURSE_LIBTENSORFLOW (a file, or its folder); if it is set, no other place is used
 *   2. .course/tensorflow, where ./course puts it
 *   3. the `tensorflow` package of an active Python: VIRTUAL_ENV, CONDA_PREFIX, then whatever `python3` finds
 *   4. /usr/local/lib, where TensorFlow's C library is unpacked by hand
 *   5. deps/lib of the npm packages tfjs-node-gpu and tfjs-node, if their install scripts ran
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { projectPath } from "../../project_folder.ts";

const LIBRARY_VARIABLE = "COURSE_LIBTENSORFLOW";

/** The wheel's file first: newer, and the one that the tests run on. */
const FILE_NAMES: Record<string, readonly string[]> = {
  linux: ["libtensorflow_cc.so.2", "libtensorflow.so.2", "libtensorflow.so"],
  darwin: ["libtensorflow_cc.2.dylib", "libtensorflow.2.dylib", "libtensorflow.dylib"],
};

/** A place in which the library was not found. */
export interface Tried {
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
  readonly tried: readonly Tried[];

  constructor(tried: readonly Tried[], advice: string) {
    const list = tried.map(({ place, detail }) => `  - ${place}: ${detail}`).join("\n");
    super(`TensorFlow's shared library was not found. Looked in:\n${list}\n${advice}`);
    this.tried = tried;
  }
}

interface FindOptions {
  /** the library's file or its folder; no other place is used */
  readonly library?: string;
  /** reads an environment variable; default: the process's own */
  readonly env?: (name: string) => string | undefined;
  /** the project's folder */
  readonly root?: string;
  /** the folder for place 4; default /usr/local/lib */
  readonly systemFolder?: string;
}

/** @throws TensorFlowNotFoundError listing every place that was looked at */
export function findLibrary(options: FindOptions = {}): FoundLibrary {
  const env = options.env ?? ((name) => Deno.env.get(name));
  const root = options.root ?? projectPath();
  const names = FILE_NAMES[Deno.build.os];
  if (names === undefined) {
    throw new TensorFlowNotFoundError(
      [{ place: "this system", detail: `TensorFlow has no C library for ${Deno.build.os}` }],
      "Use Linux, macOS, or Windows with WSL2; or the WebGPU engine.",
    );
  }
  const explicit = options.library ?? env(LIBRARY_VARIABLE);
  const places = explicit
    ? [{ place: options.library ? "the given path" : LIBRARY_VARIABLE, folders: () => [explicit] }]
    : searchPlaces(root, env, options.systemFolder ?? "/usr/local/lib");

  const tried: Tried[] = [];
  for (const { place, folders } of places) {
    const found = folders();
    if (typeof found === "string") {
      tried.push({ place, detail: found });
      continue;
    }
    for (const folder of found) {
      const path = libraryAt(folder, names);
      if (path !== undefined) return { path, place };
      tried.push({ place, detail: `${folder} has no ${names.join(", ")}` });
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

interface Place {
  readonly place: string;
  /** folders to look into, or why there are none */
  readonly folders: () => string[] | string;
}

function searchPlaces(
  root: string,
  env: (name: string) => string | undefined,
  systemFolder: string,
): Place[] {
  const environment = (name: string): Place => ({
    place: `an active Python (${name})`,
    folders: () => {
      const folder = env(name);
      return folder ? packageFolders(folder) : `${name} is not set`;
    },
  });
  return [
    { place: "the course's own", folders: () => [join(root, ".course", "tensorflow", "tensorflow")] },
    environment("VIRTUAL_ENV"),
    environment("CONDA_PREFIX"),
    { place: "an active Python (python3)", folders: askPython },
    { place: systemFolder, folders: () => [systemFolder] },
    ...["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"].map((name) => ({
      place: `the npm package ${name}`,
      folders: () => npmFolder(name),
    })),
  ];
}

/** The folders of the `tensorflow` package in a Python environment. */
function packageFolders(environment: string): string[] | string {
  const lib = join(environment, "lib");
  try {
    const folders = [...Deno.readDirSync(lib)]
      .filter((entry) => entry.name.startsWith("python"))
      .map((entry) => join(lib, entry.name, "site-packages", "tensorflow"));
    return folders.length > 0 ? folders : `${lib} has no Python`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `${environment} has no lib folder`;
    throw error;
  }
}

/** Asks Python for the folder of `tensorflow`, without importing it, which would take seconds. */
function askPython(): string[] | string {
  const program = "import importlib.util as u; s = u.find_spec('tensorflow'); " +
    "print(*(s.submodule_search_locations if s else []), sep='\\n')";
  try {
    const { success, stdout } = new Deno.Command("python3", { args: ["-c", program], stderr: "null" })
      .outputSync();
    const folders = new TextDecoder().decode(stdout).trim().split("\n").filter((line) => line !== "");
    return success && folders.length > 0 ? folders : "python3 has no tensorflow";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "there is no python3";
    throw error;
  }
}

function npmFolder(name: string): string[] | string {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return [join(dirname(manifest), "deps", "lib")];
  } catch {
    return "the package is not installed";
  }
}

/** The library in a folder, or the path itself if it is a file. */
function libraryAt(path: string, names: readonly string[]): string | undefined {
  const isFile = (candidate: string) => {
    try {
      return Deno.statSync(candidate).isFile;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
      throw error;
    }
  };
  return [path, ...names.map((name) => join(path, name))].find(isFile);
}
