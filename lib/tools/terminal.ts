/**
 * Prints on the terminal, as plain text only. Outputs of notebooks, file names and messages of other programs may hold
 * escape sequences, which could set the window's title or write to the clipboard.
 *
 * What a command prints is translated here, line by line (lib/language.ts).
 */
import { translate, translateLines } from "../language.ts";

/** ECMA-48, with 7 and 8 bits: first the sequences that carry a string (OSC, DCS, SOS, PM, APC), then CSI, then the rest. */
const sequences = [
  // deno-lint-ignore no-control-regex
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?/g,
  // deno-lint-ignore no-control-regex
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?/g,
  // deno-lint-ignore no-control-regex
  /\x1b[ -/]*[0-~]?/g,
];
/** Other control characters than line feed and tab, and those that turn the direction of writing. */
// deno-lint-ignore no-control-regex
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/**
 * The text without escape sequences and control characters.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(plainText("\x1b]0;title\x07\x1b[31mred\x1b[0m\r\n"), "red\n");
 * ```
 */
export function plainText(text: string): string {
  return [...sequences, controls].reduce((left, pattern) => left.replace(pattern, ""), text);
}

export function print(text: string): void {
  console.log(plainText(translateLines(text)));
}

/** Prints a text of somebody else as it is, such as the title of a commit: a word of it may be a key of a translation. */
export function printUntranslated(text: string): void {
  console.log(plainText(text));
}

export function printError(text: string): void {
  console.error(plainText(translateLines(text)));
}

/** Prints on standard error what the course does. */
export function say(line: string): void {
  printError(`course: ${translate(line)}`);
}
