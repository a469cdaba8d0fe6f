import assert from "node:assert/strict";
import { join } from "node:path";
import { commandLanguage, keepOpenedLanguage, openedLanguage } from "../../lib/tools/command_language.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const variables = (values: Record<string, string>) => (name: string) => values[name];

Deno.test("a command's language is COURSE_LANG's, else that of the notebooks opened last, else the locale's", () => {
  const cases: [Record<string, string>, "en" | "ko" | null, string][] = [
    [{}, null, "en"],
    [{ LANG: "ko_KR.UTF-8" }, null, "ko"],
    [{ LC_ALL: "C", LANG: "ko_KR.UTF-8" }, null, "en"],
    [{ LC_MESSAGES: "ko_KR", LANG: "C" }, null, "ko"],
    [{ LANG: "C.UTF-8" }, "ko", "ko"],
    [{ LANG: "ko_KR.UTF-8" }, "en", "en"],
    [{ COURSE_LANG: "en", LANG: "ko_KR.UTF-8" }, "ko", "en"],
    [{ COURSE_LANG: "ko", LANG: "C" }, "en", "ko"],
  ];
  for (const [values, opened, expected] of cases) {
    assert.equal(commandLanguage({ variable: variables(values), opened }), expected, JSON.stringify(values));
  }
});

Deno.test("the language of the notebooks that were opened last is kept in a file", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "course", "language");
    assert.equal(openedLanguage(file), undefined);
    await keepOpenedLanguage("ko", file);
    assert.equal(openedLanguage(file), "ko");
    await keepOpenedLanguage("en", file);
    assert.equal(openedLanguage(file), "en");
    await Deno.writeTextFile(file, "fr");
    assert.equal(openedLanguage(file), undefined);
  }));
