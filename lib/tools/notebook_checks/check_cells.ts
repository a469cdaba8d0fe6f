/**
 * Type-checks and lints the code of notebooks.
 *
 * The kernel checks no types: a name that a module does not export is silently `undefined`. Here the code cells of a
 * notebook are joined into one TypeScript file beside it, so that its imports resolve as in the kernel. `deno check` and
 * `deno lint` read that file, and their findings are mapped back to cell and line.
 * A notebook with exercises is checked twice: with the stubs, and with the solutions instead of them.
 * Cells tagged `no-check`, which show an error on purpose, are left out.
 */
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { deno } from "./deno_command.ts";
import { readExercises } from "./exercises.ts";
import { joinText, type Notebook, type OpenNotebook, tagsOf } from "../notebook_file/notebook_file.ts";
import { formatProblem, type Problem } from "./problem.ts";

interface JoinedCells {
  readonly source: string;
  /** For each line of `source`, from the first: where it comes from; undefined for lines that joining added. */
  readonly origin: readonly ({ readonly cell: number; readonly line: number } | undefined)[];
}

/** Rules that do not fit notebooks: an unused name may be there for the reader or for a later cell. */
const EXCLUDED_RULES = [
  "no-unused-vars",
  "no-import-prefix",
  "require-await", // a stub is async because its solution waits
];

/** The code cells as one module. With `solved`, the solutions of the exercises replace the stubs. */
export function joinCells(notebook: Notebook, { solved = false } = {}): JoinedCells {
  const lines: string[] = ["export {};"];
  const origin: JoinedCells["origin"][number][] = [undefined];
  const solutions = new Map(
    readExercises(notebook).map((
      { cells, solution },
    ) => [cells.stub, { ...solution, index: cells.solution }]),
  );
  notebook.cells.forEach((cell, index) => {
    if (cell.cell_type !== "code" || tagsOf(cell.metadata).includes("no-check")) return;
    const code = solved && solutions.get(index) || { source: joinText(cell.source), line: 1, index };
    code.source.split("\n").forEach((text, i) => {
      lines.push(text);
      origin.push({ cell: code.index + 1, line: code.line + i });
    });
    // Ends a last expression: the next cell may start with a bracket.
    lines.push(";");
    origin.push(undefined);
  });
  return { source: lines.join("\n") + "\n", origin };
}

/** Checks all notebooks in one run of `deno check` and one of `deno lint` (seconds). */
export async function checkCells(notebooks: readonly OpenNotebook[]): Promise<Problem[]> {
  const files = notebooks.flatMap(({ path, notebook }) => {
    const versions = readExercises(notebook).length > 0 ? [false, true] : [false];
    return versions.map((solved) => ({
      path,
      joined: joinCells(notebook, { solved }),
      file: resolve(dirname(path), `.${basename(path, ".ipynb")}.${crypto.randomUUID().slice(0, 8)}.ts`),
    }));
  });
  try {
    for (const { file, joined } of files) await Deno.writeTextFile(file, joined.source);
    const locate: Locate = (file, line) => {
      const found = files.find((candidate) => candidate.file === file);
      return found && { notebook: found.path, ...nearestOrigin(found.joined, line) };
    };
    const paths = files.map(({ file }) => file);
    if (paths.length === 0) return [];
    const problems = [...await typeCheck(paths, locate), ...await lint(paths, locate)];
    // Most cells are in both versions.
    return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
  } finally {
    for (const { file } of files) await Deno.remove(file).catch(() => {});
  }
}

type Locate = (file: string, line: number) => Omit<Problem, "message"> | undefined;

function nearestOrigin({ origin }: JoinedCells, line: number): { cell: number; line: number } | undefined {
  return origin.slice(0, line).findLast((at) => at !== undefined);
}

async function typeCheck(paths: readonly string[], locate: Locate): Promise<Problem[]> {
  const { success, text } = await deno(["check", "--quiet", ...paths], dirname(paths[0]));
  if (success) return [];
  const problems: Problem[] = [];
  let message: string[] = [];
  for (const line of text.split("\n")) {
    const position = /^\s*at (file:\/\/\S+):(\d+):\d+$/.exec(line);
    if (!position) {
      message.push(line);
      continue;
    }
    const at = paths.map((path) => ({ path, url: pathToFileURL(path).href })).find(({ url }) =>
      url === position[1]
    );
    const where = at && locate(at.path, Number(position[2]));
    if (where) problems.push({ ...where, message: firstSentence(message) });
    message = [];
  }
  // A fault outside the cells, in lib or in the configuration: show deno's own message.
  if (problems.length === 0) {
    problems.push({ notebook: locate(paths[0], 1)!.notebook, message: `deno check failed:\n${text.trim()}` });
  }
  return problems;
}

/** Deno's message before the source line: "TS2322 [ERROR]: Type …" with its explanations. */
function firstSentence(block: readonly string[]): string {
  const start = block.findIndex((line) => /^(TS\d+ )?\[?error\]?:?|^TS\d+/i.test(line));
  const [first, ...more] = block.slice(Math.max(0, start)).filter((line) => line.trim() !== "");
  const explanations = more.filter((line) => /^  +[A-Z]/.test(line)).map((line) => line.trim());
  return [(first ?? "").replace(/ \[ERROR\]/, "").replace(/^error: /, ""), ...explanations].join(" ");
}

interface LintReport {
  readonly diagnostics: readonly {
    readonly filename: string;
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
}

async function lint(paths: readonly string[], locate: Locate): Promise<Problem[]> {
  const { text } = await deno(
    ["lint", "--no-config", "--quiet", "--json", `--rules-exclude=${EXCLUDED_RULES.join(",")}`, ...paths],
    dirname(paths[0]),
  );
  const { diagnostics } = JSON.parse(text) as LintReport;
  return diagnostics.flatMap(({ filename, code, message, hint, range }) => {
    const path = paths.find((path) => filename === path || filename === pathToFileURL(path).href);
    const where = path && locate(path, range.start.line);
    return where ? [{ ...where, message: `${message} (${code})${hint ? ` ${hint}` : ""}` }] : [];
  });
}
