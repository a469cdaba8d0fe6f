/** Whole numbers that the reader types. */
import { shorten } from "../../../../notebook/plot/shorten.ts";
import { TEXTS } from "../texts.ts";

/** What was typed, short enough for a sentence: "12 won" with its quotation marks. */
export const quoted = (text: string): string => JSON.stringify(shorten(text.toWellFormed(), 60));

/**
 * The whole number of a text, digits of any width ("１２" is 12); undefined for other text and for numbers that a computer
 * does not hold exactly.
 */
export function wholeNumber(text: string): number | undefined {
  const plain = text.normalize("NFKC").trim();
  if (!/^-?\d{1,16}$/.test(plain)) return undefined;
  const number = Number(plain) || 0; // not -0
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The seed in a field. @throws {RangeError} that says what was found */
export function readSeed(field: HTMLInputElement): number {
  const seed = wholeNumber(field.value);
  if (seed === undefined || seed < 0 || seed >= 2 ** 31) {
    throw new RangeError(TEXTS.shared.notSeed(quoted(field.value)));
  }
  return seed;
}
