/**
 * Settings of speed that were measured on a device: which mode a compiled function runs in, and how many steps share a
 * call. They change no result beyond rounding.
 *
 * `./course bench --tune` measures them and keeps them in .course/tuning.json; `useDevice()` reads them from there
 * (../device/read_tuning.ts). Readers are `jit`, `fused` and the training loop. Without a measurement each of them has its
 * own default. Nothing is timed during a run, so the same seed and the same tuning give the same bits.
 */

/** Functions are told apart by the numbers in their arguments, weights mostly, and by whether they have a loop. */
export type ShapeClass = `${"plain" | "loop"} ${"small" | "medium" | "large"}`;

/** The largest number of elements in the arguments of a class; above both a function is "large". */
const MOST_ELEMENTS = { small: 2 ** 20, medium: 10 * 2 ** 20 } as const;

export interface Tuning {
  /** the faster mode of each class that was measured */
  readonly modes?: { readonly [C in ShapeClass]?: "graph" | "xla" };
  /** elements of the largest input from which `fused` is a kernel of its own; null: never */
  readonly fusedFrom?: number | null;
  /** training steps of at most so many FLOPs share a compiled call */
  readonly shortStepFlops?: number;
}

let current: Tuning = {};

/** The tuning in use; `{}` where nothing was measured. */
export function tuning(): Tuning {
  return current;
}

/** Makes a tuning the one in use, for programs that are compiled from now on. `{}` restores the defaults. */
export function setTuning(tuning: Tuning): void {
  current = tuning;
}

/**
 * The class of a function.
 *
 * @param elements numbers in all tensors of its arguments
 * @example
 * ```ts
 * import { shapeClass } from "./tuning.ts";
 * import assert from "node:assert/strict";
 * assert.equal(shapeClass(3 * 120_000, { loop: true }), "loop small");
 * assert.equal(shapeClass(3 * 12_300_000, { loop: false }), "plain large");
 * ```
 */
export function shapeClass(elements: number, { loop }: { readonly loop: boolean }): ShapeClass {
  const { small, medium } = MOST_ELEMENTS;
  const size = elements <= small ? "small" : elements <= medium ? "medium" : "large";
  return `${loop ? "loop" : "plain"} ${size}`;
}
