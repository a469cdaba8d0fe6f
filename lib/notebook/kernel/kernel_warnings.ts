/** Shows the library's warnings in the language of the notebook. */
import { language, translate } from "../../language.ts";

const LIB = new URL("../../", import.meta.url).href;

/**
 * Translates what files of lib print with `console.warn` and `console.info`. What the reader's own code prints stays as
 * it is.
 *
 * @returns undoes it
 */
export function translateWarnings(): () => void {
  const { warn, info } = console;
  if (language() !== "en") {
    // The stack's lines: what it is, this function, the caller.
    const isLibrary = () => new Error().stack?.split("\n")[3]?.includes(LIB) ?? false;
    const translated = (print: typeof warn) => (...values: unknown[]) =>
      print(
        ...(isLibrary()
          ? values.map((value) => typeof value === "string" ? translate(value) : value)
          : values),
      );
    Object.assign(console, { warn: translated(warn), info: translated(info) });
  }
  return () => Object.assign(console, { warn, info });
}
