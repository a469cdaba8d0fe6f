/** Lines of files of any size: an encoding that shows late, pieces that end within a character, damaged lines. */
import assert from "node:assert/strict";
import { decodeText } from "../../lib/files/decode_text.ts";
import { type FileLine, fileLines } from "../../lib/files/file_lines.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: Uint8Array[]) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
const hangul = Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb); // 한글 in CP949
const utf16 = (text: string, little: boolean) => {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
};

/** Lines of a file with these bytes, and of the same bytes in memory: they must be equal. */
async function lines(bytes: Uint8Array, encoding?: string): Promise<FileLine[]> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, bytes);
    const found = await Array.fromAsync(fileLines(path, { encoding }));
    assert.deepEqual(await Array.fromAsync(fileLines(path, { encoding, bytes })), found);
    return found;
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("Korean that begins after 100 kB of ASCII, or has no line end in 100 kB, is not lost", async () => {
  const preface = utf8("An English preface.\n".repeat(5000));
  assert.equal((await lines(joined(preface, hangul))).at(-1)!.text, "한글");
  const long = joined(...Array(25_000).fill(hangul));
  assert.deepEqual(await lines(long), [{ text: "한글".repeat(25_000), damaged: false, number: 1 }]);
  const korean = utf8("눈이 내렸다.".repeat(10_000));
  assert.equal((await lines(joined(preface, korean))).at(-1)!.text, "눈이 내렸다.".repeat(10_000));
});

Deno.test("UTF-16 of any length is read, with a mark and without, in both byte orders, to its last line", async () => {
  for (const rows of [3, 9000]) {
    for (const little of [true, false]) {
      for (const mark of ["\ufeff", ""]) {
        const text = mark + "1\t눈이 내렸다\r\n".repeat(rows) + "끝";
        const found = await lines(utf16(text, little));
        assert.equal(found.length, rows + 1);
        assert.equal(found[0].text, "1\t눈이 내렸다");
        assert.equal(found.at(-1)!.text, "끝");
      }
    }
  }
});

Deno.test("lines end with \\n, \\r\\n and \\r, also where a piece of the file ends between the two", async () => {
  assert.deepEqual((await lines(utf8("a\r\nb\rc\n\nd"))).map(({ text }) => text), ["a", "b", "c", "", "d"]);
  const border = utf8("x".repeat(2 ** 16 - 1) + "\r\ny\n");
  assert.deepEqual((await lines(border)).map(({ text }) => text.length), [2 ** 16 - 1, 1]);
  const mac = utf8("비가 왔다.\r".repeat(20_000));
  assert.equal((await lines(mac)).length, 20_000);
});

Deno.test("a line with damaged bytes says so, and no other line does", async () => {
  const good = utf8("비가 \ufffd 왔다.\n".repeat(3)); // U+FFFD as the file itself spells it
  const found = await lines(joined(good, utf8("눈"), Uint8Array.of(0xff), utf8("\n"), good));
  assert.deepEqual(found.filter(({ damaged }) => damaged).map(({ number }) => number), [4]);
  assert.equal(found.length, 7);
  // Windows-1252 has no invalid bytes: lines of Korean in it are damaged all the same.
  const western = joined(
    Uint8Array.of(0x93),
    utf8("Yes"),
    Uint8Array.of(0x94),
    utf8(" she said.\n".repeat(9000)),
  );
  const line = joined(hangul, hangul, hangul, hangul, Uint8Array.of(0x0a));
  const mixed = await lines(joined(western, line, line));
  assert.deepEqual(mixed.filter(({ damaged }) => damaged).map(({ number }) => number), [9001, 9002]);
});

Deno.test("an encoding is known by the names that browsers, Python and iconv give it", async () => {
  const names = [
    "cp949",
    "CP-949",
    "euc-kr",
    "EUC_KR",
    "euckr",
    "ms949",
    "UHC",
    "ks_c_5601-1987",
    "windows-949",
  ];
  for (const name of names) assert.equal((await lines(hangul, name))[0].text, "한글", name);
});

Deno.test("a byte order mark says more than the name that the caller gives", async () => {
  for (const name of ["utf-16", "utf_16", "utf-16le", "cp949"]) {
    for (const little of [true, false]) {
      const bytes = utf16("\ufeff한글\n", little);
      assert.equal((await lines(bytes, name))[0].text, "한글");
      assert.equal(decodeText(bytes, { name: "a", encoding: name }).text, "한글\n");
    }
  }
});

Deno.test("Word's line break within a paragraph (vertical tab) is text", async () => {
  assert.equal((await lines(utf8("눈이\v왔다.\v")))[0].text, "눈이\v왔다.\v");
  assert.equal((await lines(utf16("눈이\v왔다.\v", true)))[0].text, "눈이\v왔다.\v");
});

Deno.test("an encoding that is named is used, and an unknown one is an error", async () => {
  assert.equal((await lines(joined(hangul), "cp949"))[0].text, "한글");
  await assert.rejects(lines(hangul, "johab"), {
    name: "TypeError",
    message: /no decoder for the encoding "johab".*iconv/,
  });
});

Deno.test("a line that is too long is an error that says what to do", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.truncate(path, 2 ** 26 + 1);
    const reading = Array.fromAsync(fileLines(path, { encoding: "utf-8" }));
    await assert.rejects(reading, { name: "RangeError", message: /Put line ends into it/ });
  } finally {
    await Deno.remove(path);
  }
});
