/** A notebook that was read, with the path it was read from. */
import type { Notebook } from "./notebook_file.ts";

export interface OpenNotebook {
  readonly path: string;
  readonly notebook: Notebook;
}

export function tagsOf(metadata: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(metadata.tags) ? metadata.tags : [];
}

/** Whether JupyterLab folds the cell's source away; GitHub and VS Code show it all the same. */
export function isSourceHidden(metadata: Record<string, unknown>): boolean {
  return (metadata.jupyter as { source_hidden?: boolean } | undefined)?.source_hidden === true;
}
