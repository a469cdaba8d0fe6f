/** `./course data [name …]`: fetches openly licensed texts and GPT-2 into data/downloads/, or lists them. */
import { download, DownloadError, listCatalogue, totalBytes } from "../../corpora/mod.ts";
import { formatBytes } from "../../statistics/mod.ts";
import { CommandError, systemRefusal } from "../command_error.ts";
import { ProgressLine } from "./progress_line.ts";
import { unknownName } from "./suggest.ts";
import { print } from "../terminal.ts";

const nextSteps: Record<DownloadError["reason"], string> = {
  "network": "connect to the internet (or set your proxy) and start again; what has arrived is kept.",
  "refused": "start again later, or fetch the file by hand.",
  "wrong file": "fetch the file by hand from another source that has it.",
  "cannot write": "remove what is there, or make the folder one that you may write to; then start again.",
};

/** What to do about a download that failed. What the operating system says, such as a full disk, comes first. */
export function downloadAdvice(error: DownloadError): string {
  return systemRefusal(error)?.next ?? nextSteps[error.reason];
}

/** Fetches each named entry; without a name, lists the entries. */
export async function data(names: readonly string[]): Promise<void> {
  const catalogue = listCatalogue();
  if (names.length === 0) {
    const width = Math.max(...catalogue.map(({ name }) => name.length));
    for (const entry of catalogue) {
      const { name, title, licence } = entry;
      print(`${name.padEnd(width)}  ${title}; ${formatBytes(totalBytes(entry))}, ${licence}`);
    }
    return;
  }
  const known = catalogue.map(({ name }) => name);
  const name = names.find((name) => !known.includes(name));
  if (name !== undefined) {
    throw unknownName(`there is no "${name}" to fetch`, {
      name,
      known,
      next: `name one of ${known.join(", ")}.`,
    });
  }
  for (const name of names) await fetchEntry(name);
}

async function fetchEntry(name: string): Promise<void> {
  using line = new ProgressLine();
  try {
    const { folder, paths, fetched, entry } = await download(name, {
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
