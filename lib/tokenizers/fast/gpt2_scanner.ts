/**
 * gpt2_split.ts without a regular expression: finds the end of the word that starts at a position.
 *
 * Encoding and counting words use it. No string is made of a word that was seen before, so encoding is about three times
 * as fast. A test compares it with the expression.
 */
const OTHER = 0;
const LETTER = 1;
const NUMBER = 2;
const SPACE = 3;
/** First code unit of a character above U+FFFF. */
const HIGH_SURROGATE = 4;

let classes: Uint8Array | undefined;

/** The class of each UTF-16 code unit, made at first use. */
function codeUnitClasses(): Uint8Array {
  return classes ??= Uint8Array.from({ length: 0x10000 }, (_, code) => {
    return code >= 0xD800 && code < 0xDC00 ? HIGH_SURROGATE : classOf(String.fromCharCode(code));
  });
}

function classOf(character: string): number {
  if (/\p{L}/u.test(character)) return LETTER;
  if (/\p{N}/u.test(character)) return NUMBER;
  return /\p{White_Space}/u.test(character) ? SPACE : OTHER;
}

/** The end of the run of characters of one class at `start`. */
function runEnd(text: string, start: number, { table, kind }: { table: Uint8Array; kind: number }): number {
  let end = start;
  while (end < text.length) {
    const unit = table[text.charCodeAt(end)];
    if (unit === kind) end++;
    else if (unit === HIGH_SURROGATE && classOf(text.slice(end, end + 2)) === kind) end += 2;
    else break;
  }
  return end;
}

/**
 * The end of the word of GPT-2's splitting that starts at `start`.
 *
 * @param text well-formed, `start` < its length and at the start of a word
 */
export function gpt2WordEnd(text: string, start: number): number {
  const table = codeUnitClasses();
  const first = text.charCodeAt(start);
  if (first === 0x27) {
    const contraction = contractionEnd(text, start);
    if (contraction > start) return contraction;
  }
  // one space belongs to the word after it
  const wordStart = first === 0x20 ? start + 1 : start;
  if (wordStart < text.length) {
    let kind = table[text.charCodeAt(wordStart)];
    if (kind === HIGH_SURROGATE) kind = classOf(text.slice(wordStart, wordStart + 2));
    if (kind !== SPACE) return runEnd(text, wordStart, { table, kind });
  }
  const end = runEnd(text, start, { table, kind: SPACE });
  // the last of several spaces is left to the word after them
  return end < text.length && end - start > 1 ? end - 1 : end;
}

const CONTRACTION = /'(?:[sdmt]|ll|ve|re)/y;

/** The end of the contraction at `start`, or `start` when none is there. */
function contractionEnd(text: string, start: number): number {
  CONTRACTION.lastIndex = start;
  return CONTRACTION.test(text) ? CONTRACTION.lastIndex : start;
}
