/**
 * Finds where two values first differ, as a path: `[1][2]`, `.loss`, `.get("th")`.
 *
 * It compares numbers, strings, (typed) arrays, Maps, Sets and plain objects; numbers may differ by a tolerance. It does
 * not read tensors: see expect.ts.
 */

interface Difference {
  /** The path inside the value; "" is the value itself. */
  readonly path: string;
  /** The value found and the value expected, each as one short line. */
  readonly got: string;
  readonly expected: string;
}

/** A relative tolerance: an answer may compute in float32, which keeps about seven digits of a number. */
const FLOAT32_ERROR = 1e-6;

/**
 * The first difference in reading order; `tolerance` is the largest allowed |actual - expected| of two numbers, or a
 * millionth of the number expected, whichever is larger. With 0, numbers must be equal.
 */
export function firstDifference(actual: unknown, expected: unknown, tolerance = 0): Difference | undefined {
  return compare("", actual, { expected, tolerance });
}

interface Target {
  readonly expected: unknown;
  readonly tolerance: number;
}

function compare(path: string, actual: unknown, { expected, tolerance }: Target): Difference | undefined {
  const differ = () => {
    const [got, wanted] = [brief(actual), brief(expected)];
    // Two numbers that look alike are shown in full.
    return got === wanted
      ? { path, got: String(actual), expected: String(expected) }
      : { path, got, expected: wanted };
  };
  const inner = (step: string, actual: unknown, expected: unknown) =>
    compare(path + step, actual, { expected, tolerance });

  if (typeof actual === "number" && typeof expected === "number") {
    const allowed = tolerance === 0 ? 0 : Math.max(tolerance, FLOAT32_ERROR * Math.abs(expected));
    return Object.is(actual, expected) || Math.abs(actual - expected) <= allowed ? undefined : differ();
  }
  const [list, expectedList] = [listOf(actual), listOf(expected)];
  if (list && expectedList) {
    for (let i = 0; i < Math.min(list.length, expectedList.length); i++) {
      const found = inner(`[${i}]`, list[i], expectedList[i]);
      if (found) return found;
    }
    if (list.length === expectedList.length) return undefined;
    return { path: `${path}.length`, got: String(list.length), expected: String(expectedList.length) };
  }
  if (actual instanceof Map && expected instanceof Map) {
    for (const [key, value] of expected) {
      const step = `.get(${brief(key)})`;
      if (!actual.has(key)) return { path: path + step, got: "no such key", expected: brief(value) };
      const found = inner(step, actual.get(key), value);
      if (found) return found;
    }
    const extra = [...actual.keys()].find((key) => !expected.has(key));
    if (actual.size === expected.size) return undefined;
    return { path: `${path}.get(${brief(extra)})`, got: brief(actual.get(extra)), expected: "no such key" };
  }
  if (actual instanceof Set && expected instanceof Set) {
    return inner(
      "",
      new Map([...actual].map((x) => [x, true])),
      new Map([...expected].map((x) => [x, true])),
    );
  }
  if (isPlain(actual) && isPlain(expected)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = inner(`.${key}`, actual[key], expected[key]);
      if (found) return found;
    }
    return undefined;
  }
  return Object.is(actual, expected) ? undefined : differ();
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : undefined;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** A tfjs tensor, as far as it is read here. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly isDisposed: boolean;
  data(): Promise<ArrayLike<number>>;
}

export function isTensor(value: unknown): value is TensorLike {
  return typeof value === "object" && value !== null && "dataId" in value && "shape" in value;
}

/** Shows a tensor by its shape; its other fields say nothing to a reader. */
function withTensorsShown(value: unknown): unknown {
  if (isTensor(value)) {
    const text = `Tensor (${value.shape.join(", ")})`;
    return { [Symbol.for("Deno.customInspect")]: () => text };
  }
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTensorsShown(item)]));
}

/** A value on one line of at most about 120 characters. */
export function brief(value: unknown): string {
  if (typeof value === "number") {
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
  }
  const text = Deno.inspect(withTensorsShown(value), {
    breakLength: Infinity,
    compact: true,
    depth: 3,
    iterableLimit: 12,
    strAbbreviateSize: 90,
    colors: false,
  }).replaceAll(/\s*\n\s*/g, " ");
  return text.length <= 120 ? text : text.slice(0, 117) + "…";
}
