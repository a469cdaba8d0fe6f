/**
 * Gives the rest of the program time to run: charts, timers, the stop button. An `await` alone only runs promise callbacks.
 *
 * Works in Deno and in a browser, whose timers wait at least 4 ms and which has no `setImmediate`: there a message that
 * the program sends to itself ends the turn.
 */
const PAUSE_MS = 10;
let lastTurn = 0;

/** Gives the event loop a turn if the last one is 10 ms ago. Otherwise it costs almost nothing. */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - lastTurn < PAUSE_MS) return;
  await new Promise<void>((resolve) => {
    const { setImmediate } = globalThis as { setImmediate?: (then: () => void) => unknown };
    if (setImmediate) {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  lastTurn = performance.now();
}
