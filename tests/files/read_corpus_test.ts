import assert from "node:assert/strict";
import { join } from "node:path";
import { readCorpus, readOwnBook } from "lib/corpora";
import { skipIf } from "../skip.ts";
import { zipOf } from "./zip_of.ts";

const folders: string[] = [];

Deno.test.afterAll(async () => {
  for (const folder of folders) await Deno.remove(folder, { recursive: true });
});

/** A folder of files, removed when all tests have run. */
async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await Deno.makeTempDir();
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await Deno.mkdir(join(file, ".."), { recursive: true });
    await Deno.writeFile(file, typeof content === "string" ? new TextEncoder().encode(content) : content);
  }
  return folder;
}

Deno.test("readCorpus() reads a text file, with Windows line ends and another encoding", async () => {
  const folder = await folderOf({ "my book.txt": Uint8Array.of(0x93, 0x41, 0x94, 0x0d, 0x0a, 0x42) });
  const corpus = await readCorpus(join(folder, "my book.txt"));
  assert.equal(corpus.text, "“A”\nB");
  assert.equal(corpus.name, "my book");
  assert.deepEqual(corpus.notes, ["decoded from windows-1252"]);
});

Deno.test("readCorpus() gives the SHA-256 of the text", async () => {
  const folder = await folderOf({ "abc.txt": "\ufeffabc" });
  const { sha256 } = await readCorpus(join(folder, "abc.txt"));
  assert.equal(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

Deno.test("readCorpus() reads a csv of sentences, one to a line", async () => {
  const folder = await folderOf({ "book.csv": 'n,sentence\n1,"Oh, no."\n2,Yes.\n' });
  const corpus = await readCorpus(join(folder, "book.csv"));
  assert.equal(corpus.text, "Oh, no.\nYes.\n");
  assert.deepEqual(corpus.notes, ['2 rows of column "sentence", one of 2']);
});

const books = {
  "books/10 Ten.txt": "Ten.\n",
  "books/2 Two.txt": "Two.\n",
  "README.md": "about",
  ".hidden.txt": "no",
  "__MACOSX/books/._2 Two.txt": "no",
  "cover.jpg": "no",
  "sentences.csv": "text\nno\n",
};

Deno.test("readCorpus() reads a folder and a zip of books alike: in order, without what is no book", async () => {
  const folder = await folderOf(books);
  const archive = join(await folderOf({ "all.zip": await zipOf(books) }), "all.zip");
  for (const path of [folder, archive]) {
    const corpus = await readCorpus(path);
    assert.equal(corpus.text, "Two.\n\nTen.\n");
    assert.match(corpus.notes![0], /^2 books: books\/2 Two\.txt, books\/10 Ten\.txt$/);
    assert.equal((await readCorpus(path, { only: "10 Ten" })).text, "Ten.\n");
  }
});

Deno.test("readCorpus() follows links to books, and neither broken ones nor those to folders", async () => {
  const elsewhere = await folderOf({ "far.txt": "Far.\n" });
  const folder = await folderOf({ "1 near.txt": "Near.\n" });
  await Deno.symlink(join(elsewhere, "far.txt"), join(folder, "2 far.txt"));
  await Deno.symlink(join(elsewhere, "gone.txt"), join(folder, "3 gone.txt"));
  await Deno.symlink(folder, join(folder, "4 circle"), { type: "dir" });
  assert.equal((await readCorpus(folder)).text, "Near.\n\nFar.\n");
});

Deno.test("readCorpus() knows a zip by its bytes, whatever it is called", async () => {
  const folder = await folderOf({ "archive.txt": await zipOf({ "a.txt": "A." }) });
  assert.equal((await readCorpus(join(folder, "archive.txt"))).text, "A.");
});

Deno.test("readCorpus() takes page footers out and reports them", async () => {
  const text = [1, 2, 3].map((n) => `line ${n}\nPage | ${n} Some Book - A. Writer\ngoes on\n`).join("");
  const path = join(await folderOf({ "a.txt": text }), "a.txt");
  const corpus = await readCorpus(path);
  assert.ok(!corpus.text.includes("Page |"));
  assert.deepEqual(corpus.notes, ["3 page footers removed"]);
});

Deno.test("readCorpus() says what is wrong: nothing there, no book, an empty book", async () => {
  await assert.rejects(readCorpus("no/such/book.txt"), { name: "NotFound", message: /no\/such\/book\.txt/ });
  const folder = await folderOf({ "cover.jpg": "x", "empty/blank.txt": "" });
  await assert.rejects(readCorpus(join(folder, "empty")), { name: "RangeError", message: /is empty/ });
  await Deno.remove(join(folder, "empty"), { recursive: true });
  await assert.rejects(readCorpus(folder), { name: "RangeError", message: /no book .*cover\.jpg/ });
  const path = join(await folderOf({ "spaces.txt": " \n\t\n" }), "spaces.txt");
  await assert.rejects(readCorpus(path), { name: "RangeError", message: /"spaces" is empty/ });
});

Deno.test("readOwnBook() reads whatever lies in data/book, or nothing", async () => {
  assert.equal(await readOwnBook({ root: await folderOf({}) }), undefined);
  assert.equal(await readOwnBook({ root: await folderOf({ "data/book/.gitkeep": "" }) }), undefined);
  const one = await readOwnBook({ root: await folderOf({ "data/book/My Book.txt": "One.\n" }) });
  assert.deepEqual([one?.name, one?.text], ["My Book", "One.\n"]);
  const zipped = await readOwnBook({
    root: await folderOf({ "data/book/a.zip": await zipOf({ "b.txt": "B." }) }),
  });
  assert.equal(zipped?.text, "B.");
  const two = await readOwnBook({
    root: await folderOf({ "data/book/1.txt": "A\n", "data/book/2.txt": "B\n" }),
  });
  assert.equal(two?.text, "A\n\nB\n");
});

Deno.test("readOwnBook() reads data/book when it is the book itself, and refuses a link that leads nowhere", async () => {
  const file = await readOwnBook({ root: await folderOf({ "data/book": "One.\n" }) });
  assert.equal(file?.text, "One.\n");
  const root = await folderOf({ "data/a.txt": "" });
  await Deno.symlink("gone", join(root, "data/book"));
  await assert.rejects(readOwnBook({ root }), { name: "NotFound", message: /data.book: nothing is there/ });
});

Deno.test("readCorpus() says what a zip without a book holds", async () => {
  const folder = await folderOf({
    "novel.docx": await zipOf({ "[Content_Types].xml": "", "word/document.xml": "" }),
    "empty.zip": await zipOf({}),
  });
  const message = /found \[Content_Types\]\.xml, word\/document\.xml$/;
  await assert.rejects(readCorpus(join(folder, "novel.docx")), { message });
  await assert.rejects(readCorpus(join(folder, "empty.zip")), { message: /found an empty archive$/ });
});

const shakespeare = "data/downloads/tinyshakespeare/tinyshakespeare.txt";
const isThere = await Deno.stat(shakespeare).then(() => true, () => false);

Deno.test({
  ...skipIf(
    "readCorpus() reads tinyshakespeare byte for byte",
    isThere ? "" : "run ./course data tinyshakespeare",
  ),
  async fn() {
    const corpus = await readCorpus(shakespeare);
    assert.equal(corpus.text.length, 1_115_394);
    assert.equal(corpus.sha256, "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed");
  },
});
