/**
 * Checks the content of a notebook's file: outputs of a clean run, cells of readable length, no paths of the machine
 * that ran it.
 *
 * Tags that allow an exception: `raises-exception` (the cell shows an error on purpose, as in nbclient), `quiz` (any
 * length).
 */
import {
  type Cell,
  joinText,
  type OpenNotebook,
  type Output,
  tagsOf,
} from "../notebook_file/notebook_file.ts";
import type { Problem } from "./problem.ts";

interface StructureOptions {
  /** Size of the file, bytes. */
  readonly bytes: number;
  /** Folders of this machine that no text may name: the project's and the user's. */
  readonly folders: readonly string[];
}

export const LIMITS = {
  /** Lines of a code cell: as many as a screen shows together with the output. */
  cellLines: 40,
  /** Size of a notebook, bytes: GitHub's preview still shows it. */
  bytes: 1_500_000,
} as const;

/** Paths that belong to one machine, this one or another. */
const MACHINE_PATH =
  /(?:file:\/\/)?\/(?:home|Users|root|tmp|var\/folders|private\/var)\/[\w.-]+|\b[A-Z]:\\\w+/;

/** Front ends write these into cells; they change from run to run or from reader to reader. */
const NOISY_METADATA = ["execution", "ExecuteTime", "collapsed", "scrolled", "vscode"];

export function checkStructure({ path, notebook }: OpenNotebook, o: StructureOptions): Problem[] {
  const problems: Problem[] = [];
  const report = (message: string, cell?: number, line?: number) =>
    problems.push({ notebook: path, message, ...(cell ? { cell } : {}), ...(line ? { line } : {}) });

  if (o.bytes > LIMITS.bytes) {
    report(
      `the file has ${o.bytes.toLocaleString("en")} bytes, at most ${LIMITS.bytes.toLocaleString("en")}; ` +
        "show fewer or smaller outputs",
    );
  }
  const language = (notebook.metadata.language_info as { name?: string } | undefined)?.name;
  if (language !== "typescript") {
    report(
      `metadata.language_info.name is ${JSON.stringify(language)}, expected "typescript": nothing ` +
        "highlights it",
    );
  }
  if (notebook.metadata.widgets) report("metadata.widgets holds the state of a browser session; remove it");

  const codeCells = notebook.cells.filter((cell) => cell.cell_type === "code");
  if (codeCells.length > 0 && codeCells.every((cell) => (cell.outputs ?? []).length === 0)) {
    report("no cell has an output; run the notebook and save it with its outputs");
  }
  const ids = new Set<string>();
  notebook.cells.forEach((cell, i) => {
    if (cell.id !== undefined && ids.has(cell.id)) {
      report(`the id "${cell.id}" belongs to an earlier cell too`, i + 1);
    }
    if (cell.id !== undefined) ids.add(cell.id);
    joinText(cell.source).split("\n").forEach((text, line) => {
      const path = o.folders.find((folder) => text.includes(folder));
      if (path) report(`names a path of one machine: ${path}`, i + 1, line + 1);
    });
    for (const key of NOISY_METADATA.filter((key) => key in cell.metadata)) {
      report(`metadata.${key} is left over from a run; remove it`, i + 1);
    }
    if (cell.cell_type === "code") {
      checkCodeCell(cell, o.folders, (message, line) => report(message, i + 1, line));
    }
  });
  return problems;
}

type Report = (message: string, line?: number) => void;

function checkCodeCell(cell: Cell, folders: readonly string[], report: Report): void {
  const source = joinText(cell.source);
  const lines = source.split("\n");
  const outputs = cell.outputs ?? [];
  if (source.trim() === "") return report("an empty code cell; remove it");
  // A quiz with questions of its own hides its source: it holds the answers.
  if (lines.length > LIMITS.cellLines && !tagsOf(cell.metadata).includes("quiz")) {
    report(`${lines.length} lines, at most ${LIMITS.cellLines}; cut the cell where the idea changes`);
  }
  if (cell.execution_count != null) report("execution_count is left over from a run; remove it");
  const prints = lines.findIndex((line) => line.startsWith("console.log("));
  if (prints !== -1 && outputs.length === 0) {
    report("prints, but has no output; run the notebook and save it with its outputs", prints + 1);
  }
  // Some GPUs (WebGPU's) cannot be waited for in the middle of a function: there these two throw.
  const waits = lines.findIndex((line) => /\.(data|array)Sync\(/.test(line));
  if (waits !== -1) {
    report("reads a tensor with …Sync(); use await tensor.data(), which any GPU can", waits + 1);
  }
  for (const output of outputs) checkOutput(output, { cell, folders, report });
}

function checkOutput(
  output: Output,
  { cell, folders, report }: { cell: Cell; folders: readonly string[]; report: Report },
): void {
  if (output.output_type === "error" && !tagsOf(cell.metadata).includes("raises-exception")) {
    report(`ended with an error: ${output.ename}: ${output.evalue}`);
  }
  if (output.output_type === "execute_result" && output.execution_count != null) {
    report("an output's execution_count is left over from a run; remove it");
  }
  const texts = outputTexts(output);
  if (output.output_type === "stream" && output.name === "stderr") {
    report(`writes to standard error: ${texts.join("").trim().split("\n")[0]}`);
  }
  for (const text of texts) {
    const found = machinePath(text, folders);
    if (found) report(`its output names a path of one machine: ${found}`);
  }
}

/** The texts of an output that a reader can see; embedded pictures are none. */
function outputTexts(output: Output): string[] {
  if (output.output_type === "stream") return [joinText(output.text)];
  if (output.output_type === "error") return [output.evalue, ...output.traceback];
  return Object.entries(output.data)
    .filter(([type]) => type.startsWith("text/"))
    .map(([, value]) =>
      joinText(value as string | string[]).replaceAll(/data:[\w/+.-]+;base64,[\w+/=]+/g, "")
    );
}

function machinePath(text: string, folders: readonly string[]): string | undefined {
  return folders.find((folder) => text.includes(folder)) ?? MACHINE_PATH.exec(text)?.[0];
}
