/**
 * Watches the calls that a check makes of an answer. Some mistakes can be made in every exercise, so they are found here
 * and not in each check: the function returns nothing, it is `async`, it changes its argument, it disposes a tensor that
 * is still needed.
 *
 * It also remembers which call threw an error, so that the verdict can name it.
 */
import { brief, firstDifference, isTensor } from "./difference.ts";
import { Interrupted } from "../kernel/kernel_stop.ts";
import { Wrong, wrong } from "./expect.ts";
import { Todo } from "./todo.ts";

/** The call that threw an error, as code: `countUnits("")`. */
const calls = new WeakMap<object, string>();

/** The call of the answer in which this error was thrown, if there was one. */
export function callOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null ? calls.get(error) : undefined;
}

interface WatchedAnswer {
  /** To be called in place of the answer. It throws `Wrong` where the answer returns nothing, a promise, and so on. */
  readonly answer: unknown;
  /**
   * Throws `Wrong` if a call changed its argument.
   *
   * @param instead the verdict of the check: it stays where it is about the change itself
   */
  readonly throwIfChanged: (instead?: unknown) => void;
}

/**
 * Watches an answer; what is no function is returned as it is.
 *
 * @param name what the function is called in messages: "topK"
 */
export function watchAnswer(answer: unknown, name: string): WatchedAnswer {
  if (typeof answer !== "function") return { answer, throwIfChanged: () => {} };
  let change: string | undefined;
  const watched = (...args: unknown[]) => {
    const before = args.map(copyOf);
    const call = () => `${name}(${before.map(brief).join(", ")})`;
    const result = callNamed(() => answer(...args), call);
    const changed = args.findIndex((argument, i) => firstDifference(argument, before[i]) !== undefined);
    if (changed >= 0) change ??= `\`${call()}\` changes its argument to \`${brief(args[changed])}\``;
    if (args.some((argument) => isTensor(argument) && argument.isDisposed)) {
      wrong(`\`${call()}\` disposes its argument`, "The caller still needs it: dispose only what you made.");
    }
    if (isTensor(result) && result.isDisposed) {
      wrong(
        `\`${call()}\` gives a tensor that is disposed`,
        "Do not dispose the result. `tf.tidy` keeps the tensor that its function returns.",
      );
    }
    if (typeof result === "bigint") {
      wrong(`\`${call()}\` gives \`${result}n\``, "This is a BigInt: `Number(…)` makes a number of it.");
    }
    if (result === undefined) {
      wrong(`\`${call()}\` gives \`undefined\``, "Write `return` before the result, in every branch.");
    }
    if (result instanceof Promise) {
      result.catch(() => {}); // nobody waits for it any more
      wrong(`\`${call()}\` gives a promise`, "The function returns a promise: write it without `async`.");
    }
    return result;
  };
  const throwIfChanged = (instead?: unknown) => {
    if (change === undefined || instead instanceof Todo || instead instanceof Interrupted) return;
    if (instead instanceof Wrong && /after the call|changes/.test(instead.message)) return;
    wrong(change, "Work on a copy: the caller still needs its argument.");
  };
  return { answer: watched, throwIfChanged };
}

function callNamed(run: () => unknown, call: () => string): unknown {
  try {
    return run();
  } catch (error) {
    if (typeof error === "object" && error !== null && !calls.has(error)) calls.set(error, call());
    throw error;
  }
}

/** A copy of lists, tables and plain objects, at every depth; all else, such as functions and tensors, is kept. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return (value as Float32Array).slice();
  }
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, copyOf(item)]));
  if (value instanceof Set) return new Set(value);
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
  }
  return value;
}
