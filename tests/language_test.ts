import assert from "node:assert/strict";
import { projectPath } from "../lib/project_folder.ts";
import {
  language,
  languageOf,
  readMessages,
  setLanguage,
  translate,
  untranslated,
  withLanguage,
  withParticle,
} from "../lib/language.ts";

const messages = {
  "an array": "배열",
  "`{0}` gives {1}": "`{0}`의 결과는 {1}입니다",
  "`{0}` gives {1}, expected {2}": "`{0}`의 결과는 {1}인데 {2:이} 나와야 합니다",
  "after {0} steps": "{0}스텝 후",
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
    assert.equal(translate("after 1,200 steps"), "1,200스텝 후");
    assert.equal(translate("`f(x)` gives 3"), "`f(x)`의 결과는 3입니다");
    assert.equal(
      translate("`f(x)` gives an array, expected 4"),
      "`f(x)`의 결과는 배열인데 4가 나와야 합니다",
    );
    assert.equal(translate("`f(\n)` gives $& and $1"), "`f(\n)`의 결과는 $& and $1입니다");
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
