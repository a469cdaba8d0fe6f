/**
 * Makes white space and control characters visible: the token " Harry" is not "Harry".
 *
 * A space becomes "·", a newline "⏎", a tab "→"; other control characters become their Unicode pictures ("␀"), so that
 * the text is valid XML. Half of a surrogate pair becomes "�".
 */
import { shorten } from "./shorten.ts";

const MARKS: Readonly<Record<string, string>> = { " ": "·", "\n": "⏎", "\t": "→", "\r": "␍", "\u00a0": "⍽" };

/** The text with a mark for each invisible character. */
export function visibleWhitespace(text: string): string {
  return printable(text.replace(/[ \n\t\r\u00a0]/g, (character) => MARKS[character]));
}

/** A token as a figure's label: visible, not empty, shortened. */
export function tokenLabel(token: string): string {
  return visibleWhitespace(shorten(token)) || "∅";
}

// deno-lint-ignore no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** The text without characters that XML forbids; spaces, tabs and newlines stay. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(CONTROL, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replace(/\u007f/g, "␡")
    .replace(/[\ufffe\uffff]/g, "\ufffd");
}
