/** The files with the checks of each notebook, imported when a check first runs. */
import type { TryDrawn } from "./drawn_inputs.ts";

/**
 * Checks one answer: throws `Wrong` (through the expectations), or returns, with or without a sentence to show.
 * Each check declares the type of the answer that it expects.
 */
export type ExerciseCheck = (answer: never) => string | void | Promise<string | void>;

/** The checks of one notebook by exercise: "01.3". */
export type Exercises = Readonly<Record<string, ExerciseCheck>>;

/** By the notebook's number: the "01" of exercise "01.3". */
export const NOTEBOOK_EXERCISES: Readonly<Partial<Record<string, () => Promise<{ exercises: Exercises }>>>> =
  {
    "00": () => load(import("./notebook_00.ts"), import("./drawn_00.ts")),
    "01": () => load(import("./notebook_01.ts"), import("./drawn_01.ts")),
    "02": () => load(import("./notebook_02.ts"), import("./drawn_02.ts")),
    "03": () => load(import("./notebook_03.ts"), import("./drawn_03.ts")),
    "04": () => load(import("./notebook_04.ts"), import("./drawn_04.ts")),
    "05": () => load(import("./notebook_05.ts"), import("./drawn_05.ts")),
    "06": () => load(import("./notebook_06.ts"), import("./drawn_06.ts")),
    "07": () => load(import("./notebook_07.ts"), import("./drawn_07.ts")),
    "08": () => load(import("./notebook_08.ts"), import("./drawn_08.ts")),
    "09": () => load(import("./notebook_09.ts"), import("./drawn_09.ts")),
    "10": () => load(import("./notebook_10.ts"), import("./drawn_10.ts")),
    "11": () => load(import("./notebook_11.ts"), import("./drawn_11.ts")),
    "12": () => load(import("./notebook_12.ts"), import("./drawn_12.ts")),
    "13": () => load(import("./notebook_13.ts"), import("./drawn_13.ts")),
  };

/** The checks of a notebook, each followed by its random inputs. */
async function load(
  checks: Promise<{ exercises: Exercises }>,
  inputs: Promise<{ drawn: Readonly<Record<string, TryDrawn>> }>,
): Promise<{ exercises: Exercises }> {
  const all = Promise.all([checks, inputs, import("./drawn_inputs.ts")]);
  const [{ exercises }, { drawn }, { withDrawnCases }] = await all;
  return { exercises: withDrawnCases(exercises, drawn) };
}
