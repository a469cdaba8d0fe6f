/** Texts that are packed, in zips, parquet and gzip: each is read right, or what cannot be read is reported. */
import assert from "node:assert/strict";
import { readCorpus, readDocuments } from "lib/corpora";
import { parquetDocuments } from "../../lib/files/parquet_documents.ts";
import { bytes, read, utf8, withFile } from "./read_as_file.ts";
import { zipOf } from "./zip_of.ts";

const textbooks = new URL("../fixtures/corpora/textbooks_snappy.parquet", import.meta.url).pathname;

Deno.test("zips of text, JSONL and tables are read, in UTF-8 and CP949, without what is hidden", async () => {
  const archive = await zipOf({
    "a.jsonl": '{"text":"하나"}\n',
    "b.txt": Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb),
    "c/d.tsv": "id\tdocument\tlabel\n1\t셋\t0\n",
    "__MACOSX/._b.txt": "no",
    ".git/x.txt": "no",
    "README.md": "no",
  });
  assert.deepEqual((await read("corpus.zip", archive)).texts, ["하나", "한글", "셋"]);
  const damaged = await zipOf({ "a.txt": "비가 왔다.", "b.csv": "left,right\n가,나\n" });
  const { texts, bad } = await read("corpus.zip", damaged);
  assert.deepEqual(texts, ["비가 왔다."]);
  assert.match(bad[0], /"left", "right"/); // the other file says why it is left out
});

Deno.test("a zip or parquet file within a zip is reported, and a zip without texts says what it holds", async () => {
  const inner = await zipOf({ "나.txt": "둘" });
  const { texts, bad } = await read(
    "a.zip",
    await zipOf({ "가.txt": "하나", "b.zip": inner, "c.parquet": "x" }),
  );
  assert.deepEqual([texts, bad.length], [["하나"], 2]);
  assert.match(bad[0], /packed within a zip. Unpack the outer zip/);
  await assert.rejects(read("a.zip", await zipOf({ "inner.zip": inner })), {
    message: /inner\.zip, line 1: it is packed within a zip/,
  });
  await assert.rejects(read("a.zip", await zipOf({ "책.hwp": "x" })), {
    message: /책\.hwp.*no file in the zip/,
  });
});

Deno.test("JSON beside tables in a zip does not hide them: only text files beside JSON are descriptions", async () => {
  const table = "id,text\n1,하나\n2,둘\n";
  const archive = await zipOf({ "info.json": '{"title":1}', "train.csv": table, "설명.txt": "설명" });
  const { texts, bad } = await read("a.zip", archive);
  assert.deepEqual([texts, bad.length], [["하나", "둘"], 1]);
});

Deno.test("zips that are packed or locked in a way that cannot be read say which way", async () => {
  // Made with Python's zipfile: hello world, packed with bzip2 and with LZMA.
  const archives: [RegExp, Uint8Array][] = [
    [
      /packed with bzip2/,
      bytes(
        "UEsDBC4AAAAMACR2el2M+AnrOAAAACQAAAAFAAAAYS50eHRCWmg5MUFZJlNZo1RWkgAAB1GAABBAAAZEkIAgACK/1UNPRCDJiOIiKWtWmIx8" +
          "XckU4UJCjVFaSFBLAQIuAy4AAAAMACR2el2M+AnrOAAAACQAAAAFAAAAAAAAAAAAAACAAQAAAABhLnR4dFBLBQYAAAAAAQABADMAAABb" +
          "AAAAAAA=",
      ),
    ],
    [
      /packed with LZMA/,
      bytes(
        "UEsDBD8AAgAOACR2el2M+AnrIgAAACQAAAAFAAAAYS50eHQJBAUAXQAAgAAANBlJ7o3pF4k6M1/8s4EE/NyT///fNgAAUEsBAj8DPwACAA4A" +
          "JHZ6XYz4CesiAAAAJAAAAAUAAAAAAAAAAAAAAIABAAAAAGEudHh0UEsFBgAAAAABAAEAMwAAAEUAAAAAAA==",
      ),
    ],
    [/is encrypted/, await zipOf({ "a.txt": "hello world" }, "secret")],
  ];
  for (const [reason, archive] of archives) {
    await withFile("a.zip", archive, async (path) => {
      await assert.rejects(readCorpus(path), { name: "TypeError", message: reason });
      await assert.rejects(Array.fromAsync(readDocuments(path)), { name: "RangeError", message: reason });
    });
  }
});

Deno.test("names of a zip are read as UTF-8, else as CP949, and found however they are composed", async () => {
  // Made with Python's zipfile, its names in CP949 without the flag for UTF-8, as Korean Windows writes them.
  const korean = bytes(
    "UEsDBBQAAAAAAAAAIQB9evDyDAAAAAwAAAAKAAAAMbHHILW5LnR4dDHqtowg64+MLnR4dFBLAwQUAAAAAAAAACEAzL6PHhYAAAAWAAAAEQAAADKx" +
      "xyC68bnQwMcgueYudHh0Muq2jCDruYTrsIDsnZgg67CpLnR4dFBLAQIUAxQAAAAAAAAAIQB9evDyDAAAAAwAAAAKAAAAAAAAAAAAAACA" +
      "AQAAAAAxsccgtbkudHh0UEsBAhQDFAAAAAAAAAAhAMy+jx4WAAAAFgAAABEAAAAAAAAAAAAAAIABNAAAADKxxyC68bnQwMcgueYudHh0" +
      "UEsFBgAAAAACAAIAdwAAAHkAAAAAAA==",
  );
  const names = ["1권 돌.txt", "2권 비밀의 방.txt"];
  const mac = await zipOf(Object.fromEntries(names.map((name) => [name.normalize("NFD"), name])));
  for (const archive of [korean, mac]) {
    await withFile("a.zip", archive, async (path) => {
      assert.match((await readCorpus(path)).notes![0], /^2 books: 1권 돌\.txt, 2권 비밀의 방\.txt$/);
      for (const only of ["비밀", "비밀".normalize("NFD")]) {
        assert.equal((await readCorpus(path, { only })).text, "2권 비밀의 방.txt");
      }
      const files = await Array.fromAsync(readDocuments(path), ({ file }) => file);
      assert.deepEqual(files, names.map((name) => `${path}/${name}`));
    });
  }
});

Deno.test("a parquet file with one wrong byte ends: in the same texts, others, or an error", async () => {
  const whole = await Deno.readFile(textbooks);
  // The first three made the parser run for ever: numbers of rows in the footer.
  for (const at of [1507, 1750, 2044, 100, 700, 1300, 2340]) {
    await withFile("a.parquet", whole.with(at, whole[at] ^ 1), async (path) => {
      const reading = Array.fromAsync(readDocuments(path));
      const texts = await reading.catch((error) => {
        assert.match(error.message, /damaged|Download it again|no document|no column/);
        return [];
      });
      assert.ok(texts.length <= 25);
    });
  }
});

Deno.test("a text in parquet that is not valid UTF-8 is reported, and the others are read", async () => {
  const whole = await Deno.readFile(textbooks.replace("snappy", "none"));
  const needle = utf8("24번째");
  const at = whole.findIndex((_, i) => needle.every((byte, j) => whole[i + j] === byte));
  const { texts, bad } = await read("a.parquet", whole.with(at + 2, 0xff));
  assert.equal(texts.length, 22);
  assert.deepEqual(bad.filter((row) => row.startsWith("24:")), ['24: the column "text" is not valid UTF-8']);
});

Deno.test("a wrong byte in what gzip packed is found by its checksum", async () => {
  const whole = await Deno.readFile(textbooks.replace("snappy", "gzip"));
  const members = [...whole.keys()].filter((i) => whole[i] === 0x1f && whole[i + 1] === 0x8b);
  const lengths = members.map((start, i) => (members[i + 1] ?? start) - start);
  const texts = members[lengths.indexOf(Math.max(...lengths))];
  for (const i of [20, 40, 60]) {
    await assert.rejects(read("a.parquet", whole.with(texts + i, whole[texts + i] ^ 1)), {
      name: "TypeError",
      message: /rows \d+ to \d+ of .* the data is damaged/,
    });
  }
});

Deno.test("parsing of parquet that takes too long is ended, and reading can be broken off", async () => {
  const options = { onBytes: () => {}, onBadRow: () => {} };
  await assert.rejects(Array.fromAsync(parquetDocuments(textbooks, options, { limitMs: 0 })), {
    name: "TypeError",
    message: /took more than 0 s.*download it again/,
  });
  for await (const { line } of parquetDocuments(textbooks, options)) {
    assert.equal(line, 1);
    break; // ends the worker, or the test would say that it leaks one
  }
});
