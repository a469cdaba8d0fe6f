/** Every error that a learner may meet has a Korean text. */
import assert from "node:assert/strict";
import { setLanguage, translate } from "../lib/language.ts";
import { projectPath } from "../lib/project_folder.ts";
import { errorTexts, type Text } from "./error_texts.ts";

/** The folders whose errors reach learners, in cells or from commands. */
const FOLDERS = [
  "corpora",
  "engine",
  "files",
  "gpt",
  "interop",
  "lotto",
  "nn",
  "notebook",
  "statistics",
  "tokenizers",
  "tools/cli",
  "tools/notebook_file",
  "training",
];

/** Errors that only a fault of the course itself can show, or that are JavaScript's own words. */
const EXCEPTIONS: readonly string[] = [
  "Cannot convert object to primitive value",
  "a protocol-buffer message ends within a number",
  "an OpDef has the unknown wire type",
  "the course script names no version of Deno",
  "the specs ended without a count",
];

/** Commands in a text stay as they are. */
const COMMANDS = ["docker run --gpus all"];

/** For each hole. A key with few words takes only numbers, so that a word shows whether the key is good enough. */
const VALUE = "wte";

function* filesBelow(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* filesBelow(`${folder}/${name}`);
    else if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}

const textOf = (text: Text, value: string) => text.map((part) => part ?? value).join("");

/** A phrase of at least two words. */
const hasWords = (phrase: string) => /[a-z]{2,} [a-z]{2,}/.test(phrase);

Deno.test("every error of the folders that a learner uses has a Korean text", () => {
  setLanguage("ko");
  try {
    const found = errorTexts(FOLDERS.flatMap((folder) => [...filesBelow(projectPath(`lib/${folder}`))]));
    assert.ok(found.length > 500, `found only ${found.length}: does the search still work?`);
    const missing = new Set<string>();
    for (const { file, text, phrases } of found) {
      const english = textOf(text, VALUE), korean = translate(english);
      if (!text.some((part) => part !== null && hasWords(part))) continue;
      if (EXCEPTIONS.some((part) => english.includes(part))) continue;
      const left = phrases.filter((phrase) =>
        hasWords(phrase) && korean.includes(phrase) && !COMMANDS.some((one) => phrase.includes(one))
      );
      if (korean !== english && left.length === 0) continue;
      missing.add(
        `${file.replace(/^.*\/lib\//, "lib/")}: ${textOf(text, "{}")}${
          left.map((one) => `\n    left: ${one}`)
        }`,
      );
    }
    assert.equal(
      [...missing].join("\n"),
      "",
      `these errors have no Korean text; add it to assets/ko/messages/errors_….json, with {0}, {1} for values`,
    );
  } finally {
    setLanguage("en");
  }
});
