/** The file with the checks of each notebook, imported when a check first runs. */

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
    "00": () => import("./notebook_00.ts"),
    "01": () => import("./notebook_01.ts"),
    "02": () => import("./notebook_02.ts"),
    "03": () => import("./notebook_03.ts"),
    "04": () => import("./notebook_04.ts"),
    "05": () => import("./notebook_05.ts"),
    "06": () => import("./notebook_06.ts"),
    "07": () => import("./notebook_07.ts"),
    "08": () => import("./notebook_08.ts"),
    "09": () => import("./notebook_09.ts"),
    "10": () => import("./notebook_10.ts"),
    "11": () => import("./notebook_11.ts"),
    "12": () => import("./notebook_12.ts"),
    "13": () => import("./notebook_13.ts"),
  };
