/**
 * Losses that are still on the engine: collected step by step, read together.
 *
 * Reading a number waits until the engine has computed it. Doing that every step leaves a GPU idle between steps;
 * doing it for several steps at once costs one wait.
 */
import * as tf from "@tensorflow/tfjs";
import { NonFiniteError } from "./training_error.ts";

/** Longest time that a finished step waits to be read. */
const READ_AFTER_MS = 500;

interface PendingStep {
  readonly step: number;
  readonly learningRate: number;
  readonly tokens: number;
  readonly loss: tf.Scalar;
  readonly gradNorm: tf.Scalar;
}

export interface ReadStep {
  readonly step: number;
  readonly learningRate: number;
  readonly tokens: number;
  readonly loss: number;
  readonly gradNorm: number;
}

export class PendingLosses implements Disposable {
  #pending: PendingStep[] = [];
  #lastReadMs = -Infinity; // the first step is read at once: it says how long compiling took
  readonly #readEvery: number;

  constructor(readEvery: number) {
    this.#readEvery = readEvery;
  }

  /** Takes over the two scalars. */
  add(step: PendingStep): void {
    this.#pending.push(step);
  }

  isDue(): boolean {
    return this.#pending.length >= this.#readEvery || performance.now() - this.#lastReadMs > READ_AFTER_MS;
  }

  /**
   * Reads everything that was collected, in the order of the steps.
   *
   * @throws {NonFiniteError} at the first step whose loss or gradient norm is NaN or infinite, after the steps
   *   before it were handed to `take`.
   */
  async read(take: (steps: readonly ReadStep[]) => Promise<void>): Promise<void> {
    const pending = this.#pending;
    if (pending.length === 0) return;
    const all = tf.stack([...pending.map((p) => p.loss), ...pending.map((p) => p.gradNorm)]);
    this[Symbol.dispose]();
    const values = await all.data();
    all.dispose();
    this.#lastReadMs = performance.now();
    const steps = pending.map(({ step, learningRate, tokens }, i) => ({
      step,
      learningRate,
      tokens,
      loss: values[i],
      gradNorm: values[pending.length + i],
    }));
    const bad = steps.findIndex((s) => !Number.isFinite(s.loss) || !Number.isFinite(s.gradNorm));
    if (bad !== 0) await take(bad < 0 ? steps : steps.slice(0, bad));
    if (bad >= 0) throw new NonFiniteError(steps[bad]);
  }

  [Symbol.dispose](): void {
    for (const { loss, gradNorm } of this.#pending) {
      loss.dispose();
      gradNorm.dispose();
    }
    this.#pending = [];
  }
}
