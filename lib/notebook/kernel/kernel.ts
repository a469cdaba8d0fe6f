/**
 * What a notebook needs of its kernel: the stop button keeps the state, errors show their causes, nothing that fails
 * is silent, and a cell that keeps a big value in memory says so.
 *
 * Importing does nothing; `connectKernel()` in a notebook's first cell does. Outside Jupyter it is a no-op, so that a
 * notebook's code also runs as a script. Deno's kernel of the pinned version loses no output (tests/kernel), so nothing of
 * it is replaced; its end-of-cell function is listened to.
 */
import { inJupyter } from "./kernel_display.ts";
import { showErrors } from "./kernel_errors.ts";
import { Interrupted, kernelStopButton } from "./kernel_stop.ts";
import { keptValueHint } from "./kernel_values.ts";

type BroadcastResult = (executionCount: number, result: unknown) => Promise<void>;
interface Internals {
  jupyter?: { broadcastResult: BroadcastResult };
}

let connected = false;

/** Connects the notebook with its kernel; answers whether there is one. Calling it again changes nothing. */
export function connectKernel(): boolean {
  const { internal } = Deno as unknown as { internal: symbol };
  const kernel = (Deno as unknown as Record<symbol, Internals>)[internal]?.jupyter;
  if (!inJupyter() || !kernel?.broadcastResult) return false;
  if (connected) return true;
  connected = true;

  const button = kernelStopButton();
  Deno.addSignalListener("SIGINT", () => {
    if (!button.press()) {
      console.error(
        "Nothing that runs here can be stopped right now. To end it, restart the kernel (its state is lost).",
      );
    }
  });
  // A cell ends by its value being shown, or by the kernel reading the stack of the error that ended it.
  const showResult = kernel.broadcastResult;
  kernel.broadcastResult = async (executionCount, result) => {
    await showResult(executionCount, result);
    button.cellEnded();
    const hint = keptValueHint(result);
    if (hint) console.warn(hint);
  };
  showErrors((error) => {
    if (error instanceof Interrupted) button.cellEnded();
  });
  return true;
}

export { Interrupted, stopSignal, tick } from "./kernel_stop.ts";
export { LiveText, show } from "./kernel_display.ts";
