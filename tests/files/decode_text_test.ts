import assert from "node:assert/strict";
import { decodeText } from "../../lib/files/decode_text.ts";

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

Deno.test("decodeText() uses the named encoding, and says when the bytes are not valid in it", () => {
  assert.equal(decodeText(Uint8Array.of(0xe9), { name: "a", encoding: "latin1" }).text, "é");
  assert.throws(
    () => decodeText(Uint8Array.of(0xff), { name: "b.txt", encoding: "utf-8" }),
    /b\.txt as utf-8/,
  );
  assert.throws(
    () => decodeText(Uint8Array.of(65), { name: "b.txt", encoding: "morse" }),
    /no decoder for the encoding "morse"/,
  );
});

Deno.test("decodeText() refuses bytes that are not text", () => {
  const picture = Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 256);
  assert.throws(() => decodeText(picture, { name: "cover.png" }), {
    name: "TypeError",
    message: /cover\.png as text/,
  });
  const broken = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xfe, 0xfe, 0x41);
  assert.throws(() => decodeText(broken, { name: "broken.txt" }), TypeError);
});

const bytes = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const repeated = (text: Uint8Array, times: number) => {
  const all = new Uint8Array(times * (text.length + 1)).fill(0x0a);
  for (let i = 0; i < times; i++) all.set(text, i * (text.length + 1));
  return all;
};
const utf8 = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const flipped = (text: Uint8Array, at: number) => text.map((byte, i) => (i === at ? 0xff : byte));

/** A sentence in an encoding, written by Python's codec of that name. */
const sentences: Record<string, [string, string]> = {
  shift_jis: ["今日は朝から雨が降っていました。", "jaGT+oLNkqmCqYLniUqCqo1+gsGCxIKigtyCtYK9gUI="],
  "euc-jp": ["今日は朝から雨が降っていました。", "uqPG/KTPxKukq6TpsaukrLnfpMOkxqSkpN6kt6S/oaM="],
  "iso-2022-jp": [
    "今日は朝から雨が降っていました。",
    "GyRCOiNGfCRPRCskKyRpMSskLDlfJEMkRiQkJF4kNyQ/ISMbKEI=",
  ],
  gb18030: ["今天早上开始下雨，我们没有出门。", "vfHM7NTnyc+/qsq8z8LT6qOsztLDx8O709Cz9sPFoaM="],
  big5: ["今天早上開始下雨，我們沒有出門。", "pLWk0aatpFe2falspFWrQqFBp9qtzKhTprOlWKr5oUM="],
  "windows-1251": [
    "Сегодня с утра шёл дождь, и мы не выходили из дома.",
    "0eXj7uTt/yDxIPPy8OAg+LjrIOTu5uT8LCDoIOz7IO3lIOL79e7k6OvoIOjnIOTu7OAu",
  ],
  "koi8-r": [
    "Сегодня с утра шёл дождь, и мы не выходили из дома.",
    "88XHz8TO0SDTINXU0sEg26PMIMTP1sTYLCDJIM3ZIM7FINfZyM/EyczJIMnaIMTPzcEu",
  ],
  macintosh: [
    "Ce matin, il pleuvait déjà : l’été était fini, et l’école fermée à clé.",
    "Q2UgbWF0aW4sIGlsIHBsZXV2YWl0IGSOaoggOiBs1Y50jiCOdGFpdCBmaW5pLCBldCBs1Y5jb2xlIGZlcm2OZSCIIGNsji4=",
  ],
  "windows-1252": [
    "Ce matin, il pleuvait déjà : l’été était fini, et l’école fermée à clé.",
    "Q2UgbWF0aW4sIGlsIHBsZXV2YWl0IGTpauAgOiBskul06SDpdGFpdCBmaW5pLCBldCBskuljb2xlIGZlcm3pZSDgIGNs6S4=",
  ],
  "windows-1250": [
    "Dziś rano padał deszcz, więc zostaliśmy w domu i piliśmy gorącą herbatę.",
    "RHppnCByYW5vIHBhZGGzIGRlc3pjeiwgd2nqYyB6b3N0YWxpnG15IHcgZG9tdSBpIHBpbGmcbXkgZ29yuWO5IGhlcmJhdOou",
  ],
};

for (const [encoding, [sentence, base64]] of Object.entries(sentences)) {
  Deno.test(`decodeText() reads ${encoding}, also after a long preface in ASCII`, () => {
    assert.deepEqual(decodeText(bytes(base64), { name: "a" }), { text: sentence, encoding });
    const preface = "A preface.\n".repeat(20_000);
    assert.equal(decodeText(joined(utf8(preface), bytes(base64)), { name: "a" }).text, preface + sentence);
  });
}

Deno.test("decodeText() refuses by name what it cannot decode, and says how to convert it", () => {
  const refused: Record<string, string> = {
    Johab: "taGTabdlILRhw7GmgcjhIKehiGEgkIGddq9zk6GUYS4=",
    cp437:
      "mmJlciBhbGxlbiBHaXBmZWxuIGlzdCBSdWgsIGluIGFsbGVuIFdpcGZlbG4gc3CBcmVzdCBkdSBrYXVtIGVpbmVuIEhhdWNoOyBkaWUg" +
      "VpRnZWxlaW4gc2Nod2VpZ2VuIGltIFdhbGRlLiBXYXJ0ZSBudXIsIGJhbGRlIHJ1aGVzdCBkdSBhdWNoLiBTY2iUbmUgR3KB4WUgYXVz" +
      "IE2BbmNoZW4sIHdvIGRpZSCOcGZlbCBzY2hvbiBzgeEgc2luZCB1bmQgZGllIEKEdW1lIGJsgWhlbi4=",
    "UTF-32": "//4AAES+AAA=",
    "HZ-GB-2312": "fns9cUxsVGdJT359",
    "ISO-2022-KR": "GyQpQw46cTAhDyAOP1Q0WQ8u",
  };
  for (const [encoding, base64] of Object.entries(refused)) {
    assert.throws(() => decodeText(bytes(base64), { name: "a.txt" }), {
      name: "TypeError",
      message: new RegExp(`a\\.txt as text: it (is|looks like) ${encoding}.*iconv -f`),
    });
  }
  const unmarked = bytes("AAC+RAAArAAAAAAgAADGVAAAsuQAAAAgAAAAaAAAAGk="); // UTF-32BE
  assert.throws(() => decodeText(unmarked, { name: "a" }), /UTF-32/);
});

Deno.test("decodeText() reads a long text with a damaged byte, and says where it is", () => {
  const line = "오늘은 아침부터 비가 내렸습니다.";
  const cp949 = bytes("v8C0w8C6IL7GxKe6zsXNILrxsKEgs7u3yL3AtM+02S4=");
  const korean = repeated(utf8(line), 200);
  for (
    const [text, encoding] of [[korean, "utf-8"], [repeated(cp949, 200), "cp949"], [
      repeated(bytes(sentences.shift_jis[1]), 200),
      "shift_jis",
    ]] as const
  ) {
    const whole = decodeText(text, { name: "a" });
    assert.deepEqual([whole.encoding, whole.damaged], [encoding, undefined]);
    const second = text.indexOf(0x0a) + 1;
    const { text: read, damaged, encoding: found } = decodeText(flipped(text, second), { name: "a" });
    assert.deepEqual([found, damaged?.line], [encoding, 2]);
    assert.equal(read.split("\n")[2], whole.text.split("\n")[2]);
  }
  // Cut within its last character; a text that spells U+FFFD out is not damaged.
  assert.deepEqual(decodeText(korean.slice(0, -3), { name: "a" }).damaged, { characters: 1, line: 200 });
  assert.equal(decodeText(utf8("비\ufffd가 왔다"), { name: "a" }).damaged, undefined);
  const wide = utf16(line.repeat(30) + "\n", true, true);
  assert.deepEqual(decodeText(joined(wide, Uint8Array.of(0x41)), { name: "a" }).damaged?.characters, 1);
});

Deno.test("decodeText() does not take a Hebrew, Thai or Greek text with an invalid byte for Cyrillic", () => {
  for (
    const [line, base64, encoding] of [
      [
        "שומר המגדלור הדליק את האש בכל לילה.",
        "+eXu+CDk7uLj7OX4IOTj7On3IOD6IOTg+SDh6+wg7Ons5C4=",
        "windows-1255",
      ],
      ["ผู้ดูแลประภาคารจุดไฟทุกคืน", "vNnptNnhxbvD0MDSpNLDqNi05L+32KGk17k=", "windows-874"],
      [
        "Ο φύλακας του φάρου άναβε τη φωτιά κάθε νύχτα.",
        "zyD2/evh6uHyIPTv9SD23PHv9SDc7eHi5SD05yD2+fTp3CDq3OjlIO399/ThLg==",
        "windows-1253",
      ],
    ]
  ) {
    const whole = repeated(bytes(base64), 60);
    const half = whole.length >> 1;
    const damaged = joined(whole.subarray(0, half), Uint8Array.of(0xff), whole.subarray(half)); // invalid in all three
    const read = decodeText(damaged, { name: "a" });
    assert.deepEqual([read.encoding, read.damaged?.characters], [encoding, 1]);
    assert.equal(read.text.replace("\ufffd", ""), `${line}\n`.repeat(60));
  }
});

Deno.test("decodeText() refuses files that were put together from two encodings", () => {
  const korean = utf8("오늘은 아침부터 비가 내렸습니다.\n".repeat(50));
  const cp949 = repeated(Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb, 0x20, 0xc7, 0xd1, 0xb1, 0xdb), 100);
  for (const mixed of [joined(korean, cp949), joined(cp949, korean)]) {
    assert.throws(() => decodeText(mixed, { name: "a" }), {
      name: "TypeError",
      message: /different encodings/,
    });
  }
  const quotes = joined(
    Uint8Array.of(0x93),
    utf8("Yes"),
    Uint8Array.of(0x94),
    utf8(" she said.\n".repeat(9000)),
  );
  assert.throws(() => decodeText(joined(quotes, cp949), { name: "a" }), /begins as windows-1252/);
});

Deno.test("decodeText() names an encoding as it takes it, and refuses what no string can hold", () => {
  const { text, encoding } = decodeText(Uint8Array.of(0xc7, 0xd1), { name: "a" });
  assert.equal(decodeText(Uint8Array.of(0xc7, 0xd1), { name: "a", encoding }).text, text);
  assert.throws(() => decodeText(new Uint8Array(2 ** 29), { name: "long.txt" }), {
    name: "RangeError",
    message: /long\.txt at once: it has 536870912 bytes.*readDocuments/,
  });
});
