/**
 * The second half of every check: compares the answer with a reference on random inputs with a fixed seed.
 *
 * The first half (notebook_NN.ts) tries chosen inputs, from easy to hard, with a hint for each. An answer may be right
 * for these only; random inputs find that out. The references are in drawn_NN.ts, where possible the library's own
 * functions.
 */
import { type Draws, draws } from "../../lotto/mod.ts";
import type { Exercises } from "./registry.ts";
import { brief } from "./difference.ts";
import { expectClose, expectEqual, type Numbers } from "./expect.ts";
import { watchAnswer } from "./watched_answer.ts";

/** Tries an answer; throws `Wrong` where it differs from the reference. */
export type TryDrawn = ((answer: never) => Promise<void>) & {
  /** The answer's name in messages: "topK". */
  readonly call: string;
};

interface DrawnCases<Inputs extends readonly unknown[], Result> {
  /** The answer's name in messages: "topK". */
  readonly call: string;
  /** The arguments of call number i; equal for equal `random`. */
  readonly inputs: (random: Draws, i: number) => Inputs;
  readonly reference: (...inputs: Inputs) => Result | Promise<Result>;
  readonly hint: string;
  /** Where numbers are rounded: largest allowed |actual - expected|. Without it the results must be equal. */
  readonly tolerance?: number;
  /** Makes the values to compare from the results, where several results are right. */
  readonly normalise?: (result: Result, ...inputs: Inputs) => unknown;
  /** Default 60. */
  readonly times?: number;
}

/** Makes the trial of an exercise from its reference and its inputs. */
export function drawnCases<Inputs extends readonly unknown[], Result>(
  o: DrawnCases<Inputs, Result>,
): TryDrawn {
  const { call, inputs, reference, hint, tolerance, normalise = (result) => result, times = 60 } = o;
  const seed = [...call].reduce((sum, letter) => 31 * sum + letter.charCodeAt(0), 7) % 2 ** 31;
  const tryDrawn = async (answer: (...inputs: Inputs) => Result) => {
    for (let i = 0; i < times; i++) {
      // Drawn three times, because the answer may change what it gets.
      const [given, forReference, before] = [0, 1, 2].map(() => inputs(draws(seed, i), i));
      const what = `${call}(${before.map(brief).join(", ")})`;
      const got = await normalise(answer(...given), ...before);
      const expected = await reference(...forReference);
      if (tolerance === undefined) expectEqual(got, expected, { what, hint });
      else await expectClose(got as Numbers, expected as Numbers, { what, hint, tolerance });
    }
  };
  return Object.assign(tryDrawn, { call });
}

/** The checks of a notebook, each followed by its random inputs. */
export function withDrawnCases(
  exercises: Exercises,
  drawn: Readonly<Record<string, TryDrawn>>,
): Exercises {
  return Object.fromEntries(
    Object.entries(exercises).map(([id, check]) => [id, async (given: never) => {
      const { answer, throwIfChanged } = watchAnswer(given, drawn[id].call);
      try {
        const message = await check(answer as never);
        await drawn[id](answer as never);
        throwIfChanged();
        return message;
      } catch (error) {
        throwIfChanged(error); // which may be what made the result wrong
        throw error;
      }
    }]),
  );
}

/** A number from `low` to below `high`, a multiple of a thousandth. */
export function real(random: Draws, low: number, high: number): number {
  return low + random.below(Math.round(1000 * (high - low))) / 1000;
}

/** `length` items. */
export function list<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

/** One of the items. */
export function oneOf<T>(random: Draws, items: readonly T[]): T {
  return items[random.below(items.length)];
}
