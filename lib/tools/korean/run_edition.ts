/** Executes Korean notebooks as `./course run` does, and lists the texts that they showed in English. */
import { basename, join } from "node:path";
import { runNotebook } from "../cli/run.ts";
import { findNotebooks } from "../cli/find_notebooks.ts";
import { setUp } from "../cli/setup.ts";
import { layout } from "../layout.ts";
import { print } from "../terminal.ts";
import type { Edition } from "./edition.ts";

/** @param names as for `./course run`; none means all of the edition. @returns whether all ran to the end */
export async function runEdition({ notebooks }: Edition, names: readonly string[]): Promise<boolean> {
  const course = () => Promise.resolve(notebooks.map(({ target }) => target));
  const paths = await findNotebooks(names, { folder: layout.koreanNotebooks, course });
  await setUp();
  let succeeded = true;
  for (const path of paths) {
    const list = join(layout.course, `untranslated-${basename(path, ".ipynb")}.txt`);
    await Deno.remove(list).catch(() => {});
    const env = { COURSE_LANG: "ko", COURSE_UNTRANSLATED: list, COURSE_PRESET: "small" };
    if (!await runNotebook(path, { env })) succeeded = false;
    const texts = await readUntranslated(list);
    if (texts.length === 0) continue;
    print(`${basename(path)}: ${texts.length} texts have no Korean one in assets/ko/messages:`);
    for (const text of texts) print(`  ${JSON.stringify(text)}`);
  }
  return succeeded;
}

/** The texts that kernels noted (lib/language.ts), each once. */
async function readUntranslated(list: string): Promise<string[]> {
  const text = await Deno.readTextFile(list).catch(() => "");
  return [
    ...new Set(text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as string)),
  ];
}
