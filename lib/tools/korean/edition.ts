/**
 * The Korean edition: for each English notebook that has a translation, the texts and the composed notebook.
 *
 * A notebook without a file in assets/ko/notebooks is not part of the edition.
 */
import { basename, join } from "node:path";
import { CommandError } from "../command_error.ts";
import { layout } from "../layout.ts";
import { courseNotebooks, type Notebook, readNotebook } from "../notebook_file/notebook_file.ts";
import { type HeadingPair, pairHeadings } from "./anchors.ts";
import { composeFile } from "./compose.ts";
import { parseTranslation, type TranslatedCell } from "./translation.ts";

/** One notebook of the edition. */
export interface Translated {
  /** "03-attention-from-scratch". */
  readonly name: string;
  readonly english: Notebook;
  /** The path of the translation, assets/ko/notebooks/NN-name.md. */
  readonly file: string;
  readonly cells: readonly TranslatedCell[];
  /** The path of the composed notebook, notebooks/ko/NN-name.ipynb. */
  readonly target: string;
  /** The composed notebook as it is saved; undefined where there is none yet. */
  readonly saved?: { readonly text: string; readonly notebook: Notebook };
}

export interface Edition {
  readonly notebooks: readonly Translated[];
  /** Names of the notebooks without a translation. */
  readonly untranslated: readonly string[];
  /** Files of translations and composed notebooks that belong to no English notebook. */
  readonly orphans: readonly string[];
}

/** Where the edition's files are; tests have folders of their own. */
export interface EditionFolders {
  readonly english: readonly string[];
  readonly translations: string;
  readonly notebooks: string;
}

export async function courseFolders(): Promise<EditionFolders> {
  return {
    english: await courseNotebooks(),
    translations: layout.translations,
    notebooks: layout.koreanNotebooks,
  };
}

/** @throws {CommandError} when a translation's file cannot be read as one */
export async function readEdition(folders: EditionFolders): Promise<Edition> {
  const notebooks: Translated[] = [], untranslated: string[] = [];
  for (const path of folders.english) {
    const name = basename(path, ".ipynb");
    const file = join(folders.translations, `${name}.md`);
    const text = await Deno.readTextFile(file).catch(() => undefined);
    if (text === undefined) {
      untranslated.push(name);
      continue;
    }
    const target = join(folders.notebooks, `${name}.ipynb`);
    const saved = await Deno.readTextFile(target).catch(() => undefined);
    notebooks.push({
      name,
      english: await readNotebook(path),
      file,
      cells: parse(text, file),
      target,
      ...(saved === undefined ? {} : { saved: { text: saved, notebook: await readNotebook(target) } }),
    });
  }
  const names = new Set(notebooks.map(({ name }) => name));
  const orphans = [
    ...await filesIn(folders.translations, ".md"),
    ...await filesIn(folders.notebooks, ".ipynb"),
  ].filter((path) => !names.has(basename(path).replace(/\.(md|ipynb)$/, "")));
  return { notebooks, untranslated, orphans };
}

/** The files of all composed notebooks, by path. */
export function composeEdition({ notebooks }: Edition): Map<string, string> {
  const texts = (cells: readonly TranslatedCell[]) => new Map(cells.map(({ id, text }) => [id, text]));
  const headings = new Map<string, readonly HeadingPair[]>(
    notebooks.map(({ name, english, cells }) => [`${name}.ipynb`, pairHeadings(english, texts(cells))]),
  );
  return new Map(notebooks.map(({ name, english, cells, target, saved }) => [
    target,
    composeFile(english, {
      texts: texts(cells),
      name: `${name}.ipynb`,
      headings,
      earlier: saved?.notebook,
    }),
  ]));
}

function parse(text: string, file: string): TranslatedCell[] {
  try {
    return parseTranslation(text);
  } catch (error) {
    throw new CommandError(`cannot read the translation ${file}: ${(error as Error).message}.`, {
      next: "CONTRIBUTING.md, “The Korean edition”, shows how the file is written.",
      cause: error,
    });
  }
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  const paths: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && name.endsWith(ending)) paths.push(join(folder, name));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return paths.sort();
}
