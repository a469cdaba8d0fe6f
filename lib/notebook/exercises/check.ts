/**
 * The check below an exercise: runs what the reader wrote and says what is wrong, with a hint; never throws for it.
 *
 * The checks themselves stand in exercises/notebook_NN.ts, one function for each exercise, written with what this file
 * re-exports: `expectEqual`, `expectClose` and `wrong`. A check may answer a sentence that is shown when it passes.
 */
import * as tf from "@tensorflow/tfjs";
import type { Displayable } from "../plot/displayable.ts";
import { type ExerciseCheck, NOTEBOOK_EXERCISES } from "./registry.ts";
import { Wrong } from "./expect.ts";
import { Interrupted } from "../kernel/kernel_stop.ts";
import { Todo } from "./todo.ts";
import { showVerdict, type Verdict } from "./verdict.ts";

/**
 * Checks an answer to an exercise; the value to show as the last expression of a cell.
 *
 * Tensors that the check or the answer leaves behind are disposed.
 *
 * @param id the exercise: "01.3"
 * @param answer what the exercise asked for, mostly a function
 * @throws {RangeError} when there is no such exercise
 * @throws {Interrupted} when the reader stops the cell
 *
 * @example
 * ```ts
 * import { check, todo } from "lib/notebook";
 * import assert from "node:assert/strict";
 *
 * const verdict = await check("00.1", () => todo("add one to each count"));
 * const show = Reflect.get(verdict, Symbol.for("Jupyter.display"));
 * assert.equal(show()["text/plain"], "✗ 00.1 · not written yet: add one to each count");
 * ```
 */
export async function check(id: string, answer: unknown): Promise<Displayable> {
  const exercise = await findExercise(id);
  return showVerdict({ id, ...await judge(exercise, answer) });
}

/** What a check says of an answer. */
export async function judge(exercise: ExerciseCheck, answer: unknown): Promise<Omit<Verdict, "id">> {
  tf.engine().startScope();
  try {
    const message = await exercise(answer as never);
    return { kind: "right", message: message || "right" };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof Todo) return { kind: "todo", message: error.message };
    if (error instanceof Wrong) return { kind: "wrong", message: error.message, hint: error.hint };
    return {
      kind: "wrong",
      message: `your code ended with an error: ${error instanceof Error ? error : `it threw ${error}`}`,
      hint: "call it yourself in a cell of its own, with a small input: there the error shows its line",
    };
  } finally {
    tf.engine().endScope();
  }
}

async function findExercise(id: string): Promise<ExerciseCheck> {
  const load = NOTEBOOK_EXERCISES[id.split(".")[0]];
  const { exercises } = load ? await load() : { exercises: {} };
  if (!Object.hasOwn(exercises, id)) {
    const known = load ? Object.keys(exercises) : Object.keys(NOTEBOOK_EXERCISES).map((n) => `${n}.…`);
    throw new RangeError(
      `checking exercise "${id}": there is no such exercise, only ${known.join(", ") || "none yet"}`,
    );
  }
  return exercises[id];
}
