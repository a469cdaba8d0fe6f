/** Breaks a text into lines between words, for layouts without a browser. */
import { textWidth } from "./text_width.ts";

interface WrapOptions {
  /** Of a line, CSS pixels. */
  readonly width: number;
  /** Font size in CSS pixels. */
  readonly size: number;
}

/** The lines; a word that is wider than a line gets a line of its own. */
export function wrapText(text: string, { width, size }: WrapOptions): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, { size }) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
