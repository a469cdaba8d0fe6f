/**
 * GPT-2's way of writing bytes as visible characters, so that a byte-level token can be written in a text file.
 *
 * A byte that is a visible Latin-1 character is written as that character. The other 68 (spaces, controls, parts of
 * longer characters) are written as U+0100, U+0101 … in order. So a space is Ġ and a newline is Ċ.
 */

const characters: readonly string[] = (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const isVisible = byte >= 0x21 && byte <= 0x7E || byte >= 0xA1 && byte <= 0xAC || byte >= 0xAE;
    return String.fromCharCode(isVisible ? byte : next++);
  });
})();

const bytes = new Map(characters.map((character, byte) => [character, byte]));

const encoder = new TextEncoder();

/** The character of each byte, by byte. */
export function byteAlphabet(): readonly string[] {
  return characters;
}

/**
 * The UTF-8 bytes of a text in the byte alphabet.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(textToByteCharacters(" the 한"), "ĠtheĠíķľ");
 * ```
 */
export function textToByteCharacters(text: string): string {
  let out = "";
  for (const byte of encoder.encode(text)) out += characters[byte];
  return out;
}

/** Bytes in the byte alphabet. */
export function bytesToCharacters(tokenBytes: Uint8Array): string {
  return Array.from(tokenBytes, (byte) => characters[byte]).join("");
}

/** The bytes of a token in the byte alphabet, or undefined when it has another character. */
export function charactersToBytes(token: string): Uint8Array | undefined {
  const out = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = bytes.get(token[i]);
    if (byte === undefined) return undefined;
    out[i] = byte;
  }
  return out;
}
