import assert from "node:assert/strict";
import { commandLanguage, notebooksLanguage } from "../../lib/tools/command_language.ts";

const variables = (values: Record<string, string>) => (name: string) => values[name];

Deno.test("a command's messages follow COURSE_LANG, else the locale", () => {
  const cases: [Record<string, string>, string][] = [
    [{}, "en"],
    [{ LANG: "ko_KR.UTF-8" }, "ko"],
    [{ LC_ALL: "C", LANG: "ko_KR.UTF-8" }, "en"],
    [{ LC_MESSAGES: "ko_KR", LANG: "C" }, "ko"],
    [{ COURSE_LANG: "en", LANG: "ko_KR.UTF-8" }, "en"],
    [{ COURSE_LANG: "ko", LANG: "C" }, "ko"],
  ];
  for (const [values, expected] of cases) assert.equal(commandLanguage(variables(values)), expected);
});

Deno.test("which notebooks a command means does not depend on the locale", () => {
  assert.equal(notebooksLanguage(variables({ LANG: "ko_KR.UTF-8" })), "en");
  assert.equal(notebooksLanguage(variables({ COURSE_LANG: "ko" })), "ko");
});
