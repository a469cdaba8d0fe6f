/**
 * Last stage of the pipeline: tokens back to text. It undoes what marks the earlier stages left in the tokens.
 *
 * A decoder is plain data, written as in tokenizer.json.
 */
import { charactersToBytes } from "./byte_alphabet.ts";
import { patternOf, replaceMatches, type TextPattern } from "./text_pattern.ts";

export type Decoder =
  | { readonly type: "Fuse" }
  /** The fields are those of the pre-tokeniser; decoding does not use them. */
  | {
    readonly type: "ByteLevel";
    readonly add_prefix_space: boolean;
    readonly trim_offsets: boolean;
    readonly use_regex: boolean;
  }
  | { readonly type: "WordPiece"; readonly prefix: string; readonly cleanup: boolean }
  | {
    readonly type: "Metaspace";
    readonly replacement: string;
    readonly prepend_scheme: "always" | "never" | "first";
    readonly split: boolean;
  }
  | { readonly type: "Replace"; readonly pattern: TextPattern; readonly content: string }
  | { readonly type: "Sequence"; readonly decoders: readonly Decoder[] };

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
    case "Fuse":
      return [tokens.join("")];
    case "Replace":
      return replaceMatches(tokens, { expression: patternOf(decoder.pattern), content: decoder.content });
    case "Sequence":
      return decoder.decoders.reduce(decodeChain, [...tokens]);
  }
}

/** Takes the space from before marks and shortened words, as English is written. */
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
