/**
 * `./course run [notebook …]`: executes notebooks headless, from top to bottom, and saves them with their outputs.
 */
import { callerFolder } from "./caller_folder.ts";
import { stripVTControlCharacters } from "node:util";
import { basename, relative, resolve } from "node:path";
import { CommandError } from "../command_error.ts";
import { type CellFailure, executeNotebook } from "./execute.ts";
import {
  joinText,
  normaliseNotebook,
  type Notebook,
  readNotebook,
  saveNotebook,
} from "../notebook_file/notebook_file.ts";
import { formatBytes } from "../../statistics/mod.ts";
import { translate } from "../../language.ts";
import { findNotebooks } from "./find_notebooks.ts";
import { formatElapsed, ProgressLine } from "./progress_line.ts";
import { setUp } from "./setup.ts";
import { trustNotebooks } from "./trust.ts";
import { print, printError } from "../terminal.ts";

interface RunNotebooksOptions {
  /** The reader's own text, instead of the one that the notebook takes by default. */
  corpus?: string;
  preset?: string;
  check?: boolean;
  /** Save times and memory as assets/results/<record>.json. */
  record?: string;
}

/** The time and memory that a notebook took. */
interface NotebookCost {
  readonly notebook: string;
  readonly minutes: number;
  /** The most memory that the kernel held at once. */
  readonly peakBytes: number;
}

async function notebookEnvironment(o: RunNotebooksOptions): Promise<Record<string, string>> {
  const env: Record<string, string> = {};
  if (o.preset) env.COURSE_PRESET = o.preset;
  if (o.corpus) {
    env.COURSE_CORPUS = resolve(callerFolder(), o.corpus);
    await Deno.stat(env.COURSE_CORPUS).catch((error) => {
      throw new CommandError(`--corpus: cannot find ${env.COURSE_CORPUS}.`, {
        next: "name a text file, a csv of sentences, or a folder or zip of books.",
        cause: error,
      });
    });
  }
  return env;
}

/** Executes every notebook, also after one has failed. Returns whether all ran to the end. */
export async function runNotebooks(names: readonly string[], o: RunNotebooksOptions): Promise<boolean> {
  const paths = await findNotebooks(names, { folder: callerFolder() });
  const env = await notebookEnvironment(o);
  for (const path of paths) await readNotebook(path); // a file that is none ends the command before anything runs
  await setUp();
  const costs: NotebookCost[] = [];
  for (const path of paths) {
    const cost = await runNotebook(path, { env, check: o.check });
    if (cost) costs.push(cost);
  }
  if (paths.length > 1) print(`${costs.length} of ${paths.length} notebooks ran to the end.`);
  if (o.record) await recordCosts(o.record, costs, o);
  return costs.length === paths.length;
}

/** Saves what the notebooks took, for the README's table. Rows of other notebooks stay. */
async function recordCosts(
  name: string,
  costs: readonly NotebookCost[],
  o: RunNotebooksOptions,
): Promise<void> {
  const { describeMachine, readResult, recordResult } = await import("../../notebook/mod.ts");
  const machine = describeMachine();
  const earlier = readResult(name);
  const kept = earlier?.machine.cpu === machine.cpu ? earlier.rows as unknown as NotebookCost[] : [];
  const rows = [...kept.filter(({ notebook }) => !costs.some((cost) => cost.notebook === notebook)), ...costs]
    .sort((a, b) => a.notebook.localeCompare(b.notebook));
  const path = recordResult({
    name,
    command: `./course run${o.preset ? ` --preset ${o.preset}` : ""} --record ${name}`,
    date: new Date().toISOString().slice(0, 10),
    seed: 0,
    minutes: rows.reduce((sum, { minutes }) => sum + minutes, 0),
    machine,
    versions: { deno: Deno.version.deno },
    rows: rows.map((row) => ({ ...row })),
  });
  print(`recorded in ${relative(callerFolder(), path)}`);
}

/** Executes one notebook with progress on the terminal. Returns what it took, or undefined when a cell failed. */
export async function runNotebook(
  path: string,
  o: { env?: Record<string, string>; check?: boolean } = {},
): Promise<NotebookCost | undefined> {
  const started = performance.now();
  const shown = relative(callerFolder(), path);
  print(`${shown}: executing …`);
  let cellStarted = started;
  using line = new ProgressLine();
  const { notebook, failure, peakBytes } = await executeNotebook(path, {
    env: o.env,
    onProgress: ({ kind, cell, cells, title, text }) => {
      const now = performance.now();
      const where = cellPlace(cell, cells);
      if (kind === "start") {
        cellStarted = now;
        line.update(`${where}: ${title}`);
      } else if (kind === "output") {
        const last = text.trimEnd().split(/[\r\n]/).at(-1);
        line.update(`${where}, ${elapsed(now - cellStarted)}: ${last}`);
      } else {
        line.clear();
        print(`${where}: ${elapsed(now - cellStarted)}  ${title.slice(0, 70)}`);
      }
    },
  });
  line.clear();
  for (const { cell, text } of standardErrors(notebook)) {
    console.error(
      `  ${translate(`cell ${cell} wrote to standard error:`)}\n    ${
        text.trimEnd().replaceAll("\n", "\n    ")
      }`,
    );
  }
  const minutes = (performance.now() - started) / 60_000;
  const seconds = formatElapsed(60 * minutes);
  if (failure) {
    printError(describeFailure(basename(path), failure));
    printError(`${shown}: stopped after ${seconds}; the file is as it was.`);
    return undefined;
  }
  if (!o.check) {
    const { rasterPictures } = await import("../notebook_checks/raster_pictures.ts");
    const published = await rasterPictures(notebook).catch((error) => {
      printError(`${shown}: its pictures stay SVG, because Chromium fails: ${error.message}`);
      return notebook;
    });
    await saveNotebook(path, normaliseNotebook(published));
    // The outputs come from this run, so Jupyter may show their live figures.
    await trustNotebooks([path]);
  }
  const fate = o.check ? "not saved" : "saved with its outputs";
  print(`${shown}: ran to the end in ${seconds}, at most ${formatBytes(peakBytes)}; ${fate}.`);
  return { notebook: basename(path), minutes, peakBytes };
}

/** "  cell 3 of 29" in the language that is shown. Translated by itself: code stands behind it, which may look like any text. */
export function cellPlace(cell: number, cells: number): string {
  return `  ${translate(`cell ${cell} of ${cells}`)}`;
}

function elapsed(milliseconds: number): string {
  return translate(formatElapsed(milliseconds / 1000));
}

/** What cells wrote to standard error, such as errors that nothing caught. The run goes on after them. */
function standardErrors(notebook: Notebook): { cell: number; text: string }[] {
  const code = notebook.cells.filter((cell) =>
    cell.cell_type === "code" && joinText(cell.source).trim() !== ""
  );
  return code.flatMap(({ outputs = [] }, i) => {
    const text = outputs.map((output) =>
      output.output_type === "stream" && output.name === "stderr" ? joinText(output.text) : ""
    ).join("");
    return text === "" ? [] : [{ cell: i + 1, text: stripVTControlCharacters(text) }];
  });
}

/** The failing cell with its line numbers, and the error below it. */
export function describeFailure(notebook: string, failure: CellFailure): string {
  const width = String(failure.source.split("\n").length).length;
  const source = failure.source.split("\n").map((line, i) => `  ${String(i + 1).padStart(width)} | ${line}`);
  // For a syntax error the kernel gives only the message, as both name and message.
  const summary = failure.name === failure.message ? failure.message : `${failure.name}: ${failure.message}`;
  const error = failure.traceback.trim() || summary;
  return [
    `${notebook}: code cell ${failure.cell} failed:`,
    ...source,
    "",
    ...error.split("\n").map((line) => `  ${line}`),
  ].join("\n");
}
