/**
 * The stop button: SIGINT, with which Jupyter interrupts a kernel, becomes an AbortSignal and an `Interrupted` error.
 *
 * By default SIGINT ends Deno's kernel, and all state is lost. So a long-running cell gets a signal from `stopSignal()`, or
 * awaits `tick()` in its loop. After a stop the state is kept, and the next cell has a new signal.
 */

/** Thrown by `tick()`, and the reason of `stopSignal()`, after the stop button was pressed. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("stopped with the stop button; everything computed so far is kept");
  }
}

/** One kernel's stop button. */
class StopButton {
  #controller = new AbortController();
  /** Whether the running cell has asked for the signal. */
  #listening = false;
  #lastYield = performance.now();

  /** The signal of the running cell; call this in the cell that uses it. */
  signal(): AbortSignal {
    this.#listening = true;
    return this.#controller.signal;
  }

  /**
   * Yields to other work (drawing, the stop button) if the last yield is at least `everyMs` ago, and throws after a stop.
   *
   * @throws {Interrupted}
   */
  async tick(everyMs: number): Promise<void> {
    this.#listening = true;
    const now = performance.now();
    if (now - this.#lastYield >= everyMs) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.#lastYield = performance.now();
    }
    if (!this.#controller.signal.aborted) return;
    const { reason } = this.#controller.signal;
    this.cellEnded();
    throw reason;
  }

  /** The button was pressed. Returns whether the running cell listens; if not, nothing is stopped. */
  press(): boolean {
    if (this.#listening) this.#controller.abort(new Interrupted());
    return this.#listening;
  }

  /** The next cell starts with a fresh signal. */
  cellEnded(): void {
    if (this.#controller.signal.aborted) this.#controller = new AbortController();
    this.#listening = false;
  }
}

const button = new StopButton();

/** Aborts when the stop button is pressed while this cell runs. */
export function stopSignal(): AbortSignal {
  return button.signal();
}

/**
 * Await it in every step of a long loop, so that the stop button works and live figures are drawn.
 *
 * Costs less than a microsecond when the last yield was less than `everyMs` milliseconds ago.
 *
 * @throws {Interrupted} after the stop button was pressed
 */
export function tick(everyMs = 20): Promise<void> {
  return button.tick(everyMs);
}

/** The button of this kernel; for connectKernel(). */
export function kernelStopButton(): StopButton {
  return button;
}
