/** The stage after the model: it adds special tokens to every text, such as `<|endoftext|>` or BERT's [CLS] … [SEP]. */
import type { JsonValue } from "./json_value.ts";
import { BYTE_LEVEL } from "./pre_tokenizers.ts";
import { boolean, readFields, type StageOf, stageReader, string } from "./stage.ts";

/** @param isToken whether a token has this id; a post-processor must not add an id that has no token */
function postProcessors(isToken: (id: number) => boolean) {
  const tokenId = (value: JsonValue): number => {
    const id = value.id();
    if (!isToken(id)) throw value.error(`is ${id}, but there is no token ${id}`);
    return id;
  };
  const specialPair = (value: JsonValue): readonly [token: string, id: number] => {
    const parts = value.items();
    if (parts.length !== 2) throw value.error(`must be [token, id], but has ${parts.length} elements`);
    return [parts[0].string(), tokenId(parts[1])];
  };
  const template = (parts: JsonValue, stage: JsonValue): readonly TemplatePart[] => {
    const names = stage.get("special_tokens").entries().map(([name]) => name);
    return parts.items().map((part) => {
      const kind = part.has("Sequence") ? "Sequence" : "SpecialToken";
      const inner = part.get(kind);
      const type_id = inner.get("type_id").id();
      return kind === "Sequence"
        ? { Sequence: { id: inner.get("id").oneOf(["A", "B"]), type_id } }
        : { SpecialToken: { id: inner.get("id").oneOf(names), type_id } };
    });
  };
  const templateToken = {
    id: string,
    ids: (ids: JsonValue): readonly number[] => ids.items().map(tokenId),
    tokens: (tokens: JsonValue): readonly string[] => tokens.items().map(string),
  };
  return {
    /** Changes only the offsets of tokens in the text, which this library does not keep. */
    ByteLevel: BYTE_LEVEL,
    TemplateProcessing: {
      single: template,
      pair: template,
      special_tokens: (tokens: JsonValue) =>
        Object.fromEntries(tokens.entries().map(([name, token]) => [name, readFields(token, templateToken)])),
    },
    /** RoBERTa's and BERT's: the text between two special tokens. */
    RobertaProcessing: {
      sep: specialPair,
      cls: specialPair,
      trim_offsets: boolean,
      add_prefix_space: boolean,
    },
    BertProcessing: { sep: specialPair, cls: specialPair },
  };
}

type TemplatePart =
  | { readonly SpecialToken: { readonly id: string; readonly type_id: number } }
  | { readonly Sequence: { readonly id: "A" | "B"; readonly type_id: number } };

export type PostProcessor =
  | StageOf<ReturnType<typeof postProcessors>>
  | { readonly type: "Sequence"; readonly processors: readonly PostProcessor[] };

export function readPostProcessor(stage: JsonValue, isToken: (id: number) => boolean): PostProcessor {
  return stageReader<PostProcessor>(postProcessors(isToken), "processors")(stage);
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
