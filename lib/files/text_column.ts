/** Which columns of a table, or fields of a JSON object, are the text. */

/** Headers of a column of text, the most preferred first. */
export const textColumns = [
  ...["text", "document", "content", "contents", "sentence", "body"],
  ...["본문", "내용", "문장"],
];

const questions = ["q", "question", "질문"];
const answers = ["a", "answer", "답변"];

/** Fields and columns that are a chat. */
export const chatColumns = ["messages", "conversations"];

/** A header as names are compared: macOS writes Hangul in letters (NFD), people type syllables (NFC). */
export const plainName = (name: string) => name.normalize("NFC").toLowerCase();

/** True for a name that promises a text, a part of a pair, or a chat. */
export function promisesText(name: string): boolean {
  return [textColumns, questions, answers, chatColumns].some((names) => names.includes(plainName(name)));
}

/** Indices of a question and its answer, when there are both and the caller named no column; otherwise of one text. */
export function findText(
  columns: readonly string[],
  o: { readonly column?: string; readonly file: string },
): readonly number[] {
  const find = (names: string[]) => columns.findIndex((column) => names.includes(plainName(column)));
  const pair = [find(questions), find(answers)];
  return o.column !== undefined || pair.includes(-1) ? [chooseTextColumn(columns, o)] : pair;
}

/**
 * The index of the column of text.
 *
 * @param o.column the one that the caller named
 * @throws {RangeError} when there is no such column, or when none was named and no header is known
 */
export function chooseTextColumn(
  columns: readonly string[],
  { column, file }: { readonly column?: string; readonly file: string },
): number {
  if (columns.length === 0) {
    throw new RangeError(
      `cannot read ${file}: none of its columns is a string. Write the text into a column of its own, named "text".`,
    );
  }
  if (column === undefined && columns.length === 1) return 0;
  const names = columns.map(plainName);
  const known = textColumns.find((name) => names.includes(name));
  const wanted = column?.normalize("NFC");
  const index = wanted !== undefined
    ? columns.findIndex((name) => name.normalize("NFC") === wanted)
    : names.indexOf(known ?? "");
  if (index >= 0) return index;
  const fault = column === undefined ? "no column is known to be text" : `it has no column "${column}"`;
  const list = columns.map((name) => `"${name}"`).join(", ");
  throw new RangeError(
    `cannot read ${file}: ${fault}; its columns are ${list}. Name one with the option "column".`,
  );
}
