/** `./course data [name …]`: fetches openly licensed texts and models into data/downloads/, or lists them. */
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { downloadFolder } from "../../project_folder.ts";
import { formatBytes } from "../../statistics/mod.ts";
import { CommandError, systemRefusal } from "../command_error.ts";
import { layout } from "../layout.ts";
import { type CatalogueEntry, listCatalogue, totalBytes } from "./download/catalogue.ts";
import { download } from "./download/download.ts";
import { DownloadError } from "./download/download_request.ts";
import { hubHeaders, listHubModel } from "./download/hub_listing.ts";
import { findHubModel, listHubModels } from "./download/hub_models.ts";
import { ProgressLine } from "./progress_line.ts";
import { print } from "../terminal.ts";

const nextSteps: Record<DownloadError["reason"], string> = {
  "network": "connect to the internet (or set your proxy) and start again; what has arrived is kept.",
  "refused": "start again later, or fetch the file by hand.",
  "wrong file": "fetch the file by hand from another source that has it.",
  "cannot write": "remove what is there, or make the folder one that you may write to; then start again.",
};

/** What to do about a download that failed. What the operating system says, such as a full disk, comes first. */
export function downloadAdvice(error: DownloadError): string {
  return systemRefusal(error)?.next ?? error.next ?? nextSteps[error.reason];
}

/** Fetches each named entry; without a name, lists the entries. */
export async function data(names: readonly string[]): Promise<void> {
  if (names.length === 0) return listAll();
  const known = [...listCatalogue(), ...listHubModels()].map(({ name }) => name);
  const name = names.find((name) => !known.includes(name) && !findHubModel(name));
  if (name !== undefined) {
    throw new CommandError(`there is no "${name}" to fetch.`, {
      next: `name one of ${known.join(", ")}, or a model's repository on Hugging Face's hub, OWNER/NAME.`,
    });
  }
  for (const name of names) await fetchEntry(name);
}

function listAll(): void {
  const [texts, models] = [listCatalogue(), listHubModels()];
  const width = Math.max(...[...texts, ...models].map(({ name }) => name.length));
  for (const entry of texts) {
    const { name, title, licence } = entry;
    print(`${name.padEnd(width)}  ${title}; ${formatBytes(totalBytes(entry))}, ${licence}`);
  }
  for (const { name, title, licence, millions } of models) {
    print(`${name.padEnd(width)}  ${title}; ${millions} million parameters, ${licence}`);
  }
  print(`${"OWNER/NAME".padEnd(width)}  any other model of Hugging Face's hub, by its repository`);
}

async function fetchEntry(name: string): Promise<void> {
  using line = new ProgressLine();
  try {
    const listed = await listedOnHub(name);
    const { folder, paths, fetched, entry } = await download(listed?.name ?? name, {
      ...(listed && { catalogue: [listed], headers: hubHeaders() }),
      onProgress: ({ bytes, totalBytes }) =>
        line.update(`  ${name}: ${formatBytes(bytes)} of ${formatBytes(totalBytes)}`),
    });
    line.clear();
    const at = entry.kind === "text" ? paths[0] : folder;
    const how = fetched ? "fetched" : "there already";
    print(`${name}: ${how}, ${formatBytes(totalBytes(entry))}, checked: ${at}`);
    print(
      entry.kind === "text"
        ? `  ./course run --corpus ${at}`
        : "  notebooks/09-hugging-face.ipynb opens it: ./course lab",
    );
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw new CommandError(`${name}: ${error.message}`, {
      next: downloadAdvice(error),
      cause: error.cause,
    });
  }
}

/** What a model of the hub needs is said before anything of it is fetched. */
async function listedOnHub(name: string) {
  if (listCatalogue().some((entry) => entry.name === name)) return undefined;
  const listed = await listHubModel(findHubModel(name)!);
  const { repository, revision, licence, parameters } = listed;
  const bytes = totalBytes(listed);
  print(`${name}: ${repository} at revision ${revision.slice(0, 7)}; licence: ${licence}`);
  print(`  ${formatBytes(bytes)} in ${listed.files.length} files`);
  if (parameters) {
    memoryNeeds(parameters, Deno.systemMemoryInfo().total).forEach((line) => print(`  ${line}`));
  }
  const { bavail, bsize } = await statfs(layout.root);
  const missing = bytes - await bytesThere(listed);
  if (missing > bavail * bsize) {
    throw new CommandError(
      `${name} needs ${formatBytes(missing)} more, and the disk has ${formatBytes(bavail * bsize)}`,
      {
        next: "make room on this disk, then start again.",
      },
    );
  }
  return listed;
}

/**
 * How much memory a model's weights need, and what to do where they do not fit.
 *
 * @param has bytes of memory of this machine
 */
export function memoryNeeds(parameters: number, has: number): string[] {
  const [asFloat32, asBFloat16] = [4, 2].map((bytes) => bytes * parameters);
  const needs = `${parameters.toLocaleString("en")} parameters: ` +
    `${formatBytes(asFloat32)} of memory as float32, ${formatBytes(asBFloat16)} as bfloat16`;
  if (asFloat32 <= has) return [needs];
  const advice = asBFloat16 <= has
    ? `This machine has ${formatBytes(has)}: open the model with { weights: "bfloat16" }.`
    : `This machine has ${formatBytes(has)}: the model can be fetched, but not opened here.`;
  return [needs, advice];
}

/** Bytes of the entry's files that are there, whole or in part. */
async function bytesThere({ name, files }: CatalogueEntry): Promise<number> {
  let bytes = 0;
  for (const { file } of files) {
    for (const path of [file, `${file}.part`]) {
      bytes += (await Deno.stat(join(downloadFolder(name), path)).catch(() => ({ size: 0 }))).size;
    }
  }
  return bytes;
}
