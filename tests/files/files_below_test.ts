/** Which files of a folder belong to a corpus: the same ones for readCorpus and readDocuments, and no pipe. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { readCorpus, readDocuments } from "lib/corpora";

async function withFolder(
  files: Record<string, string | Uint8Array>,
  use: (folder: string) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
      await Deno.writeFile(
        join(folder, name),
        typeof content === "string" ? new TextEncoder().encode(content) : content,
      );
    }
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function bothRead(folder: string, texts: readonly string[]): Promise<void> {
  assert.equal((await readCorpus(folder)).text.trim(), texts.join("\n\n"));
  assert.deepEqual(await Array.fromAsync(readDocuments(folder), ({ text }) => text), texts);
}

const appleDouble = Uint8Array.of(0, 5, 0x16, 7, 0, 2, 0, 0, 0x4d, 0x61, 0x63, 0, 0, 2);

Deno.test("both readers leave out what is hidden, what macOS adds, licences, pictures and empty folders", async () => {
  const files = {
    "2.txt": "둘",
    "sub/10.txt": "열",
    "1.txt": "하나",
    ".git/HEAD": "ref",
    ".git/note.txt": "no",
    "._1.txt": appleDouble,
    "__MACOSX/._1.txt": appleDouble,
    "README.md": "no",
    "LICENSE.txt": "no",
    "images/a.png": "x",
  };
  await withFolder(files, async (folder) => {
    await Deno.mkdir(join(folder, "empty"));
    await bothRead(folder, ["하나", "둘", "열"]);
  });
});

Deno.test("both readers follow links to files, and no other links", async () => {
  await withFolder({ "in/1.txt": "하나", "far.txt": "멀다" }, async (folder) => {
    await Deno.symlink(join(folder, "far.txt"), join(folder, "in", "2.txt"));
    await Deno.symlink(join(folder, "nowhere.txt"), join(folder, "in", "3.txt"));
    await Deno.symlink(join(folder, "in", "4.txt"), join(folder, "in", "4.txt"));
    await Deno.symlink(join(folder, "in"), join(folder, "in", "5"), { type: "dir" });
    await bothRead(join(folder, "in"), ["하나", "멀다"]);
  });
});

Deno.test("names from macOS, with decomposed syllables, are found as people type them", async () => {
  const files = Object.fromEntries(["1권 돌.txt", "2권 방.txt"].map((name) => [name.normalize("NFD"), name]));
  await withFolder(files, async (folder) => {
    assert.match((await readCorpus(folder)).notes![0], /1권 돌\.txt, 2권 방\.txt/);
    assert.equal((await readCorpus(folder, { only: "방" })).text, "2권 방.txt");
  });
});

Deno.test("a pipe or a device is refused, and one in a folder is left out", async () => {
  await withFolder({ "1.txt": "하나" }, async (folder) => {
    const pipe = join(folder, "2.txt");
    await new Deno.Command("mkfifo", { args: [pipe] }).output();
    for (const [path, kind] of [[pipe, "a pipe"], ["/dev/zero", "a device"]]) {
      const refused = { name: "TypeError", message: new RegExp(`it is ${kind}, not a file`) };
      await assert.rejects(readCorpus(path), refused);
      await assert.rejects(Array.fromAsync(readDocuments(path)), refused);
    }
    await bothRead(folder, ["하나"]);
  });
});

Deno.test("a folder without texts says what was found, or that some names cannot be seen", async () => {
  await withFolder({ "cover.jpg": "x" }, async (folder) => {
    await assert.rejects(readCorpus(folder), { name: "RangeError", message: /found cover\.jpg/ });
    await assert.rejects(Array.fromAsync(readDocuments(folder)), {
      name: "RangeError",
      message: /cover\.jpg/,
    });
    await Deno.remove(join(folder, "cover.jpg"));
    await assert.rejects(readCorpus(folder), /Names that are not UTF-8.*give the zip itself/);
  });
});

Deno.test("readCorpus() refuses a file of records", async () => {
  await withFolder({ "a.jsonl": '{"text":"하나"}', "a.json": "[]" }, async (folder) => {
    for (const name of ["a.jsonl", "a.json"]) {
      await assert.rejects(readCorpus(join(folder, name)), {
        name: "TypeError",
        message: /with readDocuments/,
      });
    }
  });
});

Deno.test("readCorpus() refuses a file larger than a string before reading it", async () => {
  await withFolder({ "long.txt": "" }, async (folder) => {
    await Deno.truncate(join(folder, "long.txt"), 2 ** 29 + 1); // sparse: takes no room
    for (const path of [folder, join(folder, "long.txt")]) {
      await assert.rejects(readCorpus(path), {
        name: "RangeError",
        message: /536870913 bytes.*readDocuments/,
      });
    }
  });
});

Deno.test("a pointer of Git LFS is no corpus: both readers say how to fetch the file itself", async () => {
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
  const message = /is a pointer of Git LFS.*git lfs pull/;
  for (const name of ["a.txt", "a.jsonl", "a.csv", "a.zip", "a.parquet"]) {
    await withFolder({ [name]: pointer }, async (folder) => {
      const reading = Array.fromAsync(readDocuments(join(folder, name)));
      await assert.rejects(reading, { name: "TypeError", message });
      if (/txt|csv|zip/.test(name)) await assert.rejects(readCorpus(join(folder, name)), { message });
    });
  }
});
