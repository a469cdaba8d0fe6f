/**
 * A value of a parsed JSON file that somebody else wrote, with its path in the file.
 *
 * Each method returns the value in the expected type. Otherwise it throws an error with the path, what was expected and
 * what was found.
 */
export class JsonValue {
  readonly value: unknown;
  /** Path of the value, such as `model.merges[0]`; "" for the whole file. */
  readonly at: string;

  constructor(value: unknown, at = "") {
    this.value = value;
    this.at = at;
  }

  /** True for null and for a field that is not there. */
  get isMissing(): boolean {
    return this.value === undefined || this.value === null;
  }

  #fields(): { readonly [name: string]: unknown } {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.#wrongType("an object");
    }
    return value as { readonly [name: string]: unknown };
  }

  has(name: string): boolean {
    return name in this.#fields();
  }

  /** A field of an object; its value is undefined where there is none of this name. */
  get(name: string): JsonValue {
    return new JsonValue(this.#fields()[name], this.at === "" ? name : `${this.at}.${name}`);
  }

  /** The fields of an object whose names are not known beforehand. */
  entries(): [name: string, value: JsonValue][] {
    return Object.entries(this.#fields()).map(([name, value]) => [
      name,
      new JsonValue(value, `${this.at}[${show(name)}]`),
    ]);
  }

  items(): JsonValue[] {
    if (!Array.isArray(this.value)) throw this.#wrongType("a list");
    return this.value.map((item, i) => new JsonValue(item, `${this.at}[${i}]`));
  }

  string(): string {
    if (typeof this.value !== "string") throw this.#wrongType("a string");
    return this.value;
  }

  /** Optional text: null, a missing field and "" mean the same in tokenizer.json. */
  optionalString(): string | undefined {
    return this.isMissing ? undefined : this.string() || undefined;
  }

  character(): string {
    const text = this.string();
    if ([...text].length !== 1) throw this.error(`must be one character, but is ${show(text)}`);
    return text;
  }

  /** @param missing the value of a field that is not there; without it, the field is required */
  boolean(missing?: boolean): boolean {
    if (this.value === undefined && missing !== undefined) return missing;
    if (typeof this.value !== "boolean") throw this.#wrongType("true or false");
    return this.value;
  }

  id(): number {
    return this.count("a token id (a whole number, 0 or more)");
  }

  count(expected = "a whole number, 0 or more"): number {
    const { value } = this;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
      throw this.#wrongType(expected);
    }
    return value;
  }

  /** @param missing the value of a field that is not there; without it, the field is required */
  oneOf<T extends string>(known: readonly T[], missing?: T): T {
    if (this.value === undefined && missing !== undefined) return missing;
    const text = this.string();
    if (!known.includes(text as T)) {
      throw this.error(`is ${show(text)}; this library knows ${known.join(", ")}`);
    }
    return text as T;
  }

  /** An error about this value. @param fault what is wrong with it, such as "is empty" */
  error(fault: string): RangeError {
    return new RangeError(`tokenizer.json: ${this.at} ${fault}`);
  }

  #wrongType(expected: string): TypeError {
    return new TypeError(
      `tokenizer.json: ${this.at || "the file"} must be ${expected}, but ${describe(this.value)}`,
    );
  }
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
