/**
 * One value of JSON as a document: an object with a field of text, a question and its answer, or a chat; or a string.
 *
 * A chat is a list "messages" of { role, content }, as in OpenAI's and Hugging Face's data, or "conversations" of
 * { from, value }, as in ShareGPT's. The text of its document is the messages, one a line.
 */

import type { ChatMessage, CorpusDocument } from "./documents.ts";
import { chatColumns, findText, plainName, promisesText, textColumns } from "./text_column.ts";

/** Parses JSON as Python's json module writes it: NaN and Infinity become null. */
export function parseJson(text: string): unknown {
  const json = text.replace(/^\ufeff/, "");
  try {
    return JSON.parse(json);
  } catch (error) {
    const numbers = /"(?:[^"\\\n]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
    if (!/\b(?:NaN|Infinity)\b/.test(json)) throw error;
    try {
      return JSON.parse(json.replace(numbers, (found) => found.startsWith('"') ? found : "null"));
    } catch {
      throw error;
    }
  }
}

/** The document of a row, or the reason why it has none. */
export function rowDocument(
  row: unknown,
  { column, file }: { readonly column?: string; readonly file: string },
): Omit<CorpusDocument, "file" | "line"> | string {
  if (typeof row === "string") return row.trim() === "" ? "the text is empty" : { text: row };
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    return `expected a JSON object, found ${shortJson(row)}`;
  }
  const strings = Object.entries(row).filter((entry): entry is [string, string] =>
    typeof entry[1] === "string"
  );
  const names = strings.map(([name]) => name);
  const { messages, conversations } = row as Record<string, unknown>;
  const chat = [messages, conversations].find(Array.isArray);
  if (chat !== undefined && (column === undefined || chatColumns.includes(column))) {
    return chatDocument(chat, Object.fromEntries(strings));
  }
  const where = findStrings(names, { column, file });
  const isOnly = typeof where !== "string" && where.length === 1 && column === undefined &&
    !textColumns.includes(plainName(names[where[0]]));
  if (typeof where === "string" || isOnly) {
    // The only string of a row is its text, but not when another field should be the text and is null or a number.
    const other = Object.entries(row).find(([name]) => !names.includes(name) && isTold(name, column));
    if (other) return `the field "${other[0]}" holds no text, found ${shortJson(other[1])}`;
    if (names.length === 0) return `expected a field of text, found ${shortJson(row)}`;
  }
  if (typeof where === "string") return where;
  const empty = where.find((i) => strings[i][1].trim() === "");
  if (empty !== undefined) return `the field "${names[empty]}" is empty`;
  const texts = where.map((i) => strings[i][1]);
  const fields = texts.length === 2
    ? { ...Object.fromEntries(strings), question: texts[0], answer: texts[1] }
    : Object.fromEntries(strings.filter((_, i) => i !== where[0]));
  return { text: texts.join("\n"), ...(strings.length > 1 && { fields }) };
}

/** The fields of text among those that are strings, or why there are none. */
function findStrings(
  names: readonly string[],
  o: { readonly column?: string; readonly file: string },
): readonly number[] | string {
  try {
    return findText(names, o);
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** True for the field that the caller named; when none was named, for those whose name promises a text. */
function isTold(name: string, column?: string): boolean {
  return column === undefined ? promisesText(name) : name.normalize("NFC") === column.normalize("NFC");
}

const shortJson = (value: unknown) => JSON.stringify(value)?.slice(0, 60);

const roles: Readonly<Record<string, ChatMessage["role"]>> = {
  system: "system",
  user: "user",
  human: "user",
  assistant: "assistant",
  gpt: "assistant",
};

function chatDocument(
  list: readonly unknown[],
  others: Readonly<Record<string, string>>,
): Omit<CorpusDocument, "file" | "line"> | string {
  const messages: ChatMessage[] = [];
  for (const [i, message] of list.entries()) {
    const { role, from, content, value } = (message ?? {}) as Record<string, unknown>;
    const said = String(role ?? from);
    const name = Object.hasOwn(roles, said) ? roles[said] : undefined;
    const text = content ?? value;
    if (name === undefined || typeof text !== "string" || text.trim() === "") {
      const known = Object.keys(roles).join(", "), found = shortJson(message);
      return `message ${i + 1} of the chat: expected a role (${known}) and a text, found ${found}`;
    }
    messages.push({ role: name, text });
  }
  if (messages.length === 0) return "the chat has no messages";
  const [question, answer] = messages;
  const pair = messages.length === 2 && question.role === "user" && answer.role === "assistant";
  const fields = { ...others, ...(pair && { question: question.text, answer: answer.text }) };
  return {
    text: messages.map(({ text }) => text).join("\n"),
    messages,
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}
