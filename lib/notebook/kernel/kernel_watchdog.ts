/**
 * Ends a kernel that cannot hear the stop button: while a loop such as `for (;;) {}` runs, no other JavaScript of the kernel
 * does, so no listener of its own can stop it, and Deno has no way to end only the cell.
 *
 * A worker has a thread of its own and hears the button too. When it is pressed a second time, two seconds or more after a
 * press that the kernel has not heard, the worker ends the kernel. JupyterLab then starts it again, without its values.
 * One press is never enough: the kernel may be inside a long call, such as compiling a program, and hear it later.
 */

/** Shared with the worker: when the kernel last heard the button, in ms since 1970. */
export type Heard = BigInt64Array<SharedArrayBuffer>;

/** A second press counts from here on, ms after the first: a double click is one press. */
export const PATIENCE_MS = 2000;

/** Starts the worker. Returns the function that the kernel's own listener calls at each press. */
export function startWatchdog(): () => void {
  const heard: Heard = new BigInt64Array(new SharedArrayBuffer(8));
  const worker = new Worker(import.meta.resolve("./kernel_watchdog_worker.ts"), { type: "module" });
  worker.postMessage(heard);
  return () => void Atomics.store(heard, 0, BigInt(Date.now()));
}

/**
 * Decides at each press of the button whether the kernel is to be ended.
 *
 * @param lastHeardMs returns when the kernel last heard the button, ms since 1970
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const pressed = watchPresses(() => 0); // a kernel that has heard nothing
 * assert.equal(pressed(10_000), false);
 * assert.equal(pressed(10_300), false); // a double click
 * assert.equal(pressed(12_500), true);
 * ```
 */
export function watchPresses(lastHeardMs: () => number): (nowMs: number) => boolean {
  let firstUnheard: number | undefined;
  return (nowMs) => {
    // The kernel may have handled a press a moment before this thread looked at the clock.
    if (firstUnheard === undefined || lastHeardMs() >= firstUnheard - 50) {
      firstUnheard = nowMs;
      return false;
    }
    return nowMs - firstUnheard >= PATIENCE_MS;
  };
}
