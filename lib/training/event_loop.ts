/**
 * Gives the rest of the program time to run: charts, timers, the stop button. An `await` alone only runs promise callbacks.
 */
import { setImmediate } from "node:timers/promises";

const PAUSE_MS = 10;
let lastTurn = 0;

/** Gives the event loop a turn if the last one is 10 ms ago. Otherwise it costs almost nothing. */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - lastTurn < PAUSE_MS) return;
  await setImmediate();
  lastTurn = performance.now();
}
