/**
 * Losses that are still on the engine: they are collected, and those of several steps are read together.
 *
 * Reading a number waits until the engine has computed it. If each step is read, a GPU is idle between steps.
 */
import * as tf from "@tensorflow/tfjs";
import { NonFiniteError } from "./training_error.ts";

/** Losses that are older than this are read after the next step. */
const READ_AFTER_MS = 500;

/** The steps of one call. */
interface PendingSteps {
  /** The number of the first step, counted from 1. */
  readonly first: number;
  /** One for each step. */
  readonly learningRates: readonly number[];
  readonly tokens: readonly number[];
  /** (K), where K is at least the number of steps. */
  readonly loss: tf.Tensor1D;
  readonly gradNorm: tf.Tensor1D;
  readonly weight: tf.Tensor1D;
}

export interface ReadStep {
  readonly step: number;
  readonly learningRate: number;
  readonly tokens: number;
  readonly loss: number;
  readonly gradNorm: number;
  /** Total weight of its targets. */
  readonly weight: number;
}

export class PendingLosses implements Disposable {
  #pending: PendingSteps[] = [];
  #lastReadMs = -Infinity; // so the first step is read at once, which shows how long compiling took
  readonly #readEvery: number;

  constructor(readEvery: number) {
    this.#readEvery = readEvery;
  }

  /** Adds the steps of a call. Their tensors are disposed after reading. */
  add(steps: PendingSteps): void {
    this.#pending.push(steps);
  }

  /** Number of steps until the next reading, at least 1. */
  get untilDue(): number {
    return Math.max(1, this.#readEvery - this.#waiting());
  }

  isDue(): boolean {
    return this.#waiting() >= this.#readEvery || performance.now() - this.#lastReadMs > READ_AFTER_MS;
  }

  /**
   * Reads all collected losses and passes them to `take`, in the order of the steps.
   *
   * @throws {NonFiniteError} at the first step whose loss or gradient norm is NaN or infinite, after the steps before it
   *   were passed to `take`.
   */
  async read(take: (steps: readonly ReadStep[]) => Promise<void>): Promise<void> {
    const pending = this.#pending;
    if (pending.length === 0) return;
    const all = tf.tidy(() => {
      const parts = (["loss", "gradNorm", "weight"] as const).flatMap((name) =>
        pending.map((steps) => tf.slice(steps[name], [0], [steps.tokens.length]))
      );
      return tf.concat(parts);
    });
    this[Symbol.dispose]();
    const values = await all.data();
    all.dispose();
    this.#lastReadMs = performance.now();
    const steps = pending
      .flatMap(({ first, learningRates, tokens }) =>
        tokens.map((tokens, i) => ({ step: first + i, learningRate: learningRates[i], tokens }))
      )
      .map((step, i, { length }) => {
        const [loss, gradNorm, weight] = [0, 1, 2].map((part) => values[part * length + i]);
        return { ...step, loss, gradNorm, weight };
      });
    const bad = steps.findIndex((s) => !Number.isFinite(s.loss) || !Number.isFinite(s.gradNorm));
    if (bad !== 0) await take(bad < 0 ? steps : steps.slice(0, bad));
    if (bad < 0) return;
    const { step, loss, gradNorm, learningRate } = steps[bad];
    throw new NonFiniteError(
      step,
      `the loss is ${loss} and the gradient norm ${gradNorm} (learning rate ${learningRate})`,
    );
  }

  #waiting(): number {
    return this.#pending.reduce((sum, { tokens }) => sum + tokens.length, 0);
  }

  [Symbol.dispose](): void {
    for (const { loss, gradNorm, weight } of this.#pending) tf.dispose([loss, gradNorm, weight]);
    this.#pending = [];
  }
}
