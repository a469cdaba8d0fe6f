/** Finds the dialect of a csv or tsv from its first lines: the separator, and whether and how cells are quoted. */
import { type CsvOptions, type CsvRecord, CsvRecords } from "./csv_records.ts";

export interface CsvDialect {
  readonly separator: string;
  /** False for tab-separated files in which quotation marks are part of the text, such as NSMC. */
  readonly quoted: boolean;
  /** How a quotation mark is written inside quotes: "" or \". */
  readonly backslash: boolean;
  /** True when the first line, "sep=;", only names the separator, as Excel writes it. */
  readonly namesSeparator: boolean;
}

const separators = [",", ";", "\t", "|"];

/** The dialect is found from so many lines; from fewer when they are long. */
const sample = { lines: 200, characters: 2 ** 18 };

/** Makes records from lines that are given one by one; the first ones are kept until the dialect is found. */
export class CsvReader {
  readonly #o: Omit<CsvOptions, "dialect"> & { readonly tabs?: boolean };
  #lines: string[] = [];
  #characters = 0;
  #records: CsvRecords | undefined;

  /** @param o.tabs whether the file's name says that it is tab-separated */
  constructor(o: Omit<CsvOptions, "dialect"> & { readonly tabs?: boolean }) {
    this.#o = o;
  }

  /** The separator that was found. */
  get separator(): string {
    return this.#records!.dialect.separator;
  }

  /** Takes the next line; returns the records that it completes. */
  push(line: string): CsvRecord[] {
    if (this.#records) return this.#records.push(line);
    this.#lines.push(line);
    this.#characters += line.length;
    const isEnough = this.#lines.length >= sample.lines || this.#characters > sample.characters;
    return isEnough ? this.#start({ whole: false }) : [];
  }

  /** Ends the input; returns the records that are left. */
  end(): CsvRecord[] {
    const first = this.#records ? [] : this.#start({ whole: true });
    return [...first, ...this.#records!.end()];
  }

  #start({ whole }: { readonly whole: boolean }): CsvRecord[] {
    const dialect = findDialect(this.#lines, { whole, tabs: this.#o.tabs });
    const records = this.#records = new CsvRecords({ dialect, onBadLine: this.#o.onBadLine });
    return this.#lines.splice(0).flatMap((line) => records.push(line));
  }
}

/** @param options.whole whether these are all lines of the file */
function findDialect(
  lines: readonly string[],
  options: { readonly whole: boolean; readonly tabs?: boolean },
): CsvDialect {
  const named = /^"?sep=(.)"?$/i.exec(lines[0] ?? "")?.[1];
  const candidates = named !== undefined
    ? [named]
    : options.tabs && lines[0]?.includes("\t")
    ? ["\t"]
    : separators;
  const rest = named === undefined ? lines : lines.slice(1);
  // \" followed by text cannot be the end of a cell.
  const backslash = rest.some((line) => /(?<!\\)\\"[^",;|\t]/.test(line) && /(^|[,;|\t])"/.test(line));
  let best = { separator: candidates[0], share: 0, columns: 1 };
  for (const separator of candidates) {
    const dialect = { separator, quoted: true, backslash, namesSeparator: false };
    const { records: [first, ...others], bad } = read(rest, dialect, options.whole);
    const columns = first?.cells.length ?? 1;
    if (columns < 2) continue;
    const fitting = others.filter(({ cells }) => cells.length === columns).length;
    // More cells than columns: an unquoted sentence contains the separator. Fewer: it is the wrong separator.
    const wider = others.filter(({ cells }) => cells.length > columns).length;
    // A line that cannot be read this way, such as a header in quotes, speaks against it too.
    const rows = others.length + bad;
    const share = rows === 0 ? 1 : (fitting + 0.5 * wider) / rows;
    if (share < 0.5) continue;
    if (share > best.share + 0.2 || share > best.share - 0.2 && columns > best.columns) {
      best = { separator, share, columns };
    }
  }
  const dialect = { separator: best.separator, quoted: true, backslash, namesSeparator: named !== undefined };
  return { ...dialect, quoted: dialect.separator !== "\t" || tabsAreQuoted(rest, dialect, options.whole) };
}

/**
 * Tab-separated files from Excel are quoted; NSMC's are not, their quotation marks are part of the text. A file counts as
 * quoted when each quotation mark is in its correct position and at least one is necessary.
 */
function tabsAreQuoted(lines: readonly string[], dialect: CsvDialect, whole: boolean): boolean {
  const { records, bad } = read(lines, { ...dialect, namesSeparator: false }, whole);
  const width = records[0]?.cells.length;
  if (bad > 0 || records.some(({ cells }) => cells.length !== width)) return false;
  return records.some(({ needsQuotes }) => needsQuotes) || /^"[^"\t]*"(\t"[^"\t]*")*$/.test(lines[0] ?? "");
}

function read(
  lines: readonly string[],
  dialect: CsvDialect,
  whole: boolean,
): { records: CsvRecord[]; bad: number } {
  let bad = 0;
  const parser = new CsvRecords({ dialect, onBadLine: () => bad++ });
  const records = lines.flatMap((line) => parser.push(line));
  if (whole) records.push(...parser.end());
  return { records, bad };
}
