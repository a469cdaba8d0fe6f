/**
 * Reads the post-processor of a tokenizer.json: the special tokens that every text gets.
 */
import { asBoolean, asId, asList, asObject, asOneOf, asString, show } from "./json_object.ts";
import type { PostProcessor, SpecialPair, TemplatePart, TemplateToken } from "./post_processors.ts";
import { byteLevelFields, type Place, sequence } from "./read_stages.ts";

export function readPostProcessor(
  value: unknown,
  { at, depth }: Place = { at: "post_processor", depth: 0 },
): PostProcessor {
  const fields = asObject(value, at);
  const type = asOneOf(fields.type, `${at}.type`, {
    known: ["ByteLevel", "TemplateProcessing", "RobertaProcessing", "BertProcessing", "Sequence"] as const,
  });
  const pair = (name: "sep" | "cls") => readSpecialPair(fields[name], `${at}.${name}`);
  switch (type) {
    case "BertProcessing":
      return { type, sep: pair("sep"), cls: pair("cls") };
    case "RobertaProcessing":
      return {
        type,
        sep: pair("sep"),
        cls: pair("cls"),
        trim_offsets: asBoolean(fields.trim_offsets, `${at}.trim_offsets`),
        add_prefix_space: asBoolean(fields.add_prefix_space, `${at}.add_prefix_space`),
      };
    case "ByteLevel":
      return { type, ...byteLevelFields(fields, at) };
    case "TemplateProcessing": {
      const special_tokens = readTemplateTokens(fields.special_tokens, `${at}.special_tokens`);
      return {
        type,
        single: readTemplate(fields.single, `${at}.single`, special_tokens),
        pair: readTemplate(fields.pair, `${at}.pair`, special_tokens),
        special_tokens,
      };
    }
    case "Sequence":
      return {
        type,
        processors: sequence(fields.processors, { at: `${at}.processors`, depth }, readPostProcessor),
      };
  }
}

function readSpecialPair(value: unknown, at: string): SpecialPair {
  const parts = asList(value, at);
  if (parts.length !== 2) {
    throw new RangeError(`tokenizer.json: ${at} must be [token, id], but is ${show(value)}`);
  }
  return [asString(parts[0], `${at}[0]`), asId(parts[1], `${at}[1]`)];
}

/** The ids that a post-processor adds, and where in the file each stands. */
export function* specialIds(
  processor: PostProcessor,
  at = "post_processor",
): Generator<{ id: number; at: string }> {
  switch (processor.type) {
    case "RobertaProcessing":
    case "BertProcessing":
      yield { id: processor.cls[1], at: `${at}.cls` };
      yield { id: processor.sep[1], at: `${at}.sep` };
      break;
    case "TemplateProcessing":
      for (const [name, { ids }] of Object.entries(processor.special_tokens)) {
        for (const id of ids) yield { id, at: `${at}.special_tokens.${name}` };
      }
      break;
    case "Sequence":
      for (const [i, inner] of processor.processors.entries()) {
        yield* specialIds(inner, `${at}.processors[${i}]`);
      }
  }
}

type TemplateTokens = { readonly [name: string]: TemplateToken };

function readTemplate(value: unknown, at: string, tokens: TemplateTokens): TemplatePart[] {
  return asList(value, at).map((part, i) => {
    const fields = asObject(part, `${at}[${i}]`);
    const kind = "Sequence" in fields ? "Sequence" : "SpecialToken";
    const inner = asObject(fields[kind], `${at}[${i}].${kind}`);
    const type_id = asId(inner.type_id, `${at}[${i}].${kind}.type_id`);
    const idAt = `${at}[${i}].${kind}.id`;
    if (kind === "Sequence") {
      return { Sequence: { id: asOneOf(inner.id, idAt, { known: ["A", "B"] }), type_id } };
    }
    return { SpecialToken: { id: asOneOf(inner.id, idAt, { known: Object.keys(tokens) }), type_id } };
  });
}

function readTemplateTokens(value: unknown, at: string): TemplateTokens {
  return Object.fromEntries(
    Object.entries(asObject(value, at)).map(([name, entry]) => {
      const fields = asObject(entry, `${at}.${name}`);
      return [name, {
        id: asString(fields.id, `${at}.${name}.id`),
        ids: asList(fields.ids, `${at}.${name}.ids`).map((id, i) => asId(id, `${at}.${name}.ids[${i}]`)),
        tokens: asList(fields.tokens, `${at}.${name}.tokens`).map((token, i) =>
          asString(token, `${at}.${name}.tokens[${i}]`)
        ),
      }];
    }),
  );
}
