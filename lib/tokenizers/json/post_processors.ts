/**
 * The stage after the model: it adds special tokens to every text, such as `<|endoftext|>` at its end or BERT's
 * [CLS] … [SEP]. A post-processor is plain data, written as in tokenizer.json.
 */
import type { ByteLevelOptions } from "./pre_tokenizers.ts";

export type PostProcessor =
  /** Changes only the offsets of tokens in the text, which this library does not keep. */
  | ({ readonly type: "ByteLevel" } & ByteLevelOptions)
  | {
    readonly type: "TemplateProcessing";
    readonly single: readonly TemplatePart[];
    readonly pair: readonly TemplatePart[];
    readonly special_tokens: { readonly [name: string]: TemplateToken };
  }
  /** RoBERTa's and BERT's: the text between two special tokens, each given as [text, id]. */
  | {
    readonly type: "RobertaProcessing";
    readonly sep: SpecialPair;
    readonly cls: SpecialPair;
    readonly trim_offsets: boolean;
    readonly add_prefix_space: boolean;
  }
  | { readonly type: "BertProcessing"; readonly sep: SpecialPair; readonly cls: SpecialPair }
  | { readonly type: "Sequence"; readonly processors: readonly PostProcessor[] };

export type SpecialPair = readonly [token: string, id: number];

export type TemplatePart =
  | { readonly SpecialToken: { readonly id: string; readonly type_id: number } }
  | { readonly Sequence: { readonly id: "A" | "B"; readonly type_id: number } };

export interface TemplateToken {
  readonly id: string;
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
}

/** Adds the post-processor's special tokens to the ids of one text. */
export function postProcess(ids: readonly number[], processor: PostProcessor): number[] {
  switch (processor.type) {
    case "ByteLevel":
      return [...ids];
    case "RobertaProcessing":
    case "BertProcessing":
      return [processor.cls[1], ...ids, processor.sep[1]];
    case "TemplateProcessing":
      return processor.single.flatMap((part) =>
        "Sequence" in part ? ids : processor.special_tokens[part.SpecialToken.id].ids
      );
    case "Sequence":
      return processor.processors.reduce<number[]>(postProcess, [...ids]);
  }
}
