/**
 * The cost of a training over all its sessions: minutes, CPU time, tokens, and the loss and accuracy over time.
 *
 * An interrupted run resumes from its checkpoints, and a trained model may be graded again. The cost so far is stored
 * beside the checkpoints, so that a row shows the whole cost, not that of the last session.
 */
import { dirname } from "node:path";
import type { TrainingCost } from "../../lotto/experiments/experiment_row.ts";
import { cpuSeconds } from "../../statistics/cpu_time.ts";

/** The cost without a training. */
export const NO_COST: TrainingCost = {
  trainMinutes: 0,
  trainCpuMinutes: 0,
  tokens: 0,
  curve: [],
  accuracy: [],
};

/** Measures one session, from its construction to `finish`. */
export class CostMeter {
  readonly #before: TrainingCost;
  readonly #file: string | undefined;
  readonly #startMs = performance.now();
  readonly #startCpu = cpuSeconds();
  readonly #curve: [number, number][] = [];
  readonly #accuracy: [number, number][] = [];

  /** @param folder of the checkpoints, where there is one */
  constructor(folder: string | undefined) {
    this.#file = folder && `${folder}/training.json`;
    this.#before = this.#file ? read(this.#file) : NO_COST;
  }

  /** Minutes so far, those of earlier sessions included. */
  get minutes(): number {
    return this.#before.trainMinutes + (performance.now() - this.#startMs) / 60_000;
  }

  /** Adds a point to the curve, and stores the cost so far: a killed session counts up to here. */
  addLoss(loss: number, tokens: number): void {
    this.#curve.push([this.minutes, loss]);
    this.#store(tokens);
  }

  addAccuracy(share: number): void {
    this.#accuracy.push([this.minutes, share]);
  }

  /**
   * Ends the session, stores and returns the total; a session without a step costs nothing.
   *
   * @param tokens of this session
   */
  finish(tokens: number): TrainingCost {
    return tokens === 0 ? this.#before : this.#store(tokens);
  }

  #store(tokens: number): TrainingCost {
    const cost = {
      trainMinutes: this.minutes,
      trainCpuMinutes: this.#before.trainCpuMinutes + (cpuSeconds() - this.#startCpu) / 60,
      tokens: this.#before.tokens + tokens,
      curve: [...this.#before.curve, ...this.#curve],
      accuracy: [...this.#before.accuracy, ...this.#accuracy],
    };
    if (this.#file) {
      Deno.mkdirSync(dirname(this.#file), { recursive: true });
      Deno.writeTextFileSync(`${this.#file}.new`, JSON.stringify(cost));
      Deno.renameSync(`${this.#file}.new`, this.#file); // a kill leaves the old or the new one
    }
    return cost;
  }
}

function read(file: string): TrainingCost {
  try {
    return JSON.parse(Deno.readTextFileSync(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return NO_COST;
    throw error;
  }
}
