/**
 * Estimates the width of a text, for layouts without a browser.
 *
 * Widths are in em: 1 for Chinese, Japanese, Korean and emoji characters; averages for other characters of a proportional
 * sans-serif font; 0.6 in a monospaced font, which is exact for the usual ones. Combining marks have no width.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const NARROW = /[iljtfrI.,;:!|'()\[\]{} ]/;
const LARGE = /[mwMW@%]|\p{Lu}/u;
const NO_WIDTH = /\p{M}|\u200d|\ufe0f/u;

interface TextWidthOptions {
  /** Font size in CSS pixels. */
  readonly size: number;
  readonly monospace?: boolean;
}

/** The estimated width of one line of text in CSS pixels. */
export function textWidth(text: string, { size, monospace = false }: TextWidthOptions): number {
  let em = 0;
  for (const character of text) {
    if (NO_WIDTH.test(character)) continue;
    if (WIDE.test(character)) em += 1;
    else if (monospace) em += 0.6;
    else if (NARROW.test(character)) em += 0.35;
    else if (LARGE.test(character)) em += 0.75;
    else em += 0.58;
  }
  return em * size;
}

/** The columns of one line of text in a terminal: 2 for each full-width character. */
export function textColumns(text: string): number {
  let columns = 0;
  for (const character of text) columns += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}
