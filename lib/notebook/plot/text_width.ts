/**
 * Estimates the width of a text, for layouts without a browser.
 *
 * Widths are in em. The fonts that a reader has are unknown, so each width is that of the widest usual font:
 *
 * - Hangul syllables, and letters such as ㄱ: 0.94, Nanum Gothic's. Noto Sans KR and Spoqa Han Sans have 0.92, IBM Plex
 *   Sans KR 0.89, Pretendard 0.86. Windows' Malgun Gothic and macOS's Apple SD Gothic Neo are not measured: their files
 *   may not be copied.
 * - Chinese characters, kana and full-width signs: 1, as in Noto Sans KR.
 * - Emoji: 1.25, Noto Color Emoji's.
 * - Other characters: averages of a proportional sans-serif font.
 * - In a monospaced font: 0.6 for Latin, which is exact for the usual ones, and 1 for Hangul, as in D2Coding
 *   and Nanum Gothic Coding.
 *
 * Combining marks have no width, nor have the vowels and final consonants of a syllable that is written letter by letter.
 *
 * Source: the advance widths in the font files (table `hmtx`), which tests/fixtures/fonts/make_widths.py reads.
 */
const HANGUL = /[\u1100-\u115f\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3]/;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const EMOJI = /\p{Emoji_Presentation}/u;
const NARROW = /[iljtfrI.,;:!|'()\[\]{} ]/;
const LARGE = /[mwMW@%]|\p{Lu}/u;
const NO_WIDTH = /\p{M}|[\u1160-\u11ff\ud7b0-\ud7fb\u200d\ufe0f]/u;

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
    if (EMOJI.test(character)) em += 1.25;
    else if (!monospace && HANGUL.test(character)) em += 0.94;
    else if (WIDE.test(character)) em += 1;
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

/**
 * The text with spaces up to a number of columns, as `padEnd` does for text without full-width characters. A longer text
 * stays as it is.
 *
 * @param side where the spaces go: "end" aligns left, "start" aligns right
 */
export function padColumns(text: string, columns: number, side: "start" | "end" = "end"): string {
  const space = " ".repeat(Math.max(0, columns - textColumns(text)));
  return side === "end" ? text + space : space + text;
}
