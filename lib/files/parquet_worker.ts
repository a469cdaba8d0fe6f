/**
 * Reads a parquet file in a worker, a portion of rows at a time. parquet_documents.ts starts and ends the worker.
 *
 * hyparquet trusts the file's metadata. One wrong byte can make it run for ever, and then only ending its thread helps.
 */

import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  type ParquetParsers,
  parquetReadObjects,
  parquetSchema,
  type SchemaTree,
  toJson,
} from "hyparquet";
import { compressors as all } from "hyparquet-compressors";
import { gunzipSync } from "node:zlib";
import { chatColumns, findText, plainName, promisesText, textColumns } from "./text_column.ts";

/** Requests the next portion; the first request names the file and the column. */
export interface PortionRequest {
  readonly path: string;
  readonly column?: string;
}

/** A portion of rows, or an error. */
export type Portion =
  | {
    readonly rows: readonly Readonly<Record<string, unknown>>[];
    /** Number of the first row, from 0. */
    readonly rowStart: number;
    /** The columns of a document: one text, a question and its answer, or a chat. A row without the two has its text. */
    readonly columns: readonly string[];
    readonly isChat: boolean;
    readonly bytesRead: number;
    readonly last: boolean;
  }
  | { readonly error: Error };

/** Largest number of rows in a portion, so that a file with one huge group takes no more memory. */
const rowsAtOnce = 10_000;

/**
 * Of these only gzip has a checksum, and only node:zlib checks it. A page of nulls unpacks to nothing, which LZ4's unpacker
 * does not expect.
 */
const compressors = Object.fromEntries(
  Object.entries({ ...all, GZIP: (packed: Uint8Array) => gunzipSync(packed) }).map(([name, unpack]) => [
    name,
    (packed: Uint8Array, bytes: number) => bytes === 0 ? new Uint8Array() : unpack!(packed, bytes),
  ]),
);

/** Texts are UTF-8; bytes that are not valid stay bytes, and the row is reported. */
const parsers = {
  stringFromBytes(bytes: Uint8Array): string | Uint8Array {
    try {
      return strict.decode(bytes);
    } catch {
      return bytes.slice();
    }
  },
} as ParquetParsers;
const strict = new TextDecoder("utf-8", { fatal: true });

let portions: AsyncGenerator<Portion> | undefined;

self.onmessage = async ({ data }: MessageEvent<PortionRequest>) => {
  portions ??= readPortions(data);
  try {
    const { value } = await portions.next();
    self.postMessage(value);
  } catch (error) {
    self.postMessage({ error });
  }
};

async function* readPortions({ path, column: wanted }: PortionRequest): AsyncGenerator<Portion> {
  const { byteLength, slice } = await asyncBufferFromFile(path);
  let bytesRead = 0;
  const file = {
    byteLength,
    slice: (start: number, end = byteLength) => {
      bytesRead += end - start;
      return slice(start, end);
    },
  };
  const metadata = await readMetadata(file, path);
  const { columns, isChat } = chooseColumns(parquetSchema(metadata), { column: wanted, file: path });
  const rows = Number(metadata.num_rows);
  if (rows === 0) yield { columns, isChat, bytesRead, rows: [], rowStart: 0, last: true };
  for (let rowStart = 0, group = 0; rowStart < rows;) {
    const groupEnd = endOfGroup(metadata, group);
    if (rowStart >= groupEnd) {
      group++;
      continue;
    }
    const rowEnd = Math.min(rowStart + rowsAtOnce, groupEnd);
    let portion: Record<string, unknown>[];
    try {
      const reading = { file, metadata, columns: [...columns], rowStart, rowEnd, compressors, parsers };
      portion = await parquetReadObjects(reading);
      if (portion.length !== rowEnd - rowStart) throw new RangeError(`found ${portion.length} rows`);
    } catch (cause) {
      const rows = `rows ${rowStart + 1} to ${rowEnd} of ${path}`;
      throw new TypeError(`cannot read ${rows}: the data is damaged`, { cause });
    }
    yield {
      columns,
      isChat,
      rows: isChat ? portion.map((row) => ({ [columns[0]]: toJson(row[columns[0]]) })) : portion,
      rowStart,
      bytesRead,
      last: rowEnd >= rows,
    };
    rowStart = rowEnd;
  }
}

/**
 * The columns that make a document: a chat, a question and its answer, or one text.
 *
 * @throws {RangeError} as findText, and when the column that should be the text is of another type
 */
function chooseColumns(
  schema: SchemaTree,
  o: { readonly column?: string; readonly file: string },
): { readonly columns: readonly string[]; readonly isChat: boolean } {
  const isString = ({ element }: SchemaTree) =>
    element.type === "BYTE_ARRAY" && element.repetition_type !== "REPEATED";
  const names = schema.children.filter(isString).map(({ element }) => element.name);
  const others = schema.children.filter((child) => !isString(child));
  const chat = others.find(({ element: { name }, children }) =>
    children.length > 0 && chatColumns.includes(name) && (o.column ?? name) === name
  );
  if (chat) return { columns: [chat.element.name], isChat: true };
  const found = findText(names, o).map((index) => names[index]);
  // The only string may be an id, when the column with the name of a text holds numbers or lists.
  const untold = o.column === undefined && found.length === 1 && !textColumns.includes(plainName(found[0]));
  const other = untold ? others.find(({ element }) => promisesText(element.name)) : undefined;
  if (other === undefined) {
    // Of data sets put together, some rows have a text and no question.
    const text = found.length === 2 ? names.filter((name) => textColumns.includes(plainName(name))) : [];
    return { columns: [...found, ...text], isChat: false };
  }
  throw new RangeError(
    `cannot read ${o.file}: its column "${other.element.name}" is not a string. ` +
      `Write it as one, or name another with the option "column": "${found[0]}".`,
  );
}

async function readMetadata(
  file: Parameters<typeof parquetMetadataAsync>[0] & { readonly byteLength: number },
  path: string,
): Promise<FileMetaData> {
  try {
    const metadata = await parquetMetadataAsync(file);
    checkMetadata(metadata, file.byteLength);
    return metadata;
  } catch (cause) {
    const fault = "it is not a parquet file, or it is damaged. Download it again.";
    throw new TypeError(`cannot read ${path}: ${fault}`, { cause });
  }
}

/** The metadata must be consistent and agree with the file's size, because hyparquet trusts it. */
function checkMetadata({ num_rows, row_groups }: FileMetaData, size: number): void {
  const expect = (holds: boolean, what: string) => {
    if (!holds) throw new RangeError(what);
  };
  const sum = row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
  expect(num_rows >= 0n && sum === num_rows, `expected ${num_rows} rows, its row groups have ${sum}`);
  for (const { num_rows, columns } of row_groups) {
    expect(num_rows >= 0n && num_rows < 2n ** 31n, `a row group of ${num_rows} rows`);
    if (num_rows === 0n) continue; // pyarrow writes one for an empty table
    for (const { meta_data } of columns) {
      if (meta_data === undefined) continue;
      const { data_page_offset, dictionary_page_offset, total_compressed_size, num_values } = meta_data;
      const start = dictionary_page_offset || data_page_offset;
      expect(
        start >= 4n && total_compressed_size >= 0n && start + total_compressed_size <= BigInt(size),
        `column "${meta_data.path_in_schema.join(".")}" lies outside of the file`,
      );
      // Only a list has more values than rows.
      expect(
        num_values === num_rows || meta_data.path_in_schema.length > 1,
        `column "${meta_data.path_in_schema.join(".")}" has ${num_values} values for ${num_rows} rows`,
      );
    }
  }
}

/** The row after the last one of a row group. */
function endOfGroup({ row_groups }: FileMetaData, group: number): number {
  return row_groups.slice(0, group + 1).reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
}
