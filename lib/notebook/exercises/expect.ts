/**
 * Expectations for the checks of exercises: they say what is wrong, for which input, and what to try.
 *
 * All of them throw `Wrong`, which `check()` turns into a verdict. Any other error is shown as an error of the answer.
 */
import { brief, firstDifference, isTensor, type TensorLike } from "./difference.ts";

/** The answer to an exercise is wrong: what is wrong, and a hint. */
export class Wrong extends Error {
  override name = "Wrong";
  constructor(message: string, readonly hint?: string) {
    super(message);
  }
}

interface Expectation {
  /** The call whose result is checked, as code: `countPairs([1, 2, 1])`. */
  readonly what: string;
  /** What to try when the result is wrong. */
  readonly hint?: string;
}

/**
 * Says that the answer is wrong.
 *
 * @throws {Wrong} always
 */
export function wrong(message: string, hint?: string): never {
  throw new Wrong(message, hint);
}

/**
 * Expects two values to be the same, deeply: strings, numbers, arrays, Maps, Sets, plain objects.
 *
 * @throws {Wrong} with the path of the first difference, the value found and the value expected
 *
 * @example
 * ```ts
 * import { expectEqual } from "./expect.ts";
 * import assert from "node:assert/strict";
 *
 * expectEqual([1, 2], [1, 2], { what: "sorted([2, 1])" });
 * assert.throws(() => expectEqual([2, 1], [1, 2], { what: "sorted([2, 1])", hint: "Smallest first." }), {
 *   name: "Wrong",
 *   message: "`sorted([2, 1])` gives `[ 2, 1 ]`, expected `[ 1, 2 ]`: at `[0]` it has `2`, expected `1`",
 *   hint: "Smallest first.",
 * });
 * ```
 */
export function expectEqual(actual: unknown, expected: unknown, { what, hint }: Expectation): void {
  const found = firstDifference(actual, expected);
  if (!found) return;
  const [got, wanted] = found.path === "" ? [found.got, found.expected] : [brief(actual), brief(expected)];
  const whole = `\`${what}\` gives \`${got}\`, expected \`${wanted}\``;
  const where = found.path === ""
    ? ""
    : `: at \`${found.path}\` it has \`${found.got}\`, expected \`${found.expected}\``;
  wrong(
    whole + where,
    adviceOn(actual) ?? adviceOnType(actual, { expected, got: found.got, wanted: found.expected }) ?? hint,
  );
}

/** The hint for an answer that returns nothing. It replaces the exercise's own hint. */
function adviceOn(actual: unknown): string | undefined {
  if (actual === undefined) return "The function returns nothing: write `return` before the result.";
  if (actual instanceof Promise) return "The function returns a promise: write it without `async`.";
}

const TEXT_ADVICE = "This is a text; a number is expected: `Number(text)` makes one of it.";

/** Whether a list has texts of numbers in it, at any depth: [["0.5"]]. */
function holdsTexts(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsTexts);
  return typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value));
}

/** The hint for a result of another type: the task's hint would not help. */
function adviceOnType(
  actual: unknown,
  o: { readonly expected: unknown; readonly got: string; readonly wanted: string },
): string | undefined {
  if (isTensor(actual)) return "The result is a tensor: `tensor.arraySync()` makes an array of it.";
  if (actual instanceof Set && Array.isArray(o.expected)) {
    return "The result is a Set: `[...set]` makes an array of it.";
  }
  if (/^(true|false)$/.test(o.got) && /^-?\d/.test(o.wanted)) {
    return "`true` and `false` are no numbers: `condition ? 1 : 0` is one.";
  }
  if (o.got === `"${o.wanted}"`) return TEXT_ADVICE;
  if (o.wanted === `"${o.got}"`) {
    return "This is a number; a text is expected: `String(number)` makes one of it.";
  }
}

/** A number, an array (nested or typed), or a tensor. */
export type Numbers = number | ArrayLike<number> | readonly Numbers[] | TensorLike;

/**
 * Expects numbers to be equal up to a tolerance. It waits for tensors: always `await` it. Tensors are not disposed.
 *
 * @param options.tolerance largest allowed |actual - expected| of two numbers; by default 1e-5. Large numbers may differ by
 * a millionth, see `firstDifference()`
 * @throws {Wrong} where the shape or a number differs, with its position
 *
 * @example
 * ```ts
 * import { expectClose } from "./expect.ts";
 * import * as tf from "@tensorflow/tfjs";
 * import assert from "node:assert/strict";
 *
 * await expectClose(tf.softmax([0, 0]), [0.5, 0.5], { what: "softmax([0, 0])" });
 * await assert.rejects(expectClose([[1, 2]], [[1, 3]], { what: "scores(x)" }), {
 *   message: "`scores(x)` has `2` at `[0][1]`, expected `3`",
 * });
 * ```
 */
export async function expectClose(
  actual: Numbers,
  expected: Numbers,
  { what, hint, tolerance = 1e-5 }: Expectation & { readonly tolerance?: number },
): Promise<void> {
  if (actual instanceof Promise) wrong(`\`${what}\` gives a promise`, adviceOn(actual));
  const [got, wanted] = [await nested(actual), await nested(expected)];
  const [shape, expectedShape] = [shapeOf(got), shapeOf(wanted)];
  if (expectedShape?.length === 0 && shape?.length !== 0) {
    wrong(
      `\`${what}\` gives \`${brief(got)}\`, expected a number`,
      adviceOn(actual) ?? (holdsTexts(got) ? TEXT_ADVICE : hint),
    );
  }
  if (shape === undefined || shape.length === 0 && expectedShape?.length !== 0) {
    wrong(
      `\`${what}\` gives \`${brief(got)}\`, expected numbers of shape [${expectedShape}]`,
      adviceOn(actual) ?? (holdsTexts(got) ? TEXT_ADVICE : hint),
    );
  }
  if (String(shape) !== String(expectedShape)) {
    wrong(`\`${what}\` has the shape [${shape}], expected [${expectedShape}]`, hint);
  }
  const found = firstDifference(got, wanted, tolerance);
  if (!found) return;
  const verb = found.path === "" ? "is" : "has";
  const at = found.path === "" ? "" : ` at \`${found.path}\``;
  wrong(`\`${what}\` ${verb} \`${found.got}\`${at}, expected \`${found.expected}\``, hint);
}

/** Tensors as nested arrays; everything else as it is. */
async function nested(value: unknown): Promise<unknown> {
  if (!isTensor(value)) return value;
  let items: unknown[] = Array.from(await value.data());
  for (const size of value.shape.slice(1).toReversed()) {
    const rows = Math.max(1, items.length / Math.max(1, size));
    items = Array.from({ length: rows }, (_, i) => items.slice(i * size, (i + 1) * size));
  }
  return value.shape.length === 0 ? items[0] : items;
}

/** The sizes along the first items: [] for a number, undefined where there is something else. */
function shapeOf(value: unknown): number[] | undefined {
  if (typeof value === "number") return [];
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return undefined;
  const list = Array.from(value as ArrayLike<unknown>);
  if (list.length === 0) return [0];
  const inner = shapeOf(list[0]);
  return inner && [list.length, ...inner];
}
