/**
 * `./course data [name …]`: fetches openly licensed texts into data/downloads/, or lists them.
 */
import { download, DownloadError, listCatalogue } from "../corpora/mod.ts";
import { CommandError } from "./command_error.ts";
import { formatBytes, ProgressLine } from "./progress_line.ts";
import { closestName } from "./suggest.ts";

/** Fetches each named text; without a name, prints what there is. */
export async function data(names: readonly string[]): Promise<void> {
  const catalogue = listCatalogue();
  if (names.length === 0) {
    const width = Math.max(...catalogue.map(({ name }) => name.length));
    for (const { name, title, bytes, licence } of catalogue) {
      console.log(`${name.padEnd(width)}  ${title}; ${formatBytes(bytes)}, ${licence}`);
    }
    return;
  }
  const known = catalogue.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const close = closestName(name, known);
    throw new CommandError(`there is no text "${name}"${close ? `; did you mean "${close}"?` : "."}`, {
      next: `name one of ${known.join(", ")}.`,
    });
  }
  for (const name of names) await fetchText(name);
}

async function fetchText(name: string): Promise<void> {
  using line = new ProgressLine();
  try {
    const { path, fetched, entry } = await download(name, {
      onProgress: ({ bytes, totalBytes }) =>
        line.update(`  ${name}: ${formatBytes(bytes)} of ${formatBytes(totalBytes)}`),
    });
    line.clear();
    console.log(
      `${name}: ${fetched ? "fetched" : "there already"}, ${formatBytes(entry.bytes)}, checked: ${path}`,
    );
    console.log(`  ./course run --corpus ${path}`);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw new CommandError(`${name}: ${error.message}`, {
      next: "connect to the internet and start again; what has arrived is kept.",
      cause: error.cause,
    });
  }
}
