/**
 * What an exercise's stub and a figure show in Korean: every `todo("…")`, title, caption and axis name that stands as a
 * plain text in a code cell of a translated notebook has its key in assets/ko/messages.
 */
import assert from "node:assert/strict";
import { readMessages } from "../../../lib/language.ts";
import { projectPath } from "../../../lib/project_folder.ts";
import { joinText, readNotebook } from "../../../lib/tools/notebook_file/notebook_file.ts";
import { missingKorean } from "../../korean.ts";
import { skipIf } from "../../skip.ts";

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const TODO = new RegExp(String.raw`\btodo\(\s*(${STRING})`, "g");
const CALL = /\btodo\(/g;
const SHOWN = new RegExp(String.raw`\b(?:title|caption|xLabel|yLabel):\s*(${STRING})(?!\s*\+)`, "g");

/** A text of symbols only, such as "D", has nothing to translate. */
const hasWords = (text: string) => /\p{L}{2}/u.test(text);

const found = (code: string, pattern: RegExp) =>
  [...code.matchAll(pattern)].map(([, text]) => JSON.parse(text) as string);

const messages = readMessages();

const names = [...Deno.readDirSync(projectPath("notebooks"))].map(({ name }) => name)
  .filter((name) => /^\d\d-.*\.ipynb$/.test(name)).sort();

for (const name of names) {
  const number = name.slice(0, 2);
  Deno.test({
    ...skipIf(`notebook ${number}: stubs and titles of figures have Korean texts`, missingKorean(number)),
    fn: async () => {
      const { cells } = await readNotebook(projectPath(`notebooks/${name}`));
      const code = cells.filter(({ cell_type }) => cell_type === "code")
        .map(({ source }) => joinText(source)).join("\n");
      const todos = found(code, TODO);
      // Another form of argument would escape the pattern, and so this test.
      assert.equal(todos.length, [...code.matchAll(CALL)].length, "every todo() has a plain text");
      const shown = [...todos, ...found(code, SHOWN)].filter(hasWords);
      assert.deepEqual(shown.filter((text) => !Object.hasOwn(messages, text)), []);
    },
  });
}
