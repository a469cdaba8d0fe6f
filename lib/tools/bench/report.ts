/** The benchmark's rows as tables for a terminal. */
import type { BenchRow } from "./bench.ts";

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
const ratio = (value: number | null) => value === null ? "–" : value.toFixed(2);
const mebibytes = (bytes: number) => whole(bytes / 2 ** 20);

export function formatReport(rows: readonly BenchRow[]): string {
  const matmul = rows.filter((row) => row.kind === "matmul").map((row) => [
    row.engine,
    row.precision,
    whole(row.gigaflops),
  ]);
  const training = rows.filter((row) => row.kind === "training").map((row) => [
    row.shape,
    row.engine,
    row.precision,
    whole(row.tokensPerSecond),
    `${whole(row.slowest)}–${whole(row.fastest)}`,
    ratio(row.ratioToPyTorch),
    row.shareOfPeak === null ? "–" : `${Math.round(row.shareOfPeak * 100)} %`,
    row.firstStepSeconds.toFixed(1),
    mebibytes(row.peakRssBytes),
  ]);
  const sampling = rows.filter((row) => row.kind === "sampling").map((row) => [
    row.shape,
    row.engine,
    String(row.batch),
    String(row.newTokens),
    whole(row.tokensPerSecond),
    ratio(row.ratioToPyTorch),
    mebibytes(row.peakRssBytes),
  ]);
  const tokenizers = rows.filter((row) => row.kind === "tokenizer").map((row) => [
    row.task,
    row.engine,
    String(row.threads),
    row.megabytesPerSecond.toFixed(1),
    row.seconds.map((s) => s.toFixed(2)).join(" "),
    row.oursAgainstThis.toFixed(2),
  ]);
  const tables = [
    textTable("Matrix product, 2048 × 2048", ["engine", "precision", "GFLOP/s"], matmul),
    textTable("Training, as `train` runs it: short steps several in a call", [
      "shape",
      "engine",
      "precision",
      "tokens/s",
      "min–max",
      "× PyTorch's best",
      "of peak",
      "first step s",
      "peak MiB",
    ], training),
    textTable("Sampling with the KV cache", [
      "shape",
      "engine",
      "batch",
      "new tokens",
      "tokens/s",
      "× PyTorch",
      "peak MiB",
    ], sampling),
    textTable(
      "Tokenizers",
      ["task", "engine", "threads", "MB/s", "seconds, each round", "ours ÷ this"],
      tokenizers,
    ),
  ];
  return tables.filter((text) => text !== "").join("\n\n");
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
