/** Refuses a config.json with fields that lib/gpt does not compute, or does not know; an error names the field. */
import { type Fields, show } from "./hugging_face_fields.ts";

/** Refuses another model than the language model. @throws {RangeError} */
export function checkArchitecture(fields: Fields, known: readonly string[]): void {
  const other = [fields.architectures ?? known[0]].flat().find((name) => !known.includes(name as string));
  if (other === undefined) return;
  throw new RangeError(
    `architectures names ${show(other)}; lib/gpt reads the language model, ${known.join(" or ")}`,
  );
}

/**
 * Refuses each field that is set and is not known to be harmless.
 *
 * @param o.expected fields that must have one of these values, or be missing
 * @param o.harmless fields that are read, or that do not change the logits
 * @param o.ignored fields that may have any value
 * @throws {RangeError}
 */
export function checkFields(
  fields: Fields,
  o: {
    readonly expected: Readonly<Record<string, readonly unknown[]>>;
    readonly harmless: ReadonlySet<string>;
    readonly ignored: readonly string[];
  },
): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || o.harmless.has(name) || o.ignored.includes(name)) continue;
    const wanted = o.expected[name];
    if (wanted ? wanted.includes(value) : isUnset(value)) continue;
    throw new RangeError(
      `${name} is ${show(value)}` +
        (wanted
          ? `; lib/gpt computes with ${wanted.map(show).join(" or ")} only`
          : ", a setting that lib/gpt does not know. If it does not change the logits, import with " +
            `{ ignoreFields: ["${name}"] }`),
    );
  }
}

/** Whether a field says nothing: null, false, or an empty list or object. */
export function isUnset(value: unknown): boolean {
  return value === null || value === undefined || value === false ||
    (typeof value === "object" && Object.keys(value).length === 0);
}
