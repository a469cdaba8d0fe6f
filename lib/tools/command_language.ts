/**
 * The language of a command: of its messages, and of the notebooks that it opens, runs and checks.
 *
 * COURSE_LANG names it, which `--lang` sets. Without it the language is that of the notebooks which `./course lab` opened
 * last: the terminal then means the notebook that the reader sees. Before the first `./course lab` the locale decides. The
 * script `course` chooses the language of its messages by COURSE_LANG and the locale.
 */
import { type Language, languageOf } from "../language.ts";
import { writeAtomically } from "./files.ts";
import { layout } from "./layout.ts";

type Variables = (name: string) => string | undefined;

/** @param o.opened the language of the notebooks that `./course lab` opened last; null: none */
export function commandLanguage(
  { variable = (name) => Deno.env.get(name), opened = openedLanguage() }: {
    variable?: Variables;
    opened?: Language | null;
  } = {},
): Language {
  const named = variable("COURSE_LANG");
  if (named || languageOf(named) === "ko") return languageOf(named);
  return opened ?? languageOf(variable("LC_ALL") || variable("LC_MESSAGES") || variable("LANG") || "en");
}

/** The language of the notebooks that `./course lab` opened last. */
export function openedLanguage(file: string = layout.language): Language | undefined {
  try {
    const kept = Deno.readTextFileSync(file).trim();
    return kept === "en" || kept === "ko" ? kept : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Keeps the language of the notebooks that `./course lab` opens, for later commands. */
export async function keepOpenedLanguage(language: Language, file: string = layout.language): Promise<void> {
  await writeAtomically(file, `${language}\n`);
}
