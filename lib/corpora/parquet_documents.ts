/**
 * Parquet, as Hugging Face's data sets come (korean_textbooks): one column of text, row group by row group.
 *
 * Parsing is hyparquet's, unpacking (snappy, zstd, gzip …) hyparquet-compressors'. A row group is what a writer kept
 * in memory at once, mostly some thousand rows; only the column of text is read.
 */

import { type FileMetaData, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { chooseTextColumn, type CorpusDocument, type FileReaderOptions } from "./documents.ts";
import { RandomAccessFile } from "./random_access_file.ts";

/** Rows of one group are read in portions, so that a file of one huge group takes no more memory. */
const rowsAtOnce = 10_000;

/**
 * Reads the text column of a parquet file.
 *
 * @throws {TypeError} when the file is no parquet, or is damaged
 * @throws {RangeError} when no column is known to be text and none is named
 */
export async function* parquetDocuments(path: string, o: FileReaderOptions): AsyncGenerator<CorpusDocument> {
  using access = await RandomAccessFile.open(path);
  let reading: Promise<unknown> = Promise.resolve();
  const file = {
    byteLength: access.size,
    // One after the other: the file has one position, and hyparquet asks for several stretches at once.
    slice: (start: number, end = access.size) => {
      const next = reading.then(async () => (await access.read(start, end - start)).buffer);
      reading = next.catch(() => {});
      return next;
    },
  };
  const metadata = await readMetadata(file, path);
  const columns = parquetSchema(metadata).children
    .filter(({ element }) => element.type === "BYTE_ARRAY" && element.repetition_type !== "REPEATED")
    .map(({ element }) => element.name);
  const column = columns[chooseTextColumn(columns, { column: o.column, file: path })];
  const rows = Number(metadata.num_rows);
  for (let rowStart = 0, group = 0; rowStart < rows;) {
    const groupEnd = endOfGroup(metadata, group);
    const rowEnd = Math.min(rowStart + rowsAtOnce, groupEnd);
    let portion: Record<string, unknown>[];
    try {
      portion = await parquetReadObjects({
        file,
        metadata,
        columns: [column],
        rowStart,
        rowEnd,
        compressors,
      });
    } catch (cause) {
      throw new TypeError(`cannot read rows ${rowStart + 1} to ${rowEnd} of ${path}: the data is damaged`, {
        cause,
      });
    }
    o.onBytes(access.bytesRead);
    for (const [i, row] of portion.entries()) {
      const text = row[column];
      const line = rowStart + i + 1;
      if (typeof text === "string" && text.trim() !== "") yield { text, file: path, line };
      else {o.onBadRow({
          file: path,
          line,
          reason: `the column "${column}" is ${text === null ? "null" : "empty or no text"}`,
        });}
    }
    rowStart = rowEnd;
    if (rowStart >= groupEnd) group++;
  }
}

async function readMetadata(
  file: Parameters<typeof parquetMetadataAsync>[0],
  path: string,
): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(file);
  } catch (cause) {
    throw new TypeError(`cannot read ${path}: it is no parquet file, or it is damaged. Download it again.`, {
      cause,
    });
  }
}

/** The row after the last one of a row group. */
function endOfGroup({ row_groups }: FileMetaData, group: number): number {
  return row_groups.slice(0, group + 1).reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
}
