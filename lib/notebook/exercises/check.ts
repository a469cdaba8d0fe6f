/**
 * The check below an exercise: runs the reader's code and shows what is wrong, with a hint. A wrong answer never throws.
 *
 * The checks are in exercises/notebook_NN.ts, one function for each exercise. They use `expectEqual`, `expectClose` and
 * `wrong` of expect.ts. A check may return a sentence to show when it passes.
 */
import * as tf from "@tensorflow/tfjs";
import type { Displayable } from "../plot/displayable.ts";
import { type ExerciseCheck, NOTEBOOK_EXERCISES } from "./registry.ts";
import { Wrong } from "./expect.ts";
import { Interrupted } from "../kernel/kernel_stop.ts";
import { noteSolved } from "./progress.ts";
import { Todo } from "./todo.ts";
import { showVerdict, type Verdict } from "./verdict.ts";
import { callOf } from "./watched_answer.ts";

/**
 * Checks an answer to an exercise. Make it the last expression of a cell, so that the verdict is shown.
 *
 * Tensors that the check or the answer does not dispose are disposed here.
 *
 * @param id the exercise: "01.3"
 * @param answer the reader's answer, usually a function
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
  const verdict = await judge(exercise, answer);
  if (verdict.kind === "right") await noteSolved(id);
  return showVerdict({ id, ...verdict });
}

/** Runs a check on an answer and returns the verdict. */
export async function judge(exercise: ExerciseCheck, answer: unknown): Promise<Omit<Verdict, "id">> {
  tf.engine().startScope();
  try {
    const message = await exercise(answer as never);
    return { kind: "right", message: message || "right" };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof Todo) return { kind: "todo", message: error.message };
    if (error instanceof Wrong) return { kind: "wrong", message: error.message, hint: error.hint };
    const call = callOf(error);
    return {
      kind: "wrong",
      message: `your code ended with an error: ${error instanceof Error ? error : `it threw ${error}`}`,
      hint: call === undefined
        ? "call it in a separate cell with a small input: the error then shows its line"
        : `It happened in \`${call}\`. Call it in a separate cell with an input like this one: the error then shows its line.`,
    };
  } finally {
    tf.engine().endScope();
  }
}

async function findExercise(id: string): Promise<ExerciseCheck> {
  const load = NOTEBOOK_EXERCISES[String(id).split(".")[0]]; // the kernel checks no types: 3.1 is not "03.1"
  const { exercises } = load ? await load() : { exercises: {} };
  if (!Object.hasOwn(exercises, id)) {
    const known = load ? Object.keys(exercises) : Object.keys(NOTEBOOK_EXERCISES).sort().map((n) => `${n}.…`);
    throw new RangeError(
      `checking exercise "${id}": there is no such exercise, only ${known.join(", ") || "none yet"}`,
    );
  }
  return exercises[id];
}
