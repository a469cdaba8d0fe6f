/** Everything that is checked about the Korean edition, and how a problem is written. */
import { relative } from "node:path";
import type { Messages } from "../../language.ts";
import { layout } from "../layout.ts";
import { MACHINE_FOLDERS } from "../notebook_checks/check_notebooks.ts";
import { checkStructure } from "../notebook_checks/check_structure.ts";
import { formatProblem as formatNotebookProblem } from "../notebook_checks/problem.ts";
import type { Term } from "../site/mod.ts";
import { checkGlossary } from "./check_glossary.ts";
import { checkOutputs, spelledNumbers } from "./check_outputs.ts";
import { checkTranslation, type TranslationProblem } from "./check_translation.ts";
import { composeEdition, type Edition, type Translated } from "./edition.ts";
import { textCells } from "./translation.ts";

/** @returns one line for each problem: "03-attention… cell nb03-012: …" */
export function checkEdition(
  edition: Edition,
  o: { glossary: readonly Term[]; messages: Messages },
): string[] {
  const lines = edition.orphans.map((path) =>
    `${shown(path)} belongs to no notebook of the edition; remove it, or rename it as the notebook is called`
  );
  const problems = new Map(edition.notebooks.map((notebook) => [notebook.name, checkTexts(notebook, o)]));
  for (const [name, found] of problems) lines.push(...found.map((problem) => formatProblem(name, problem)));
  // What is composed from wrong texts is not compared: one mistake would be named twice.
  if (lines.length > 0) return lines;
  const files = composeEdition(edition), spelled = spelledNumbers(o.messages);
  for (const { name, target, saved, english } of edition.notebooks) {
    if (saved?.text !== files.get(target)) {
      lines.push(
        `${shown(target)} is not what the translation gives; run ./course deno task korean, and commit it`,
      );
    } else lines.push(...checkSaved({ name, english, target, saved: saved! }, spelled));
  }
  return lines;
}

function checkTexts(
  { english, cells, file }: Translated,
  { glossary, messages }: { glossary: readonly Term[]; messages: Messages },
): TranslationProblem[] {
  const texts = new Map(cells.map(({ id, text }) => [id, text]));
  const pairs = textCells(english).map(({ id, text }) => ({ english: text, korean: texts.get(id) ?? "" }));
  return [
    ...checkTranslation(cells, english, { file: shown(file), label: (text) => messages[text] ?? text }),
    ...checkGlossary(pairs, glossary),
  ];
}

/** What the saved outputs have that they must not: errors, paths of one machine, other numbers than the English ones. */
function checkSaved(
  { name, english, target, saved }: Required<Pick<Translated, "name" | "english" | "target" | "saved">>,
  spelled: ReadonlySet<string>,
): string[] {
  if (saved.notebook.cells.every(({ outputs = [] }) => outputs.length === 0)) {
    return [`${name}: not executed in Korean yet; run ./course deno task korean --run ${name.slice(0, 2)}`];
  }
  const bytes = new TextEncoder().encode(saved.text).length;
  const structure = checkStructure(
    { path: shown(target), notebook: saved.notebook },
    { bytes, folders: MACHINE_FOLDERS },
  );
  return [
    ...structure.map(formatNotebookProblem),
    ...checkOutputs(english, saved.notebook, spelled).map((problem) => formatProblem(name, problem)),
  ];
}

function formatProblem(name: string, { cell, message }: TranslationProblem): string {
  return `${name}${cell ? ` cell ${cell}` : ""}: ${message}`;
}

function shown(path: string): string {
  return relative(layout.root, path);
}
