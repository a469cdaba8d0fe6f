/**
 * Stages of tokenizer.json as data: a table says which fields each type has, and how each field is read and checked.
 *
 * The TypeScript type of a stage is derived from its table, so a field is written down once. Only known fields are
 * copied, so that nothing unexpected reaches the stages.
 */
import type { JsonValue } from "./json_value.ts";

/** Reads a field. `stage` is the object that has it, for a field whose default depends on another. */
type FieldReader = (field: JsonValue, stage: JsonValue) => unknown;
export type Fields = { readonly [name: string]: FieldReader };

/** What {@link readFields} returns for a table. */
export type FieldsOf<F extends Fields> = { readonly [name in keyof F]: ReturnType<F[name]> };

/** All types of stages of a table, each with its `type` and its fields. */
export type StageOf<T extends { readonly [type: string]: Fields }> = {
  [type in keyof T]: { readonly type: type } & FieldsOf<T[type]>;
}[keyof T];

/** Deepest nesting of sequences: no file needs more, and a file of a million brackets must not fill the stack. */
const DEEPEST = 8;

/**
 * Makes the function that reads a stage: one of the table's types, or a Sequence of stages.
 *
 * @param members the field in which a Sequence has its stages
 */
export function stageReader<S>(
  table: { readonly [type: string]: Fields },
  members: string,
): (stage: JsonValue) => S {
  const read = (stage: JsonValue, depth: number): unknown => {
    const type = stage.get("type").oneOf([...Object.keys(table), "Sequence"]);
    if (type !== "Sequence") return { type, ...readFields(stage, table[type]) };
    const list = stage.get(members);
    if (depth >= DEEPEST) throw list.error(`has sequences that are nested more than ${DEEPEST} deep`);
    return { type, [members]: list.items().map((member) => read(member, depth + 1)) };
  };
  return (stage) => read(stage, 0) as S;
}

export function readFields<F extends Fields>(stage: JsonValue, fields: F): FieldsOf<F> {
  const read = Object.entries(fields).map(([name, field]) => [name, field(stage.get(name), stage)]);
  return Object.fromEntries(read);
}

export const string = (field: JsonValue) => field.string();
export const character = (field: JsonValue) => field.character();
export const boolean = (field: JsonValue) => field.boolean();
export const trueUnlessSet = (field: JsonValue) => field.boolean(true);
export const falseUnlessSet = (field: JsonValue) => field.boolean(false);
export const count = (field: JsonValue) => field.count();
export const nullOrBoolean = (field: JsonValue) => field.isMissing ? null : field.boolean();
