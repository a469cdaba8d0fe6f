/**
 * The notebooks that a command's arguments name: by number, by the beginning of the file's name, or by path. "ko/03" is a
 * Korean one.
 */
import { basename, dirname, join, resolve } from "node:path";
import { type Language, language } from "../../language.ts";
import { CommandError } from "../command_error.ts";
import { courseNotebooks } from "../notebook_file/notebook_file.ts";

/**
 * Finds each name's notebook: "2" and "02" by the number, "02-how" by the beginning, a notebook of the reader's own by its
 * whole name, anything else as a path. Without names, all of the course's notebooks, in the language that is shown.
 *
 * @param o.folder where relative paths begin; @param o.course the paths of the course's notebooks
 * @throws {CommandError} when no notebook or several match; the error lists those that exist
 */
export async function findNotebooks(
  names: readonly string[],
  o: { folder: string; course?: (language: Language) => Promise<readonly string[]> },
): Promise<string[]> {
  const course = o.course ?? courseNotebooks;
  if (names.length === 0) return [...await course(language())];
  const paths = await Promise.all(names.map(async (name) => {
    const path = resolve(o.folder, name);
    // A name with a folder is a path, also where nothing is: the error about reading it names the whole path.
    const korean = name.match(/^ko\/([^/\\]+)(?<!\.ipynb)$/)?.[1];
    if (korean && !await isFile(path)) return await matchNotebook(korean, await course("ko"), "ko/");
    if (/[/\\]/.test(name) || await isFile(path)) return path;
    return await matchNotebook(name, await course(language()));
  }));
  return [...new Set(paths)]; // one that was named twice, once
}

/** @param folder begins the name that an error's advice gives */
async function matchNotebook(name: string, course: readonly string[], folder = ""): Promise<string> {
  // The reader's own notebook beside the course's: only by its whole name.
  const own = course.length > 0 && name !== "" &&
    join(dirname(course[0]), name.endsWith(".ipynb") ? name : `${name}.ipynb`);
  if (own && await isFile(own)) return own;
  const beginning = /^\d{1,2}$/.test(name) ? `${name.padStart(2, "0")}-` : name;
  const found = course.filter((path) => name !== "" && basename(path).startsWith(beginning));
  if (found.length === 1) return found[0];
  const list = (paths: readonly string[]) => paths.map((path) => basename(path, ".ipynb")).join(", ");
  if (found.length > 1) {
    throw new CommandError(`"${name}" is the beginning of ${found.length} notebooks: ${list(found)}.`, {
      next: "name one by its number, or by more of its name.",
    });
  }
  const exercise = /^(\d{1,2})\.\d+$/.exec(name);
  if (exercise) {
    throw new CommandError(`"${name}" is an exercise, and this command takes notebooks.`, {
      next: `name its notebook: ${folder}${exercise[1]}.`,
    });
  }
  throw new CommandError(`there is no notebook "${name}".`, {
    next: `name one by its number or the beginning of its name; there are ${list(course)}.`,
  });
}

async function isFile(path: string): Promise<boolean> {
  return (await Deno.stat(path).catch(() => undefined))?.isFile ?? false;
}
