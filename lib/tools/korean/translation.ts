/**
 * A notebook's translation: a Markdown file with the Korean text of each text cell below a marker.
 *
 *     <!-- cell nb03-012 1a2b3c4d -->
 *     한국어 본문
 *
 * The marker has the cell's id and the hash of the English text that was translated. A marker without a hash is new: the
 * hash is stamped when the edition is composed. When the English text changes, the hash tells that the Korean is stale.
 */
import { createHash } from "node:crypto";
import { joinText, type Notebook } from "../notebook_file/notebook_file.ts";

export interface TranslatedCell {
  readonly id: string;
  /** Hash of the English text that `text` translates; undefined where the marker has none yet. */
  readonly hash?: string;
  /** Markdown, without blank lines around it. */
  readonly text: string;
}

const MARKER = /^<!-- cell (\S+?)(?: ([0-9a-f]{8}))? -->$/;

/**
 * Reads a translation.
 *
 * @throws {SyntaxError} for a marker that is not as above, and for text before the first marker
 */
export function parseTranslation(text: string): TranslatedCell[] {
  const cells: { id: string; hash?: string; lines: string[] }[] = [];
  text.split("\n").forEach((line, i) => {
    const marker = line.trimEnd().match(MARKER);
    if (marker) cells.push({ id: marker[1], hash: marker[2], lines: [] });
    else if (/^<!--\s*cell\b/.test(line)) {
      throw new SyntaxError(
        `line ${i + 1}: "${line}" is no marker; write <!-- cell ID --> with the cell's id`,
      );
    } else if (cells.length > 0) cells.at(-1)!.lines.push(line);
    else if (line.trim() !== "") {
      throw new SyntaxError(`line ${i + 1}: there is text before the first marker, <!-- cell ID -->`);
    }
  });
  return cells.map(({ id, hash, lines }) => ({ id, hash, text: withoutBlankEnds(lines.join("\n")) }));
}

/** The file of a translation; reading it gives the same cells. */
export function formatTranslation(cells: readonly TranslatedCell[]): string {
  return cells.map(({ id, hash, text }) => `<!-- cell ${id}${hash ? ` ${hash}` : ""} -->\n${text}\n`)
    .join("\n");
}

/** The first 8 hexadecimal digits of the text's SHA-256. */
export function hashOf(english: string): string {
  return createHash("sha256").update(english).digest("hex").slice(0, 8);
}

/** The text cells of a notebook, in order. A cell without an id has the id "". */
export function textCells(notebook: Notebook): { id: string; text: string }[] {
  return notebook.cells.filter(({ cell_type }) => cell_type === "markdown")
    .map(({ id = "", source }) => ({ id, text: joinText(source) }));
}

/**
 * Gives each marker without a hash that of its English text. A hash that is there stays, also where the English text has
 * changed since: someone has to compare the two texts first, and then names the cell in `accept`.
 *
 * @returns the cells, and the ids whose hash changed
 */
export function stampHashes(
  cells: readonly TranslatedCell[],
  english: Notebook,
  { accept = [] }: { accept?: readonly string[] } = {},
): { cells: TranslatedCell[]; stamped: string[] } {
  const texts = new Map(textCells(english).map(({ id, text }) => [id, text]));
  const stamped: string[] = [];
  const result = cells.map((cell) => {
    const text = texts.get(cell.id);
    if (text === undefined || cell.hash !== undefined && !accept.includes(cell.id)) return cell;
    const hash = hashOf(text);
    if (hash !== cell.hash) stamped.push(cell.id);
    return { ...cell, hash };
  });
  return { cells: result, stamped };
}

function withoutBlankEnds(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}
