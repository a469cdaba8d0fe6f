/** Reads fields of a config.json, and refuses those that lib/gpt does not compute; an error names the field. */

export type Fields = Record<string, unknown>;

/** A whole number from 1 up. @throws {TypeError} */
export function size(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
    throw new TypeError(`${name} must be a whole number from 1 up, found ${show(value)}`);
  }
  return value;
}

/** A number above 0. @throws {TypeError} */
export function positive(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !(value > 0 && value < Infinity)) {
    throw new TypeError(`${name} must be a number above 0, found ${show(value)}`);
  }
  return value;
}

/** @throws {TypeError} */
export function flag(fields: Fields, name: string, missing: boolean): boolean {
  const value = fields[name] ?? missing;
  if (typeof value !== "boolean") throw new TypeError(`${name} must be true or false, found ${show(value)}`);
  return value;
}

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

/** A value as JSON for a message, cut off where it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 60 ? text.slice(0, 59) + "…" : text;
}
