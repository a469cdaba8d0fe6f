/** The benchmark's rows as tables for a terminal. */
import type { BenchRow } from "./bench.ts";

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
const ratio = (value: number | null) => value === null ? "–" : value.toFixed(2);
const percent = (share: number | null) => share === null ? "–" : `${Math.round(share * 100)} %`;
const mebibytes = (bytes: number) => whole(bytes / 2 ** 20);

/** The rows of one kind as a table. */
function tableOf<Kind extends BenchRow["kind"], Row extends BenchRow & { kind: Kind }>(
  rows: readonly BenchRow[],
  o: { readonly kind: Kind; readonly title: string; readonly columns: Columns<Row> },
): string {
  return rowsTable(o.title, rows.filter((row): row is Row => row.kind === o.kind), o.columns);
}

export function formatReport(rows: readonly BenchRow[]): string {
  const tables = [
    tableOf(rows, {
      kind: "matmul",
      title: "Matrix product, 2048 × 2048",
      columns: {
        "engine": (row) => row.engine,
        "precision": (row) => row.precision,
        "GFLOP/s": (row) => whole(row.gigaflops),
      },
    }),
    tableOf(rows, {
      kind: "bandwidth",
      title: "Memory bandwidth: reading 256 MiB",
      columns: {
        "engine": (row) => row.engine,
        "GB/s": (row) => row.gigabytesPerSecond.toFixed(1),
      },
    }),
    tableOf(rows, {
      kind: "training",
      title: "Training, as `train` runs it: short steps several in a call",
      columns: {
        "shape": (row) => row.shape,
        "task": (row) => row.task,
        "engine": (row) => row.engine,
        "precision": (row) => row.precision,
        "tokens/s": (row) => whole(row.tokensPerSecond),
        "min–max": (row) => `${whole(row.slowest)}–${whole(row.fastest)}`,
        "× PyTorch's best": (row) => ratio(row.ratioToPyTorch),
        "of peak": (row) => percent(row.shareOfPeak),
        "first step s": (row) => row.firstStepSeconds.toFixed(1),
        "peak MiB": (row) => mebibytes(row.peakRssBytes),
        "× PyTorch's": (row) => ratio(row.memoryToPyTorch),
      },
    }),
    tableOf(rows, {
      kind: "sampling",
      title: "Sampling with the KV cache",
      columns: {
        "shape": (row) => row.shape,
        "engine": (row) => row.engine,
        "precision": (row) => row.precision,
        "batch": (row) => String(row.batch),
        "new tokens": (row) => String(row.newTokens),
        "tokens/s": (row) => whole(row.tokensPerSecond),
        "× PyTorch": (row) => ratio(row.ratioToPyTorch),
        "of limit": (row) => percent(row.shareOfLimit),
        "peak MiB": (row) => mebibytes(row.peakRssBytes),
        "× PyTorch's": (row) => ratio(row.memoryToPyTorch),
      },
    }),
    tableOf(rows, {
      kind: "tokenizer",
      title: "Tokenizers",
      columns: {
        "task": (row) => row.task,
        "engine": (row) => row.engine,
        "threads": (row) => String(row.threads),
        "MB/s": (row) => row.megabytesPerSecond.toFixed(1),
        "seconds, each round": (row) => row.seconds.map((s) => s.toFixed(2)).join(" "),
        "ours ÷ this": (row) => row.oursAgainstThis.toFixed(2),
      },
    }),
  ];
  return tables.filter((text) => text !== "").join("\n\n");
}

/** For each column's header, how it shows a row. */
type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/** Rows as a table, or nothing where there are none. */
export function rowsTable<Row>(title: string, rows: readonly Row[], columns: Columns<Row>): string {
  return textTable(
    title,
    Object.keys(columns),
    rows.map((row) => Object.values(columns).map((cell) => cell(row))),
  );
}

/** A table as text, or nothing where it has no rows. Left-aligns words, right-aligns what starts with a digit. */
export function textTable(
  title: string,
  header: readonly string[],
  body: readonly (readonly string[])[],
): string {
  if (body.length === 0) return "";
  const widths = header.map((name, i) => Math.max(name.length, ...body.map((cells) => cells[i].length)));
  const isNumber = header.map((_, i) => body.every((cells) => /^[\d–]/.test(cells[i])));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])).join("  ")
      .trimEnd();
  return [title, line(header), widths.map((w) => "-".repeat(w)).join("  "), ...body.map(line)].join("\n");
}
