/** Last stage of the pipeline: tokens back to text. It removes the marks that earlier stages put into the tokens. */
import { charactersToBytes } from "../byte_alphabet.ts";
import { BYTE_LEVEL, METASPACE } from "./pre_tokenizers.ts";
import { boolean, character, count, type StageOf, stageReader, string } from "./stage.ts";
import { readPattern, replaceMatches } from "./text_pattern.ts";

const DECODERS = {
  ByteLevel: BYTE_LEVEL,
  ByteFallback: {},
  Fuse: {},
  /** Removes up to `start` and `stop` characters equal to `content` from each token's ends. */
  Strip: { content: character, start: count, stop: count },
  WordPiece: { prefix: string, cleanup: boolean },
  BPEDecoder: { suffix: string },
  Metaspace: METASPACE,
  Replace: { pattern: readPattern, content: string },
};

export type Decoder =
  | StageOf<typeof DECODERS>
  | { readonly type: "Sequence"; readonly decoders: readonly Decoder[] };

export const readDecoder = stageReader<Decoder>(DECODERS, "decoders");

/**
 * The text of a sequence of tokens. Without a decoder the tokens are joined with a space, as Hugging Face does.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const decoder = { type: "WordPiece", prefix: "##", cleanup: true } as const;
 * assert.equal(decodeTokens(["비빔", "##밥", "먹었", "##니", "?"], decoder), "비빔밥 먹었니?");
 * ```
 */
export function decodeTokens(tokens: readonly string[], decoder: Decoder | null): string {
  return decoder === null ? tokens.join(" ") : decodeChain(tokens, decoder).join("");
}

function decodeChain(tokens: readonly string[], decoder: Decoder): string[] {
  switch (decoder.type) {
    case "WordPiece":
      return tokens.map((token, i) => {
        if (i > 0) {
          token = token.startsWith(decoder.prefix) ? token.slice(decoder.prefix.length) : " " + token;
        }
        return decoder.cleanup ? cleanUp(token) : token;
      });
    case "ByteLevel":
      return [decodeBytes(tokens)];
    case "Metaspace":
      return tokens.map((token, i) =>
        token.replaceAll(decoder.replacement, i === 0 && decoder.prepend_scheme !== "never" ? "" : " ")
      );
    case "ByteFallback":
      return fromBytes(tokens);
    case "Strip":
      return tokens.map((token) => strip(token, decoder));
    case "BPEDecoder":
      return tokens.map((token, i) => token.replaceAll(decoder.suffix, i === tokens.length - 1 ? "" : " "));
    case "Fuse":
      return [tokens.join("")];
    case "Replace":
      return replaceMatches(tokens, decoder);
    case "Sequence":
      return decoder.decoders.reduce(decodeChain, [...tokens]);
  }
}

/** The byte of a token such as `<0xEA>`, or undefined for another token. */
export function byteOf(token: string): number | undefined {
  // Hugging Face's reader accepts "+F" as a number
  const digits = /^<0x([0-9A-Fa-f]{2}|\+[0-9A-Fa-f])>$/.exec(token)?.[1];
  return digits === undefined ? undefined : parseInt(digits, 16);
}

/** Runs of byte tokens as text; where a run is not valid UTF-8, each of its bytes becomes U+FFFD. */
function fromBytes(tokens: readonly string[]): string[] {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
  const out: string[] = [];
  for (let i = 0; i < tokens.length;) {
    const bytes: number[] = [];
    for (let byte; i < tokens.length && (byte = byteOf(tokens[i])) !== undefined; i++) bytes.push(byte);
    if (bytes.length > 0) {
      try {
        out.push(decoder.decode(Uint8Array.from(bytes)));
      } catch {
        out.push(...bytes.map(() => "\ufffd"));
      }
    } else out.push(tokens[i++]);
  }
  return out;
}

function strip(token: string, { content, start, stop }: Decoder & { type: "Strip" }): string {
  const characters = [...token];
  let from = 0;
  let to = characters.length;
  while (from < start && characters[from] === content) from++;
  while (characters.length - to < stop && to > from && characters[to - 1] === content) to--;
  return characters.slice(from, to).join("");
}

/** Whether the decoder turns byte tokens into text. */
export function readsBytes(decoder: Decoder): boolean {
  return decoder.type === "Sequence" ? decoder.decoders.some(readsBytes) : decoder.type === "ByteFallback";
}

/** Removes the space before punctuation marks and contractions, as in written English. */
function cleanUp(token: string): string {
  return token
    .replaceAll(" .", ".").replaceAll(" ?", "?").replaceAll(" !", "!").replaceAll(" ,", ",")
    .replaceAll(" ' ", "'").replaceAll(" n't", "n't").replaceAll(" 'm", "'m").replaceAll(" do not", " don't")
    .replaceAll(" 's", "'s").replaceAll(" 've", "'ve").replaceAll(" 're", "'re");
}

function decodeBytes(tokens: readonly string[]): string {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  for (const token of tokens) {
    text += decoder.decode(charactersToBytes(token) ?? encoder.encode(token), { stream: true });
  }
  return text + decoder.decode();
}
