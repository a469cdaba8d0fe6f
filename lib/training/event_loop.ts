/**
 * Letting the rest of the program run: charts draw, timers fire, the stop button is heard.
 *
 * An `await` alone only runs promise callbacks. Signals, timers and sockets need a turn of the event loop.
 */
import { setImmediate } from "node:timers/promises";

const PAUSE_MS = 10;
let lastTurn = 0;

/** Gives the event loop a turn, if it has had none for 10 ms; otherwise costs next to nothing. */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - lastTurn < PAUSE_MS) return;
  await setImmediate();
  lastTurn = performance.now();
}
