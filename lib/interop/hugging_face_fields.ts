/** Reads single fields of a config.json; an error names the field. */

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

/** A value as JSON for a message, cut off where it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 60 ? text.slice(0, 59) + "…" : text;
}
