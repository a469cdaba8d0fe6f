/**
 * Composes a Korean notebook: the English notebook's cells with the translation's texts.
 *
 * Code cells, ids, metadata and attachments are the same. Relative links fit the deeper folder, notebooks/ko, and links to
 * headings lead to the Korean ones. Outputs are those of an earlier run in Korean, where the code is unchanged.
 */
import { jupyterJson } from "../notebook_file/jupyter_json.ts";
import { type Cell, joinText, normaliseNotebook, type Notebook } from "../notebook_file/notebook_file.ts";
import { type HeadingPair, koreanAnchor } from "./anchors.ts";

export interface ComposeOptions {
  /** The Korean text of each text cell, by the cell's id. A cell without one stays English. */
  readonly texts: ReadonlyMap<string, string>;
  /** The notebook's own file name, "03-attention-from-scratch.ipynb". */
  readonly name: string;
  /** The headings of every translated notebook, by file name. */
  readonly headings: ReadonlyMap<string, readonly HeadingPair[]>;
  /** The Korean notebook as it was; its outputs stay where the code is the same. */
  readonly earlier?: Notebook;
}

export function composeNotebook(english: Notebook, o: ComposeOptions): Notebook {
  const before = new Map(o.earlier?.cells.map((cell) => [cell.id, cell]));
  return normaliseNotebook({
    ...english,
    cells: english.cells.map((cell): Cell => {
      if (cell.cell_type === "code") return { ...cell, outputs: keptOutputs(cell, before.get(cell.id)) };
      const text = o.texts.get(cell.id ?? "");
      if (cell.cell_type !== "markdown") return cell;
      return { ...cell, source: rewriteLinks(text ?? joinText(cell.source), o) };
    }),
  });
}

/** The notebook's file, as Jupyter writes it. */
export function composeFile(english: Notebook, o: ComposeOptions): string {
  return jupyterJson(composeNotebook(english, o));
}

function keptOutputs(cell: Cell, before: Cell | undefined): Cell["outputs"] {
  const same = before?.cell_type === "code" && joinText(before.source) === joinText(cell.source);
  return same ? before.outputs ?? [] : [];
}

/** Code, which has no links; then what may hold one. */
const CODE_OR_LINK =
  /(^[ \t]*(`{3,}|~{3,})[^]*?^[ \t]*\2|(`+)(?!`)[^]*?[^`]\3(?!`))|(\]\(<?)([^)\s>]+)|\b((?:href|src)=")([^"]+)/gm;

/** The text with links as they must be in notebooks/ko. */
export function rewriteLinks(markdown: string, o: Pick<ComposeOptions, "name" | "headings">): string {
  return markdown.replaceAll(
    CODE_OR_LINK,
    (whole, code, _fence, _ticks, open, target, attribute, value) =>
      code !== undefined ? whole : (open ?? attribute) + rewriteTarget(target ?? value, o),
  );
}

/** @throws {RangeError} for a link to a heading that the English notebook does not have */
function rewriteTarget(
  target: string,
  { name, headings }: Pick<ComposeOptions, "name" | "headings">,
): string {
  if (/^[a-z][a-z+.-]*:/i.test(target) || target.startsWith("/")) return target;
  const [path, anchor] = target.split("#");
  const file = path === "" ? name : path;
  const pairs = headings.get(file);
  // A notebook without a translation is read in English.
  const there = path === "" || pairs ? path : `../${path}`;
  if (anchor === undefined) return there;
  if (!pairs) return `${there}#${anchor}`;
  const korean = koreanAnchor(anchor, pairs);
  if (korean === undefined) {
    throw new RangeError(
      `${name} links to "${target}", but no heading of ${file} that is translated has this address; ` +
        "mend the link in the English notebook or translate the heading's cell",
    );
  }
  return `${there}#${korean}`;
}
