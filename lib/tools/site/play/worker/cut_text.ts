/** A text as GPT-2's tokens, as ours, and as bytes, with the merges that lead there. */
import type { ByteLevelTokenizer } from "../../../../tokenizers/byte_level.ts";
import { mergeSteps } from "./merge_steps.ts";

export interface CutText {
  readonly tokens: readonly { readonly id: number; readonly text: string }[];
  /** The words, each as its bytes. */
  readonly words: readonly (readonly string[])[];
  readonly merges: readonly {
    readonly left: string;
    readonly right: string;
    readonly merged: string;
    readonly count: number;
  }[];
}

export type CutTexts = Readonly<Record<"gpt2" | "ours", CutText>> & { readonly bytes: readonly number[] };

/** Cuts the text with both tokenizers. */
export function cutText(tokenizers: Record<"gpt2" | "ours", ByteLevelTokenizer>, text: string): CutTexts {
  const { gpt2, ours } = tokenizers;
  return {
    gpt2: steps(gpt2, text),
    ours: steps(ours, text),
    bytes: [...new TextEncoder().encode(text.toWellFormed())],
  };
}

function steps(tokenizer: ByteLevelTokenizer, text: string): CutText {
  const { words, merges, tokens } = mergeSteps(tokenizer, text);
  const show = (id: number) => tokenizer.token(id);
  return {
    tokens: tokens.flat().map((id) => ({ id, text: show(id) })),
    words: words.map((word) => word.map(show)),
    merges: merges.map(({ left, right, merged, count }) => ({
      ...{ left: show(left), right: show(right), merged: show(merged), count },
    })),
  };
}
