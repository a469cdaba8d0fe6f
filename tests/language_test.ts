import assert from "node:assert/strict";
import { projectPath } from "../lib/project_folder.ts";
import {
  language,
  languageOf,
  readMessages,
  setLanguage,
  translate,
  translateData,
  translateLines,
  translateWords,
  untranslated,
  withLanguage,
  withParticle,
} from "../lib/language.ts";

const messages = {
  "an array": "배열",
  "`{0}` gives {1}": "`{0}`의 결과는 {1}입니다",
  "`{0}` gives {1}, expected {2}": "`{0}`의 결과는 {1}인데 {2:이} 나와야 합니다",
  "after {0} steps": "{0}스텝 후",
  "shape [{0}]": "형상 [{0}]",
  "keys of {0} heads": "헤드 {0}개의 키",
  "token {0}": "토큰 {0}",
  "{0} uses {1}": "{0:이} {1:을} 씁니다",
  "{0} moves to {1} with {2}": "{2:과} {0:이} {1:으로} 갑니다",
};

function inKorean(f: () => void): void {
  setLanguage("ko", messages);
  try {
    f();
  } finally {
    setLanguage("en");
  }
}

Deno.test("translate() changes nothing in English", () => {
  setLanguage("en");
  assert.equal(translate("after 3 steps"), "after 3 steps");
});

Deno.test("translate() finds whole texts, and texts with values by the most special key", () => {
  inKorean(() => {
    assert.equal(translate("an array"), "배열");
    assert.equal(translate("shape []"), "형상 []"); // a value may be empty
    assert.equal(translate("after 1,200 steps"), "1,200스텝 후");
    assert.equal(translate("`f(x)` gives 3"), "`f(x)`의 결과는 3입니다");
    assert.equal(
      translate("`f(x)` gives an array, expected 4"),
      "`f(x)`의 결과는 배열인데 4가 나와야 합니다",
    );
    assert.equal(translate("`f(\n)` gives $& and $1"), "`f(\n)`의 결과는 $& and $1입니다");
  });
});

Deno.test("a value may be a text with values of its own, in both of its forms", () => {
  inKorean(() => {
    assert.equal(translate("`keys of 3 heads` gives an array"), "`헤드 3개의 키`의 결과는 배열입니다");
    assert.equal(
      translate("`f(x)` gives `keys of 2 heads` gives 1, expected after 3 steps"),
      "`f(x)`의 결과는 `헤드 2개의 키`의 결과는 1입니다인데 3스텝 후가 나와야 합니다",
    );
  });
});

Deno.test("a value that is a list is translated part by part, unless one part has no key", () => {
  setLanguage("ko", {
    "{0}: wanted {1}, found {2}": "{0}: {1:이} 필요한데 {2:이} 있습니다",
    "the checkpoint was made for another config: {0}. Take that one":
      "다른 config의 체크포인트입니다: {0}. 그것을 쓰세요",
  });
  try {
    const made = (list: string) =>
      translate(`the checkpoint was made for another config: ${list}. Take that one`);
    assert.equal(
      made("nLayer: wanted 1, found 4; nEmbd: wanted 64, found 96"),
      "다른 config의 체크포인트입니다: nLayer: 1이 필요한데 4가 있습니다; nEmbd: 64가 필요한데 96이 있습니다. 그것을 쓰세요",
    );
    assert.equal(
      made("deep water; high trees"),
      "다른 config의 체크포인트입니다: deep water; high trees. 그것을 쓰세요",
    );
  } finally {
    setLanguage("en");
  }
});

Deno.test("values get the particle of their last sound, wherever they stand in the Korean text", () => {
  inKorean(() => {
    assert.equal(translate("책 moves to 서울 with 단어"), "단어와 책이 서울로 갑니다");
    assert.equal(translate("7 moves to 6 with 3"), "3과 7이 6으로 갑니다");
    assert.equal(translate("an array moves to bpe with 2"), "2와 배열이 bpe으로(로) 갑니다");
  });
});

Deno.test("a short key takes numbers only: it is no pattern for other texts", () => {
  inKorean(() => {
    assert.equal(translate("token 12"), "토큰 12");
    assert.equal(translate("token ids"), "token ids");
    assert.equal(translate("8 uses 2.5 GB"), "8이 2.5 GB을(를) 씁니다");
    assert.equal(translate("everybody uses it"), "everybody uses it");
    assert.equal(translate("token 3 min 20 s"), "토큰 3 min 20 s");
    // Code that begins with a number, as in a line about a cell that ran.
    const code = "0.0 s  function f(shape: { heads: number }, s uses 3";
    assert.equal(translate(code), code);
  });
});

Deno.test("an error's lines, and what follows a name and a colon, may have a key of their own", () => {
  inKorean(() => {
    assert.equal(
      translate("matmul: after 3 steps\n    at model.ts:1:2"),
      "matmul: 3스텝 후\n    at model.ts:1:2",
    );
    assert.equal(translate("two words: after 3 steps"), "two words: 3스텝 후");
    assert.equal(translate("an array: after 3 steps"), "배열: 3스텝 후");
    assert.equal(translate("one: two\nthree"), "one: two\nthree");
  });
});

Deno.test("lines are translated one by one, words by name; undefined stays", () => {
  inKorean(() => {
    assert.equal(translateLines("  an array\n\n    after 2 steps\nkept"), "  배열\n\n    2스텝 후\nkept");
    assert.deepEqual(translateWords({ one: "an array", two: "token {0}" }), { one: "배열", two: "토큰 {0}" });
    assert.equal(translate(undefined), undefined);
  });
});

Deno.test("a single word in a text's value or in a table is data and stays; several words with a key do not", () => {
  inKorean(() => {
    assert.equal(translate("`f(x)` gives an array"), "`f(x)`의 결과는 배열입니다");
    assert.equal(translate("`f(x)` gives money"), "`f(x)`의 결과는 money입니다");
    assert.equal(translateData("money"), "money");
    assert.equal(translateData("an array"), "배열");
    assert.equal(translateData("an array of arrays"), "an array of arrays");
  });
});

Deno.test("a text without translation stays English and is listed; numbers need none", () => {
  inKorean(() => {
    assert.equal(translate("no such text"), "no such text");
    assert.equal(translate("12.5 %"), "12.5 %");
    assert.ok(untranslated().includes("no such text") && !untranslated().includes("12.5 %"));
  });
});

Deno.test("particles follow the last sound", () => {
  const cases: [string, string, string][] = [
    ["토큰", "은", "토큰은"],
    ["단어", "은", "단어는"],
    ["3", "이", "3이"],
    ["2", "이", "2가"],
    ["7", "으로", "7로"],
    ["파일", "으로", "파일로"],
    ["책", "로", "책으로"],
    ["10", "을", "10을"],
    ["`책`", "과", "`책`과"],
    ["x", "을", "x을(를)"],
    ["?", "은", "?은(는)"],
  ];
  for (const [value, particle, expected] of cases) assert.equal(withParticle(value, particle), expected);
});

Deno.test("readMessages() refuses a table with an empty text, two translations of a key, or an unknown hole", () => {
  const folder = Deno.makeTempDirSync();
  const write = (name: string, table: unknown) =>
    Deno.writeTextFileSync(`${folder}/${name}`, JSON.stringify(table));
  try {
    write("a.json", { one: "하나" });
    write("b.json", { two: "둘", one: "하나" });
    assert.deepEqual(readMessages(folder), { one: "하나", two: "둘" });
    write("b.json", { one: "일" });
    assert.throws(() => readMessages(folder), /b\.json: "one" stands in another file/);
    write("b.json", { two: " " });
    assert.throws(() => readMessages(folder), /"two" has no Korean text/);
    write("b.json", { "{0} files": "파일 {1}개" });
    assert.throws(() => readMessages(folder), /has \{1\}, its key does not/);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("the course's own messages can be read", () => {
  assert.ok(Object.keys(readMessages()).length > 0);
});

Deno.test("no file of messages has a key twice: JSON.parse would drop the first", () => {
  const folder = new URL("../assets/ko/messages/", import.meta.url);
  for (const { name } of Deno.readDirSync(folder)) {
    const text = Deno.readTextFileSync(new URL(name, folder));
    const keys = [...text.matchAll(/^ {2}("(?:[^"\\]|\\.)*"):/gm)].map(([, key]) => JSON.parse(key));
    assert.deepEqual(keys.toSorted(), Object.keys(JSON.parse(text)).toSorted(), name);
  }
});

Deno.test("COURSE_LANG chooses the language; without it the folder notebooks/ko does", () => {
  const folder = projectPath("notebooks/ko");
  for (const setting of ["ko", "KO", "ko_KR.UTF-8"]) assert.equal(languageOf(setting, "/"), "ko");
  assert.equal(languageOf("en", folder), "en");
  assert.equal(languageOf(undefined, folder), "ko");
  assert.equal(languageOf("", folder), "ko");
  assert.equal(languageOf(undefined, projectPath("notebooks")), "en");
});

Deno.test("withLanguage() changes the language for one call, also for one that throws", async () => {
  setLanguage("en");
  assert.equal(await withLanguage("ko", () => language()), "ko");
  await assert.rejects(withLanguage("ko", () => Promise.reject(new Error("no"))), /no/);
  assert.equal(language(), "en");
});
