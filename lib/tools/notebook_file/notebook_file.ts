/**
 * Finds, reads, normalises and saves notebook files (nbformat 4).
 *
 * Outputs are kept. Execution counts and timings are removed, so that a second run of the same code changes the file only
 * where an output changed.
 */
import { join } from "node:path";
import type { Language } from "../../language.ts";
import { CommandError } from "../command_error.ts";
import { kernelName, kernelspec } from "../kernelspec.ts";
import { layout } from "../layout.ts";
import { writeAtomically } from "../files.ts";
import { joinText, jupyterJson, splitBundle, splitText } from "./jupyter_json.ts";

export { joinText };

interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string | string[];
}

export interface DisplayOutput {
  output_type: "display_data" | "execute_result";
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  execution_count?: number | null;
}

export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

export type Output = StreamOutput | DisplayOutput | ErrorOutput;

export interface Cell {
  cell_type: "code" | "markdown" | "raw";
  id?: string;
  metadata: Record<string, unknown>;
  source: string | string[];
  outputs?: Output[];
  execution_count?: number | null;
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** A notebook with the path that it was read from. */
export interface OpenNotebook {
  readonly path: string;
  readonly notebook: Notebook;
}

/** An output's data of a MIME type as text; "" where it has none. A file from somebody else may hold anything here. */
export function dataText(output: Output, type: string): string {
  const content = "data" in output ? output.data[type] : undefined;
  return typeof content === "string" || Array.isArray(content) ? joinText(content) : "";
}

export function tagsOf(metadata: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(metadata.tags) ? metadata.tags : [];
}

/** Whether JupyterLab folds the cell's source away; GitHub and VS Code show it all the same. */
export function isSourceHidden(metadata: Record<string, unknown>): boolean {
  return (metadata.jupyter as { source_hidden?: boolean } | undefined)?.source_hidden === true;
}

/** "04-book-gpt.ipynb", and not the "04-book-gpt-Copy1.ipynb" that JupyterLab makes of it. */
const COURSE_NAME = /^\d\d-(?!.*-Copy\d+\.ipynb$).+\.ipynb$/;

/**
 * The notebooks of the course, in order: the English ones, or those of the Korean edition. A name begins with the number;
 * the reader's own notebooks and copies beside them are left out.
 */
export async function courseNotebooks(
  language: Language = "en",
  folder: string = language === "ko" ? layout.koreanNotebooks : layout.notebooks,
): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (entry.isFile && COURSE_NAME.test(entry.name)) found.push(join(folder, entry.name));
    }
  } catch (error) {
    // A clone of which somebody removed the Korean notebooks, or a course without any.
    if (language === "en" || !(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}

/** @throws {CommandError} when the file is not there or not a notebook */
export async function readNotebook(path: string): Promise<Notebook> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    throw new CommandError(`cannot read the notebook ${path}.`, {
      next: "`ls notebooks` names those of the course; give a path relative to where you are.",
      cause: error,
    });
  }
  try {
    const notebook: Notebook = JSON.parse(text);
    if (notebook.nbformat !== 4 || !Array.isArray(notebook.cells)) {
      throw new TypeError("it is not nbformat 4");
    }
    return notebook;
  } catch (error) {
    throw new CommandError(`${path} is not a Jupyter notebook.`, {
      next: howToRepair(text),
      cause: error,
    });
  }
}

/** What to do about a text that is no notebook. */
function howToRepair(text: string): string {
  const back =
    "`./course reset` with the notebook's number puts the course's version back and keeps yours aside.";
  if (text.trim() === "") return `it is empty; ${back}`;
  const mark = text.split("\n").findIndex((line) => /^(<{7}|={7}|>{7})( |\r?$)/.test(line)) + 1;
  if (mark > 0) {
    return `repair the marks of a git merge in it, first in line ${mark}, in an editor; or ${back}`;
  }
  return `repair its JSON in an editor; or ${back}`;
}

/** Removes what differs between two runs of the same code, and sets the course's kernel as JupyterLab does. */
export function normaliseNotebook(notebook: Notebook): Notebook {
  const sameNames = stableNames();
  return {
    cells: notebook.cells.map((cell) => normaliseCell(cell, sameNames)),
    metadata: {
      ...notebook.metadata,
      ...kernelMetadata(),
    },
    nbformat: 4,
    nbformat_minor: Math.max(5, notebook.nbformat_minor),
  };
}

/** What JupyterLab writes into a notebook that is open with the course's kernel. */
function kernelMetadata(): Record<string, Record<string, unknown>> {
  const { display_name, language } = kernelspec("");
  return {
    kernelspec: { display_name, language, name: kernelName },
    language_info: {
      codemirror_mode: "typescript",
      file_extension: ".ts",
      mimetype: "text/x.typescript",
      name: "typescript",
      nbconvert_exporter: "script",
      pygments_lexer: "typescript",
      version: Deno.version.typescript,
    },
  };
}

function normaliseCell(cell: Cell, sameNames: (html: string) => string): Cell {
  const { execution: _, ...metadata } = cell.metadata;
  const source = splitText(cell.source);
  if (cell.cell_type !== "code") return { ...cell, metadata, source };
  return {
    cell_type: "code",
    execution_count: null,
    ...(cell.id === undefined ? {} : { id: cell.id }),
    metadata,
    outputs: mergeStreams(cell.outputs ?? []).map((output) => normaliseOutput(output, sameNames)),
    source,
  };
}

/** Joins neighbouring pieces of the same stream: where the kernel cuts them depends on timing. */
function mergeStreams(outputs: readonly Output[]): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name) {
      last.text = joinText(last.text) + joinText(output.text);
    } else merged.push({ ...output });
  }
  return merged;
}

function normaliseOutput(output: Output, sameNames: (html: string) => string): Output {
  if (output.output_type === "stream") return { ...output, text: splitText(output.text) };
  if (output.output_type === "error") return output;
  const html = output.data["text/html"];
  const data = splitBundle({
    ...output.data,
    ...(isText(html) ? { "text/html": sameNames(joinText(html)) } : {}),
  });
  return {
    data,
    ...(output.output_type === "execute_result" ? { execution_count: null } : {}),
    metadata: output.metadata,
    output_type: output.output_type,
  };
}

function isText(value: unknown): value is string | string[] {
  return typeof value === "string" || Array.isArray(value) && value.every((line) => typeof line === "string");
}

/**
 * Replaces random parts of the course's outputs: names of figures (lib/notebook/plot) by their numbers in the notebook,
 * and the address of a chat box (lib/notebook/kernel), which works only during the run, by one that never works.
 */
function stableNames(): (html: string) => string {
  const figures = new Map<string, string>();
  return (html) =>
    html
      .replaceAll(/\bfigure-[0-9a-f]{8}\b/g, (name) => {
        const known = figures.get(name) ?? `figure-${String(figures.size + 1).padStart(8, "0")}`;
        figures.set(name, known);
        return known;
      })
      .replaceAll(
        /\bhttp:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
        "http://127.0.0.1:0/",
      );
}

/** Saves a notebook as Jupyter does, in one step. */
export async function saveNotebook(path: string, notebook: Notebook): Promise<void> {
  try {
    await writeAtomically(path, jupyterJson(notebook));
  } catch (error) {
    throw new CommandError(`cannot save ${path}; the file is as it was.`, {
      next: "check that the disk has room and the folder can be written.",
      cause: error,
    });
  }
}
