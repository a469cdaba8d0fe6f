/**
 * The stop button: SIGINT, with which Jupyter interrupts a kernel, becomes an AbortSignal and an `Interrupted` error.
 *
 * By default SIGINT ends Deno's kernel, and all state is lost. So a long-running cell gets a signal from `stopSignal()`, or
 * awaits `tick()` in its loop. After a stop the state is kept.
 *
 * Deno's kernel also runs the cells that were waiting (Run All). So a stop lasts until the kernel has had nothing to do for
 * a moment: of the waiting cells, those that can be stopped end at once.
 */

/** Thrown by `tick()`, and the reason of `stopSignal()`, after the stop button was pressed. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor(message = "stopped with the stop button; everything computed so far is kept") {
    super(message);
  }
}

/** Waiting cells start at once; a person needs longer. */
const QUEUE_MS = 400;

/** One kernel's stop button. */
class StopButton {
  #controller = new AbortController();
  /** Whether the running cell has asked for the signal. */
  #listening = false;
  #lastYield = performance.now();
  /** When the last cell ended, if a stop still holds for the cells that were waiting behind it; ms. */
  #stoppedAt: number | undefined;

  /**
   * The signal of the running cell; call this in the cell that uses it.
   *
   * @throws {Interrupted} in a cell that was waiting when the button was pressed
   */
  signal(): AbortSignal {
    this.#beginCell();
    return this.#controller.signal;
  }

  /** The first call in a cell. */
  #beginCell(): void {
    if (this.#listening) return;
    if (this.#stopHolds()) {
      throw new Interrupted("not run, because the cell before it was stopped; run this cell to start it");
    }
    this.#listening = true;
  }

  #stopHolds(): boolean {
    return this.#stoppedAt !== undefined && performance.now() - this.#stoppedAt < QUEUE_MS;
  }

  /**
   * Yields to other work (drawing, the stop button) if the last yield is at least `everyMs` ago, and throws after a stop.
   *
   * @throws {Interrupted}
   */
  async tick(everyMs: number): Promise<void> {
    this.#beginCell();
    const now = performance.now();
    if (now - this.#lastYield >= everyMs) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.#lastYield = performance.now();
    }
    this.#controller.signal.throwIfAborted();
  }

  /** The button was pressed. Returns whether the running cell listens; if not, nothing is stopped. */
  press(): boolean {
    if (this.#listening) this.#controller.abort(new Interrupted());
    return this.#listening;
  }

  /** The next cell starts with a fresh signal, unless it was waiting. */
  cellEnded(): void {
    const { aborted } = this.#controller.signal;
    this.#stoppedAt = aborted || this.#stopHolds() ? performance.now() : undefined;
    if (aborted) this.#controller = new AbortController();
    this.#listening = false;
  }
}

const button = new StopButton();

/**
 * Aborts when the stop button is pressed while this cell runs.
 *
 * @throws {Interrupted} in a cell that was waiting behind a stopped one
 */
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
