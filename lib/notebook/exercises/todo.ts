/**
 * The placeholder in an exercise until the reader writes the code.
 *
 * `todo()` never returns, so a stub that calls it type-checks with any return type. The check below the exercise
 * recognises the error and shows what is still to be written.
 */

/** Thrown by code that the reader has yet to write. */
export class Todo extends Error {
  override name = "Todo";
}

/**
 * A placeholder for code that the reader writes: `return todo("count the pairs")`.
 *
 * @throws {Todo} always; its message is "not written yet: " and `task`
 *
 * @example
 * ```ts
 * import { todo } from "lib/notebook";
 * import assert from "node:assert/strict";
 *
 * function double(x: number): number {
 *   return todo(`return twice ${x}`);
 * }
 * assert.throws(() => double(2), { name: "Todo", message: "not written yet: return twice 2" });
 * ```
 */
export function todo(task: string): never {
  throw new Todo(`not written yet: ${task}`);
}
