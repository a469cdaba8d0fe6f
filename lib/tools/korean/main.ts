/**
 * The Korean edition: `./course deno task korean`
 *
 *     (no option)      stamps new markers, composes notebooks/ko, and checks everything
 *     --accept ID …    also stamps the hash of these cells anew: their Korean fits the changed English text
 *     --check          only checks; changes nothing
 *     --run [NN …]     composes, executes the Korean notebooks, and lists the texts without a Korean one
 *
 * Exits with 1 if there was a problem.
 */
import { Command, Option } from "commander";
import { basename, join } from "node:path";
import { readMessages } from "../../language.ts";
import { CommandError, describeError } from "../command_error.ts";
import { writeAtomically } from "../files.ts";
import { layout } from "../layout.ts";
import { formatChecked } from "../notebook_checks/problem.ts";
import { readGlossary } from "../site/mod.ts";
import { print, printError } from "../terminal.ts";
import { checkEdition } from "./check_edition.ts";
import { composeEdition, courseFolders, type Edition, readEdition } from "./edition.ts";
import { runEdition } from "./run_edition.ts";
import { formatTranslation, stampHashes } from "./translation.ts";

interface KoreanOptions {
  check?: boolean;
  accept?: string[];
  run?: string[] | true;
}

/** Runs the task. Returns whether nothing is wrong. */
export async function korean(o: KoreanOptions): Promise<boolean> {
  let edition = await readEdition(await courseFolders());
  if (!o.check) {
    await stamp(edition, o.accept ?? []);
    edition = await readEdition(await courseFolders());
    await compose(edition);
    edition = await readEdition(await courseFolders());
  }
  let ran = true;
  if (o.run) {
    ran = await runEdition(edition, o.run === true ? [] : o.run);
    edition = await readEdition(await courseFolders());
  }
  return await report(edition) && ran;
}

/** @throws {CommandError} when no translation has one of the accepted cells */
async function stamp({ notebooks }: Edition, accept: readonly string[]): Promise<void> {
  const unknown = accept.find((id) => !notebooks.some(({ cells }) => cells.some((cell) => cell.id === id)));
  if (unknown !== undefined) {
    throw new CommandError(`--accept: no translation has a cell "${unknown}"; nothing was changed.`, {
      next: "name a cell as the check prints it, such as nb03-012.",
    });
  }
  for (const { name, file, cells, english } of notebooks) {
    const { cells: after, stamped } = stampHashes(cells, english, { accept });
    if (stamped.length === 0) continue;
    await writeAtomically(file, formatTranslation(after));
    print(`${name}: ${stamped.length} markers stamped`);
  }
}

async function compose(edition: Edition): Promise<void> {
  await Deno.mkdir(layout.koreanNotebooks, { recursive: true });
  for (const [path, text] of composeEdition(edition)) {
    const before = edition.notebooks.find(({ target }) => target === path)?.saved?.text;
    if (before === text) continue;
    await writeAtomically(path, text);
    print(`${basename(path)}: composed`);
  }
}

async function report(edition: Edition): Promise<boolean> {
  const { notebooks, untranslated } = edition;
  if (untranslated.length > 0) {
    print(`Without a translation, so not in the edition: ${untranslated.join(", ")}.`);
  }
  const problems = checkEdition(edition, {
    glossary: await readGlossary(join(layout.assets, "export", "glossary.json")),
    messages: readMessages(),
  });
  for (const problem of problems) print(problem);
  print(formatChecked(notebooks.length, problems.length));
  return problems.length === 0;
}

if (import.meta.main) {
  const program = new Command("./course deno task korean")
    .description("Stamps, composes and checks the Korean edition.")
    .addOption(new Option("--check", "only check; change nothing").conflicts(["accept", "run"]))
    .option("--accept <id...>", "these cells' Korean fits the changed English text")
    .option("--run [notebooks...]", "execute the Korean notebooks, by number; all by default");
  try {
    Deno.exitCode = await korean(program.parse(Deno.args, { from: "user" }).opts()) ? 0 : 1;
  } catch (error) {
    printError(describeError(error));
    Deno.exitCode = 1;
  }
}
