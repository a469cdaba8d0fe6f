/**
 * The languages of a command: of its own messages, and of the notebooks that it means.
 *
 * The script `course` chooses the language of its messages in the same way.
 */
import { type Language, languageOf } from "../language.ts";

type Variables = (name: string) => string | undefined;

/** Of the notebooks that a command opens or runs where none are named: COURSE_LANG's, which `--lang` sets. */
export function notebooksLanguage(variable: Variables = (name) => Deno.env.get(name)): Language {
  return languageOf(variable("COURSE_LANG"));
}

/** Of a command's messages: that of the notebooks, or Korean where the locale is and COURSE_LANG names no language. */
export function commandLanguage(variable: Variables = (name) => Deno.env.get(name)): Language {
  if (variable("COURSE_LANG") || notebooksLanguage(variable) === "ko") return notebooksLanguage(variable);
  return languageOf(variable("LC_ALL") || variable("LC_MESSAGES") || variable("LANG") || "en");
}
