/**
 * Merges a new version of a notebook into a reader's copy of the old one, cell by cell, by the cells' ids.
 *
 * The reader's answers, own cells and outputs stay; what the reader did not change becomes the new version's. Where both
 * changed a cell's source, the reader's stays and the report names the cell.
 */
import { type Cell, joinText, type Notebook } from "./notebook_file.ts";

export interface MergeReport {
  /** Cells of the new version that were not in the old one. */
  readonly added: number;
  /** Cells whose new source replaced an old one that the reader had not changed. */
  readonly changed: number;
  /** Cells that the new version no longer has. */
  readonly removed: number;
  /** What is the reader's own: cells that were added or whose source was changed. */
  readonly kept: readonly string[];
  /** Cells that both changed, so that the new version's source is not in the result. */
  readonly conflicts: readonly string[];
}

/**
 * @param base the version that the reader started from
 * @param mine the reader's copy
 * @param theirs the new version; the result has its order and its metadata
 */
export function mergeNotebooks(
  base: Notebook,
  mine: Notebook,
  theirs: Notebook,
): { notebook: Notebook; report: MergeReport } {
  const [old, own, now] = [byId(base), byId(mine), byId(theirs)];
  const report = { added: 0, changed: 0, removed: 0, kept: [] as string[], conflicts: [] as string[] };
  const cells: Cell[] = [];
  for (const cell of theirs.cells) {
    const id = cell.id ?? "";
    const was = old.get(id), is = own.get(id);
    if (is) cells.push(mergeCell({ was, is, now: cell }, report));
    else if (!was) {
      report.added++;
      cells.push(cell);
    } // else the reader deleted it
  }
  // Own cells go behind the cell that they follow in the reader's copy.
  mine.cells.forEach((cell, i) => {
    const id = cell.id ?? "";
    if (now.has(id)) return;
    const was = old.get(id);
    if (was && sameSource(was, cell)) return void report.removed++;
    report.kept.push(labelOf(cell));
    const before = mine.cells.slice(0, i).findLast((earlier) => cells.some((c) => isSame(c, earlier)));
    cells.splice(before ? cells.findIndex((c) => isSame(c, before)) + 1 : 0, 0, cell);
  });
  return { notebook: { ...theirs, cells }, report };
}

function mergeCell(
  { was, is, now }: { was?: Cell; is: Cell; now: Cell },
  report: { changed: number; kept: string[]; conflicts: string[] },
): Cell {
  const changedByReader = !was || !sameSource(was, is);
  const changedByCourse = !was || !sameSource(was, now);
  const metadata = was && !sameJson(was.metadata, is.metadata)
    ? { ...now.metadata, ...is.metadata }
    : now.metadata;
  if (sameSource(is, now)) return { ...now, metadata, ...(hasRun(was, is) ? runOf(is) : {}) };
  if (changedByReader) {
    (changedByCourse ? report.conflicts : report.kept).push(labelOf(is));
    return { ...is, metadata: { ...metadata, ...exerciseOf(now) } };
  }
  report.changed++;
  return { ...now, metadata };
}

/** Whether the reader has run the cell since the old version was saved. */
function hasRun(was: Cell | undefined, is: Cell): boolean {
  return is.cell_type === "code" &&
    (is.execution_count != null || !was || !sameJson(was.outputs, is.outputs));
}

function runOf({ outputs, execution_count }: Cell): Partial<Cell> {
  return { outputs, execution_count };
}

/** A new version may give an exercise another number. */
function exerciseOf({ metadata }: Cell): Record<string, unknown> {
  return "exercise" in metadata ? { exercise: metadata.exercise } : {};
}

/** How the report names a cell: by its exercise, or by its first line. */
function labelOf({ metadata, source }: Cell): string {
  if (typeof metadata.exercise === "string") return `exercise ${metadata.exercise}`;
  const line = joinText(source).split("\n").find((text) => text.trim() !== "")?.trim() ?? "an empty cell";
  return `"${line.length > 50 ? `${line.slice(0, 49)}…` : line}"`;
}

function byId({ cells }: Notebook): Map<string, Cell> {
  return new Map(cells.flatMap((cell) => cell.id === undefined ? [] : [[cell.id, cell]]));
}

/** Whether they are the same cell of two versions. */
function isSame(a: Cell, b: Cell): boolean {
  return a === b || a.id !== undefined && a.id === b.id;
}

function sameSource(a: Cell, b: Cell): boolean {
  return a.cell_type === b.cell_type && joinText(a.source) === joinText(b.source);
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
