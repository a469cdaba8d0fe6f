/** The edition as files: two English notebooks, one of them translated, in a folder of the test. */
import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { checkEdition } from "../../../lib/tools/korean/check_edition.ts";
import { composeEdition, type EditionFolders, readEdition } from "../../../lib/tools/korean/edition.ts";
import { formatTranslation, hashOf, textCells } from "../../../lib/tools/korean/translation.ts";
import {
  normaliseNotebook,
  readNotebook,
  saveNotebook,
} from "../../../lib/tools/notebook_file/notebook_file.ts";
import { code, ENGLISH, KOREAN, messages, notebookOf, text } from "./sample.ts";

const glossary = [{ term: "code", korean: "코드", definition: "Text.", definitionKorean: "텍스트입니다." }];

async function withEdition(use: (folders: EditionFolders) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  const [translations, notebooks] = [join(root, "texts"), join(root, "ko")];
  try {
    for (const folder of [translations, notebooks]) await Deno.mkdir(folder);
    const english = [join(root, "03-attention.ipynb"), join(root, "04-gpt.ipynb")];
    await saveNotebook(english[0], ENGLISH);
    await saveNotebook(english[1], notebookOf(text("title", "# 04 · A GPT")));
    const cells = textCells(ENGLISH).map(({ id, text }) => ({
      id,
      hash: hashOf(text),
      text: KOREAN.get(id)!,
    }));
    await Deno.writeTextFile(join(translations, "03-attention.md"), formatTranslation(cells));
    await use({ english, translations, notebooks });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const problems = async (folders: EditionFolders) =>
  checkEdition(await readEdition(folders), { glossary, messages });

async function compose(folders: EditionFolders): Promise<void> {
  for (const [path, content] of composeEdition(await readEdition(folders))) {
    await Deno.writeTextFile(path, content);
  }
}

/** Saves the composed notebook as a run leaves it. */
async function run({ notebooks }: EditionFolders, output = "하나 1\n"): Promise<void> {
  const path = join(notebooks, "03-attention.ipynb");
  const notebook = await readNotebook(path);
  const cells = notebook.cells.map((cell) =>
    cell.id === "run" ? { ...cell, ...code("run", "console.log(1);", output) } : cell
  );
  await saveNotebook(path, normaliseNotebook({ ...notebook, cells }));
}

Deno.test("a notebook without a translation is not part of the edition; the others compose and check", () =>
  withEdition(async (folders) => {
    const { notebooks, untranslated, orphans } = await readEdition(folders);
    assert.deepEqual(notebooks.map(({ name }) => name), ["03-attention"]);
    assert.deepEqual([untranslated, orphans], [["04-gpt"], []]);
    assert.match((await problems(folders))[0], /03-attention\.ipynb is not what the translation gives; run/);
    await compose(folders);
    assert.match(
      (await problems(folders)).join(),
      /^03-attention: not executed in Korean yet; run \.\/course deno task korean --run 03$/,
    );
    await run(folders);
    assert.deepEqual(await problems(folders), []);
  }));

Deno.test("outputs of the saved Korean notebook are checked", () =>
  withEdition(async (folders) => {
    await compose(folders);
    await run(folders, "하나 2\n");
    assert.match((await problems(folders)).join(), /03-attention cell run: its output shows other numbers/);
    await run(folders, "1 /home/me/course\n");
    assert.match(
      (await problems(folders)).join(),
      /03-attention\.ipynb cell 2: its output names a path of one machine/,
    );
  }));

Deno.test("a composed notebook that somebody edited, and files without a notebook, are problems", () =>
  withEdition(async (folders) => {
    await compose(folders);
    const path = join(folders.notebooks, "03-attention.ipynb");
    await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replace("어텐션", "주의"));
    assert.match((await problems(folders)).join(), /is not what the translation gives/);
    await compose(folders);
    await Deno.writeTextFile(join(folders.translations, "05-gone.md"), "");
    await saveNotebook(join(folders.notebooks, "06-gone.ipynb"), ENGLISH);
    const { orphans } = await readEdition(folders);
    assert.deepEqual(orphans.map((path) => basename(path)), ["05-gone.md", "06-gone.ipynb"]);
    assert.match((await problems(folders))[0], /05-gone\.md belongs to no notebook of the edition/);
  }));

Deno.test("an English text that changes makes its cell stale, and only that one", () =>
  withEdition(async (folders) => {
    await compose(folders);
    await run(folders);
    const changed = ENGLISH.cells.map((cell) =>
      cell.id === "why" ? { ...cell, source: `${cell.source} Really.` } : cell
    );
    await saveNotebook(folders.english[0], { ...ENGLISH, cells: changed });
    const found = await problems(folders);
    assert.equal(found.length, 1);
    assert.match(found[0], /^03-attention cell why: is stale/);
  }));
