/** Something to put right in a notebook, and where it is. */
export interface Problem {
  /** The notebook's path as it was given. */
  readonly notebook: string;
  /** Counted from 1 over all cells, as JupyterLab's status bar counts them; absent for the file as a whole. */
  readonly cell?: number;
  /** Counted from 1 within the cell. */
  readonly line?: number;
  readonly message: string;
}

/** `notebook cell 7 line 3: message`, the form that editors and people can follow. */
export function formatProblem({ notebook, cell, line, message }: Problem): string {
  const place = [notebook, ...(cell ? [`cell ${cell}`] : []), ...(line ? [`line ${line}`] : [])].join(" ");
  return `${place}: ${message}`;
}

/** Problems in reading order: by notebook, cell and line; those of a whole file first. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) =>
    a.notebook.localeCompare(b.notebook) || (a.cell ?? 0) - (b.cell ?? 0) || (a.line ?? 0) - (b.line ?? 0)
  );
}
