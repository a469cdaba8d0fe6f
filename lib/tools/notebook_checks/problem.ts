/** Something that must be changed in a notebook, and where it is. */
export interface Problem {
  /** The notebook's path, as given. */
  readonly notebook: string;
  /** Number of the cell, from 1 over all cells, as in JupyterLab's status bar; undefined for the whole file. */
  readonly cell?: number;
  readonly line?: number;
  readonly message: string;
}

/** The problem as text: `notebook cell 7 line 3: message`. */
export function formatProblem({ notebook, cell, line, message }: Problem): string {
  const position = [notebook, ...(cell ? [`cell ${cell}`] : []), ...(line ? [`line ${line}`] : [])].join(" ");
  return `${position}: ${message}`;
}

/** The last line of a check: "8 notebooks checked, 1 problem". `./course test` reads it (lib/tools/cli/suites.ts). */
export function formatChecked(notebooks: number, problems: number): string {
  const count = (n: number, thing: string) => `${n} ${thing}${n === 1 ? "" : "s"}`;
  return `${count(notebooks, "notebook")} checked, ${count(problems, "problem")}`;
}

/** Problems in reading order: by notebook, cell and line; those of a whole file first. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) =>
    a.notebook.localeCompare(b.notebook) || (a.cell ?? 0) - (b.cell ?? 0) || (a.line ?? 0) - (b.line ?? 0)
  );
}
