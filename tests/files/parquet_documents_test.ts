/** Parquet files as pyarrow writes them: row groups without rows, pages of nulls, pairs, chats, columns of other types. */
import assert from "node:assert/strict";
import { readDocuments } from "lib/corpora";
import type { CorpusDocument } from "../../lib/files/documents.ts";

const fixtures = new URL("../fixtures/corpora/", import.meta.url).pathname;

/** The documents of a fixture, and its bad rows as "line: reason". */
async function read(name: string, column?: string) {
  const bad: string[] = [];
  const documents: CorpusDocument[] = [];
  const onBadRow = ({ line, reason }: { line: number; reason: string }) => bad.push(`${line}: ${reason}`);
  for await (const document of readDocuments(`${fixtures}${name}.parquet`, { column, onBadRow })) {
    documents.push(document);
  }
  return { documents, bad, texts: documents.map(({ text }) => text) };
}

Deno.test("row groups without rows are read over, and a table without rows is empty, not damaged", async () => {
  assert.deepEqual((await read("empty_group")).texts, ["하나", "둘", "셋"]);
  await assert.rejects(read("empty"), { name: "RangeError", message: /it is empty/ });
});

for (const codec of ["gzip", "lz4"]) {
  Deno.test(`a page of nulls packed with ${codec} is read`, async () => {
    const { texts, bad } = await read(`nulls_${codec}`);
    assert.deepEqual([texts, bad.length, bad[0]], [["하나"], 10, '1: the column "text" is null']);
  });
}

Deno.test("a question and its answer are one document, as in a csv", async () => {
  const { documents, bad } = await read("pairs");
  assert.deepEqual(documents.map(({ text, line }) => [text, line]), [["왜?\n그냥.", 1], ["뭐?\n몰라.", 3]]);
  assert.deepEqual(documents[0].fields, { question: "왜?", answer: "그냥." });
  assert.deepEqual(bad, ['2: the field "question" holds no text, found null']);
  assert.deepEqual((await read("mixed")).texts, ["글", "왜?\n그냥."]);
});

Deno.test("chats are read with their messages, and a named column instead of them", async () => {
  const { documents, bad } = await read("chats");
  assert.deepEqual(documents.map(({ text }) => text), ["안녕\n네"]);
  assert.deepEqual(documents[0].messages?.map(({ role }) => role), ["user", "assistant"]);
  assert.deepEqual(bad.map((row) => row.split(":")[0]), ["2", "3"]);
  assert.equal(bad[1], '3: the field "messages" holds no text, found null');
  assert.match(bad[0], /message 1 of the chat.*"content":null/);
  assert.deepEqual((await read("chats", "prompt")).texts, ["안녕", "왜", "뭐"]);
});

Deno.test("an id is not taken for the text, and a table without strings says so", async () => {
  await assert.rejects(read("numbers"), { name: "RangeError", message: /"text" is not a string.*"id"/ });
  assert.deepEqual((await read("numbers", "id")).texts, ["a", "b"]);
  await assert.rejects(read("nested"), { name: "RangeError", message: /none of its columns is a string/ });
});
