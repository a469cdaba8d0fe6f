/**
 * Checked access to a parsed JSON file that somebody else wrote: each function returns the value in its type or
 * throws an error that says where in the file, what was expected and what was found.
 */

export type Fields = { readonly [name: string]: unknown };

export function asObject(value: unknown, at: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrongType(value, at, "an object");
  }
  return value as Fields;
}

export function asList(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongType(value, at, "a list");
  return value;
}

export function asString(value: unknown, at: string): string {
  if (typeof value !== "string") throw wrongType(value, at, "a string");
  return value;
}

/** Optional text: null, a missing field and "" mean the same in tokenizer.json. */
export function asOptionalString(value: unknown, at: string): string | undefined {
  return value === undefined || value === null ? undefined : asString(value, at) || undefined;
}

/** @param missing the value of a field that is not there; without it, the field is required */
export function asBoolean(value: unknown, at: string, { missing }: { missing?: boolean } = {}): boolean {
  if (value === undefined && missing !== undefined) return missing;
  if (typeof value !== "boolean") throw wrongType(value, at, "true or false");
  return value;
}

export function asId(value: unknown, at: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw wrongType(value, at, "a token id (a whole number, 0 or more)");
  }
  return value;
}

export function asCount(value: unknown, at: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw wrongType(value, at, "a whole number, 0 or more");
  }
  return value;
}

export function asCharacter(value: unknown, at: string): string {
  const text = asString(value, at);
  if ([...text].length !== 1) {
    throw new RangeError(`tokenizer.json: ${at} must be one character, but is ${show(text)}`);
  }
  return text;
}

/** @param missing the value of a field that is not there; without it, the field is required */
export function asOneOf<T extends string>(
  value: unknown,
  at: string,
  { known, missing }: { known: readonly T[]; missing?: T },
): T {
  if (value === undefined && missing !== undefined) return missing;
  const text = asString(value, at);
  if (!known.includes(text as T)) {
    throw new RangeError(`tokenizer.json: ${at} is ${show(text)}; this library knows ${known.join(", ")}`);
  }
  return text as T;
}

function wrongType(value: unknown, at: string, expected: string): TypeError {
  return new TypeError(`tokenizer.json: ${at} must be ${expected}, but ${describe(value)}`);
}

function describe(value: unknown): string {
  if (value === undefined) return "is missing";
  if (value === null) return "is null";
  if (Array.isArray(value)) return `is a list of ${value.length}`;
  if (typeof value === "object") return "is an object";
  return `is ${show(value)}`;
}

/** A value as JSON, shortened. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? text.slice(0, 57) + "…" : text;
}
