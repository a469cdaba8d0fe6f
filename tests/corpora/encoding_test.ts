import assert from "node:assert/strict";
import { decodeText } from "lib/corpora";

const utf16 = (text: string, littleEndian: boolean, mark: boolean) => {
  const units = (mark ? "\ufeff" + text : text).split("").map((c) => c.charCodeAt(0));
  return Uint8Array.from(units.flatMap((u) => littleEndian ? [u & 255, u >> 8] : [u >> 8, u & 255]));
};

Deno.test("decodeText() reads UTF-8 with and without a byte order mark, and drops the mark", () => {
  const plain = new TextEncoder().encode("“Quite,” said Ola — 그래.");
  assert.deepEqual(decodeText(plain, { name: "a" }), {
    text: "“Quite,” said Ola — 그래.",
    encoding: "utf-8",
  });
  const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...plain);
  assert.equal(decodeText(marked, { name: "a" }).text, "“Quite,” said Ola — 그래.");
});

Deno.test("decodeText() reads UTF-16 in both byte orders, with and without a mark", () => {
  for (const littleEndian of [true, false]) {
    for (const mark of [true, false]) {
      const found = decodeText(utf16("It was raining.", littleEndian, mark), { name: "a" });
      assert.deepEqual(found, { text: "It was raining.", encoding: littleEndian ? "utf-16le" : "utf-16be" });
    }
  }
});

Deno.test("decodeText() tells CP949 from Windows-1252", () => {
  // "똠방각하 펲시콜라" holds syllables that only CP949 has, not EUC-KR.
  const korean = Uint8Array.of(0x8c, 0x63, 0xb9, 0xe6, 0xb0, 0xa2, 0xc7, 0xcf, 0x20, 0xbd, 0xb1);
  assert.deepEqual(decodeText(korean, { name: "a" }), { text: "똠방각하 쉽", encoding: "cp949" });
  // Curly quotes and accents of Windows-1252: single high bytes among ASCII.
  const western = Uint8Array.from(
    [0x93, ..."Caf", 0xe9, 0x2c, 0x94, ..." said No", 0xeb, "l"].map((c) =>
      typeof c === "string" ? c.charCodeAt(0) : c
    ),
  );
  assert.deepEqual(decodeText(western, { name: "a" }), {
    text: "“Café,” said Noël",
    encoding: "windows-1252",
  });
});

Deno.test("decodeText() decodes as told, and says so when the bytes do not fit", () => {
  assert.equal(decodeText(Uint8Array.of(0xe9), { name: "a", encoding: "latin1" }).text, "é");
  assert.throws(
    () => decodeText(Uint8Array.of(0xff), { name: "b.txt", encoding: "utf-8" }),
    /b\.txt as utf-8/,
  );
  assert.throws(
    () => decodeText(Uint8Array.of(65), { name: "b.txt", encoding: "morse" }),
    /no encoding .*morse/,
  );
});

Deno.test("decodeText() refuses bytes that are no text", () => {
  const picture = Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 256);
  assert.throws(() => decodeText(picture, { name: "cover.png" }), {
    name: "TypeError",
    message: /cover\.png as text/,
  });
  const broken = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xfe, 0xfe, 0x41);
  assert.throws(() => decodeText(broken, { name: "broken.txt" }), TypeError);
});
