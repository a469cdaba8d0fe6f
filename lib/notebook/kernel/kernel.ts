/**
 * Improves Deno's Jupyter kernel: the stop button keeps the state, errors show their causes, uncaught errors are printed,
 * and a cell that keeps a large value in memory shows a warning.
 *
 * Importing has no effect. The course's kernel calls `connectKernel()` when it starts (lib/tools/start_kernel.sh), and a
 * notebook's first cell does so too, for kernels that other editors start. Outside Jupyter it does nothing, so that a
 * notebook's code also runs as a script. No part of the kernel is replaced (the pinned version loses no output, see
 * tests/kernel); only its end-of-cell function is wrapped.
 */
import { translate } from "../../language.ts";
import { inJupyter } from "./kernel_display.ts";
import { showErrors } from "./kernel_errors.ts";
import { Interrupted, kernelStopButton } from "./kernel_stop.ts";
import { keptValueHint } from "./kernel_values.ts";
import { translateWarnings } from "./kernel_warnings.ts";
import { startWatchdog } from "./kernel_watchdog.ts";

type BroadcastResult = (executionCount: number, result: unknown) => Promise<void>;
interface Internals {
  jupyter?: { broadcastResult: BroadcastResult };
}

let connected = false;

/** Connects the notebook with its kernel; returns whether there is one. A second call changes nothing. */
export function connectKernel(): boolean {
  const { internal } = Deno as unknown as { internal: symbol };
  const kernel = (Deno as unknown as Record<symbol, Internals>)[internal]?.jupyter;
  if (!inJupyter() || !kernel?.broadcastResult) return false;
  if (connected) return true;
  connected = true;
  translateWarnings();

  const button = kernelStopButton();
  const heardStop = startWatchdog();
  Deno.addSignalListener("SIGINT", () => {
    heardStop();
    if (!button.press()) {
      console.error(translate(
        "Nothing that runs here can be stopped right now. To end it, restart the kernel (its state is lost).",
      ));
    }
  });
  // A cell has ended when its value is shown, or when the kernel reads the stack of its error.
  const showResult = kernel.broadcastResult;
  kernel.broadcastResult = async (executionCount, result) => {
    await showResult(executionCount, result);
    button.cellEnded();
    const hint = keptValueHint(result);
    if (hint) console.warn(translate(hint));
  };
  showErrors((error) => {
    if (error instanceof Interrupted) button.cellEnded();
  });
  return true;
}

export { Interrupted, stopSignal, tick } from "./kernel_stop.ts";
export { LiveText, show } from "./kernel_display.ts";
