/** A notebook that was read, with the path it was read from. */
import type { Notebook } from "../cli/notebook_file.ts";

export interface OpenNotebook {
  readonly path: string;
  readonly notebook: Notebook;
}

/** The tags of a cell. */
export function tagsOf(metadata: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(metadata.tags) ? metadata.tags : [];
}
