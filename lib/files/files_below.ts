/**
 * Which files of a folder or zip belong to a corpus: one rule for readCorpus and readDocuments.
 *
 * Left out are hidden files and folders (.git, macOS's ._name and __MACOSX), files about the texts (README, LICENSE), links
 * to folders, broken links, and everything that is not a file: reading a pipe could wait for ever.
 */

import { basename, extname, join, relative } from "node:path";

interface FoundFile {
  /** Path for opening the file. */
  readonly path: string;
  /** Path below the folder, with forward slashes, in composed Hangul (NFC) as people type it. */
  readonly name: string;
  readonly bytes: number;
}

/** Files about the texts of a folder. */
const besideTexts = /^(readme|licen[cs]e|copying|notice|requirements|changelog)\b/i;

/** True for a file of a corpus: not hidden, and with one of the endings. @param name path below the folder */
export function belongsToCorpus(name: string, endings: (ending: string) => boolean): boolean {
  const parts = name.split("/");
  return endings(extname(name).toLowerCase()) && !parts.some(isHidden) && !besideTexts.test(parts.at(-1)!);
}

/** Compares names, with numbers by their value: "2" before "10". */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return collator.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

const collator = new Intl.Collator("en", { numeric: true });
const isHidden = (name: string) => name.startsWith(".") || name === "__MACOSX";

/** All files below a folder that are not hidden, in the order of their names. */
export async function filesBelow(folder: string, root = folder): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (isHidden(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory) {
      files.push(...await filesBelow(path, root));
      continue;
    }
    // Links to files are followed; links to folders are not, because they may form a circle.
    const info = entry.isFile || entry.isSymlink ? await Deno.stat(path).catch(ifMissing) : undefined;
    const name = relative(root, path).replaceAll("\\", "/").normalize("NFC");
    if (info?.isFile) files.push({ path, name, bytes: info.size });
  }
  return files.sort(byName);
}

/** A broken or circular link is not a file; any other failure is an error. */
function ifMissing(error: unknown): undefined {
  const circle = error instanceof Error && /too many|ELOOP|symbolic link/i.test(error.message);
  if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.FilesystemLoop || circle) return;
  throw error;
}

/**
 * Information about a path that must be a file or a folder.
 *
 * @param expected what the path could be, for the error
 * @throws {Deno.errors.NotFound} when the path does not exist
 * @throws {TypeError} for a pipe, a device or a socket, which may never end
 */
export async function fileOrFolder(path: string, expected: string): Promise<Deno.FileInfo> {
  let info: Deno.FileInfo;
  try {
    info = await Deno.stat(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new Deno.errors.NotFound(`cannot read ${path}: nothing is there. Give ${expected}.`, { cause });
  }
  if (info.isFile || info.isDirectory) return info;
  const kind = info.isFifo ? "a pipe" : info.isSocket ? "a socket" : "a device";
  throw new TypeError(
    `cannot read ${path}: it is ${kind}, not a file. Write its content into a file and give that.`,
  );
}

/** The part of an error about a folder in which no file was found. */
export function nothingFound(names: readonly string[], folder: string): string {
  if (names.length > 0) return names.slice(0, 5).join(", ");
  return "no file that could be one. Names that are not UTF-8, as unpacking a Korean zip may make them, cannot be seen: " +
    `give the zip itself, or rename them with convmv -f cp949 -t utf8 -r --notest ${basename(folder)}`;
}
