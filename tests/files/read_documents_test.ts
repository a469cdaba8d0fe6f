/** Readers of large corpora: every format, bad rows with file and line, and never the whole file in memory. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { BadRow, CorpusDocument, ReadProgress } from "../../lib/files/documents.ts";
import { readDocuments } from "lib/corpora";
import { fileLines } from "../../lib/files/file_lines.ts";
import { skipIf } from "../skip.ts";
import { zipOf } from "./zip_of.ts";

const fixtures = new URL("../fixtures/corpora", import.meta.url).pathname;

/** Writes a file into a new folder and reads it. */
async function read(name: string, content: string | Uint8Array, options: { column?: string } = {}) {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, name);
    await (typeof content === "string" ? Deno.writeTextFile(path, content) : Deno.writeFile(path, content));
    return { path, ...await readAll(path, options) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function readAll(path: string, options: { column?: string } = {}) {
  const bad: BadRow[] = [];
  const progress: ReadProgress[] = [];
  const documents: CorpusDocument[] = [];
  const reading = readDocuments(path, {
    ...options,
    onBadRow: (row) => bad.push(row),
    onProgress: (event) => progress.push(event),
  });
  for await (const document of reading) documents.push(document);
  return { documents, bad, progress, texts: documents.map(({ text }) => text) };
}

const book = (...paragraphs: string[][]) =>
  JSON.stringify({
    title: "지어낸 책",
    paragraphs: paragraphs.map((texts) => ({ sentences: texts.map((text) => ({ text })) })),
  });

Deno.test("AI Hub's books: each paragraph of each JSON in the zip is a document", async () => {
  const archive = await zipOf({
    "라벨링데이터/000/one.json": book(["봄이 왔다.", "꽃이 피었다."], ["여름이 왔다."]),
    "라벨링데이터/000/two.json": book(["가을이 왔다."]),
    "읽어 두기.txt": "이것은 책이 아니다.",
  });
  const { documents, bad, progress, path } = await read("TL_000.zip", archive);
  assert.deepEqual(documents.map(({ text }) => text), [
    "봄이 왔다. 꽃이 피었다.",
    "여름이 왔다.",
    "가을이 왔다.",
  ]);
  assert.deepEqual(documents.map(({ line }) => line), [1, 2, 1]);
  assert.equal(documents[0].file, `${path}/라벨링데이터/000/one.json`);
  assert.deepEqual(bad, []);
  const last = progress.at(-1)!;
  assert.deepEqual([last.bytesRead, last.documents, last.badRows], [archive.length, 3, 0]);
});

Deno.test("a broken book, a paragraph without sentences and a damaged file are reported, the rest is read", async () => {
  const archive = await zipOf({
    "a.json": "{ no json",
    "b.json":
      '{"paragraphs":[{"sentences":[{"text":"좋은 글."}]},{"form":"글"},{"sentences":[{"text":"끝."}]}]}',
    "c.json": '{"title":"문단이 없다"}',
    "d.json": book(["마지막 책."]),
  });
  const { texts, bad } = await read("books.zip", archive);
  assert.deepEqual(texts, ["좋은 글.", "끝.", "마지막 책."]);
  assert.deepEqual(bad.map(({ file, line }) => `${file.split("/").at(-1)}:${line}`), [
    "a.json:1",
    "b.json:2",
    "c.json:1",
  ]);
  assert.match(bad[0].reason, /JSON/);

  // Flip a byte in the packed data of the first file: its checksum no longer holds, the others are still read.
  const stored = await zipOf({ "a.json": book(["첫 책의 글이 여기에 있다."]), "b.json": book(["둘째 책."]) });
  stored[60] ^= 0xff;
  const damaged = await read("damaged.zip", stored);
  assert.deepEqual(damaged.texts, ["둘째 책."]);
  assert.equal(damaged.bad.length, 1);
  assert.match(damaged.bad[0].reason, /damaged/);
});

Deno.test("a book unpacked by hand is read like one in a zip", async () => {
  const { texts } = await read("one.json", "\ufeff" + book(["하나.", "둘."], ["셋."]));
  assert.deepEqual(texts, ["하나. 둘.", "셋."]);
});

for (const codec of ["snappy", "zstd", "gzip", "none"]) {
  Deno.test(`korean_textbooks' layout: parquet packed with ${codec}, three row groups, two bad rows`, async () => {
    const { documents, bad } = await readAll(join(fixtures, `textbooks_${codec}.parquet`));
    assert.equal(documents.length, 23);
    assert.equal(documents[0].text, "1번째 글입니다. 오늘은 날씨가 맑아요.");
    assert.deepEqual(documents.slice(-1).map(({ text, line }) => [text.slice(0, 4), line]), [["25번째", 25]]);
    assert.deepEqual(bad.map(({ line }) => line), [7, 18]);
    assert.match(bad[0].reason, /"text" is null/);
  });
}

Deno.test("a parquet without a known text column names its columns, and reads the one that is asked for", async () => {
  const path = join(fixtures, "two_columns.parquet");
  await assert.rejects(readAll(path), { name: "RangeError", message: /"left", "right".*option "column"/ });
  assert.deepEqual((await readAll(path, { column: "right" })).texts, ["나"]);
});

Deno.test("NSMC: tab-separated without quoting, also under the name ratings_train.txt", async () => {
  const rows = [
    "id\tdocument\tlabel",
    '1001\t노래가.. 정말 "최고"였어요\t1',
    "1002\t두 번은... 못 보겠다\t0",
    "1003\t\t0",
    "칸이 둘뿐인 줄\t1",
    "1005\t마지막 평이다\t0",
  ];
  for (const name of ["ratings.tsv", "ratings_train.txt"]) {
    const { documents, bad } = await read(name, rows.join("\n") + "\n");
    assert.deepEqual(documents.map(({ text }) => text), [
      '노래가.. 정말 "최고"였어요',
      "두 번은... 못 보겠다",
      "마지막 평이다",
    ]);
    assert.equal(documents[0].fields?.label, "1");
    assert.deepEqual(bad.map(({ line }) => line), [4, 5]);
    assert.match(bad[0].reason, /"document" is empty/);
    assert.match(bad[1].reason, /expected 3 columns.*found 2/);
  }
});

Deno.test("Chatbot_data: question and answer are one document; commas and line ends in quotes belong to it", async () => {
  const csv =
    'Q,A,label\n안녕?,"네, 안녕하세요.",0\n"두 줄\n질문",답.,0\n답이 없는 질문,,0\n칸이 많다,답,0,1\n끝,네.,0\n';
  const { documents, bad } = await read("ChatbotData.csv", csv);
  assert.deepEqual(documents.map(({ text }) => text), [
    "안녕?\n네, 안녕하세요.",
    "두 줄\n질문\n답.",
    "끝\n네.",
  ]);
  assert.equal(documents[0].fields?.question, "안녕?");
  assert.equal(documents[0].fields?.answer, "네, 안녕하세요.");
  assert.deepEqual(bad.map(({ line }) => line), [5, 6]);
});

const real = new URL("../../data/downloads/ChatbotData.csv", import.meta.url).pathname;
const missing = await Deno.stat(real).then(() => "", () => "no data/downloads/ChatbotData.csv");
Deno.test({
  ...skipIf("the real Chatbot_data is read whole: 11,823 questions with an answer each", missing),
  fn: async () => {
    const { documents, bad } = await readAll(real);
    assert.equal(documents.length, 11_823);
    assert.deepEqual(bad, []);
    assert.deepEqual(documents[0].fields, {
      Q: "12시 땡!",
      A: "하루가 또 가네요.",
      label: "0",
      question: "12시 땡!",
      answer: "하루가 또 가네요.",
    });
    assert.ok(documents.every(({ fields }) => fields!.question.length > 0 && fields!.answer.length > 0));
  },
});

Deno.test("JSONL: broken lines, other values and empty texts are reported with their line", async () => {
  const lines = [
    '{"text":"하나","url":"a"}',
    '{"text":',
    "",
    "[1]",
    '{"text":" "}',
    '{"n":3}',
    '{"document":"둘"}',
  ];
  const { documents, bad } = await read("corpus.jsonl", lines.join("\r\n"));
  assert.deepEqual(documents.map(({ text, line }) => [text, line]), [["하나", 1], ["둘", 7]]);
  assert.deepEqual(documents[0].fields, { url: "a" });
  assert.deepEqual(bad.map(({ line }) => line), [2, 4, 5, 6]);
});

Deno.test("plain text: paragraphs between blank lines, with the line where each begins", async () => {
  const { documents } = await read("book.txt", "첫 문단\n둘째 줄\n\n\n  \n둘째 문단\n");
  assert.deepEqual(documents.map(({ text, line }) => [text, line]), [["첫 문단\n둘째 줄", 1], [
    "둘째 문단",
    6,
  ]]);
});

Deno.test("CP949, as older Korean files are written, is found", async () => {
  const cp949 = Uint8Array.from([0xc7, 0xd1, 0xb1, 0xdb, 0x0a]); // 한글
  assert.deepEqual((await read("old.txt", cp949)).texts, ["한글"]);
});

Deno.test("a folder is read file by file in the order of names, and other files are left out", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (
      const [name, text] of [["10.txt", "셋째"], ["2.txt", "둘째"], ["1.jsonl", '{"text":"첫째"}'], [
        "a.png",
        "x",
      ]]
    ) {
      await Deno.writeTextFile(join(folder, name), text);
    }
    const { texts, progress } = await readAll(folder);
    assert.deepEqual(texts, ["첫째", "둘째", "셋째"]);
    assert.equal(progress.length, 3);
    assert.equal(progress.at(-1)!.bytesRead, progress.at(-1)!.bytesTotal);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what cannot be read at all is an error that says what was expected", async () => {
  await assert.rejects(readAll("/nowhere/at/all.txt"), Deno.errors.NotFound);
  await assert.rejects(read("corpus.docx", "x"), { name: "TypeError", message: /\.parquet.*found "\.docx"/ });
  await assert.rejects(read("corpus.parquet", "this is no parquet"), {
    name: "TypeError",
    message: /not a parquet file/,
  });
  await assert.rejects(read("corpus.zip", "this is no zip"), { name: "TypeError", message: /not a zip/ });
  await assert.rejects(read("two.csv", "left,right\n가,나\n"), {
    name: "RangeError",
    message: /"left", "right"/,
  });
});

Deno.test("lines are returned long before the end of the file is read, and reading can stop there", async () => {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  try {
    const line = JSON.stringify({ text: "가".repeat(1000) }) + "\n";
    using file = await Deno.open(path, { write: true });
    const block = new TextEncoder().encode(line.repeat(1000));
    for (let i = 0; i < 10; i++) await file.write(block);
    const size = 10 * block.length;

    let bytes = 0;
    for await (const { number } of fileLines(path, { onBytes: (read) => bytes = read })) {
      if (number === 5) break;
    }
    assert.ok(bytes > 0 && bytes < size / 10, `${bytes} of ${size} bytes were read for five lines`);

    // At no time may more lie between what was read and what was handed out than a few pieces of the file.
    let handedOut = 0;
    let furthest = 0;
    const reading = fileLines(path, { onBytes: (read) => furthest = Math.max(furthest, read - handedOut) });
    for await (const { text } of reading) handedOut += new TextEncoder().encode(text).length + 1;
    assert.equal(handedOut, size);
    assert.ok(furthest < 2 ** 20, `${furthest} bytes were read ahead`);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("a csv's rows are returned while it is being read, not after", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    await Deno.writeTextFile(path, "Q,A,label\n" + `질문입니다,"답입니다, 네.",0\n`.repeat(200_000));
    const { size } = await Deno.stat(path);
    const seen: number[] = [];
    let documents = 0;
    for await (
      const _ of readDocuments(path, {
        onProgress: ({ bytesRead }) => seen.push(bytesRead - (documents / 200_000) * size),
      })
    ) {
      documents++;
    }
    assert.equal(documents, 200_000);
    assert.ok(seen.length > 3);
    assert.ok(Math.max(...seen) < 2 ** 20, `read ahead by ${Math.max(...seen)} of ${size} bytes`);
  } finally {
    await Deno.remove(path);
  }
});
