/**
 * What a token of a generated text says of itself: its probability, and the likeliest candidates at its position. For the
 * notebooks' boxes (generated_text.ts) and for the site's pages.
 */
import { translate } from "../../language.ts";
import { tokenLabel } from "./visible_whitespace.ts";

export interface WrittenToken {
  /** What it adds to the text; empty where the next token completes its character. */
  readonly text: string;
  /** The probability with which it was drawn. */
  readonly probability: number;
  /** The likeliest tokens at its position, likeliest first; U+FFFD is a part of a character. */
  readonly candidates: readonly { readonly text: string; readonly probability: number }[];
}

/** The texts of titles; the site's pages bring their translations. */
export const WORDS = { likeliest: "likeliest here:", part: "part of a character" } as const;

/**
 * The text's pieces with their titles, one for each token; tokens that make one character together share one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const cat = { text: " cat", probability: 0.25 };
 * const [piece] = titledPieces([{ ...cat, candidates: [{ text: " dog", probability: 0.5 }, cat] }]);
 * assert.deepEqual(piece, { text: " cat", title: "·cat: 25.0 %\nlikeliest here:\n50.0 %  ·dog\n25.0 %  ·cat" });
 * ```
 */
export function titledPieces(tokens: readonly WrittenToken[]): { text: string; title: string }[] {
  const pieces: { text: string; title: string }[] = [];
  let titles: string[] = [];
  tokens.forEach((token, i) => {
    const isAlone = token.text !== "" && titles.length === 0;
    titles.push(titleOf(token, isAlone ? label(token.text) : translate(WORDS.part)));
    if (token.text === "" && i < tokens.length - 1) return;
    pieces.push({ text: token.text, title: titles.join("\n\n") });
    titles = [];
  });
  return pieces;
}

function titleOf({ probability, candidates }: WrittenToken, name: string): string {
  const rows = candidates.map(({ text, probability }) => `${percent(probability)}  ${label(text)}`);
  return [`${name}: ${percent(probability)}`, translate(WORDS.likeliest), ...rows].join("\n");
}

function label(text: string): string {
  return text.includes("\ufffd") ? translate(WORDS.part) : tokenLabel(text);
}

function percent(probability: number): string {
  return probability > 0 && probability < 0.0005 ? "< 0.1 %" : `${(100 * probability).toFixed(1)} %`;
}
