/**
 * The training loop: steps, evaluations, checkpoints, progress, until it is done, stopped or broken.
 *
 * The arithmetic of a step is in step.ts; here is what surrounds it. Memory stays flat: each step's tensors replace
 * the ones before. The event loop gets its turns, so that live charts draw and a stop button works. Whatever ends a
 * run early, the weights and the checkpoints of the steps before are kept.
 */
import { type Json, lockFolder } from "./checkpoint/mod.ts";
import { disposeParams, type Params } from "../nn/mod.ts";
import { evaluate, makeEvaluationStep } from "./evaluate.ts";
import { yieldToEventLoop } from "./event_loop.ts";
import { PendingLosses, type ReadStep } from "./pending_losses.ts";
import { advanceProgress, type Progress, startProgress } from "./progress.ts";
import { type Beginning, beginTraining, runSettings, stateTree } from "./resume.ts";
import { compileTrainSteps } from "./compiled_steps.ts";
import { type LastSaved, saveRun, withoutUseless } from "./save.ts";
import {
  type CompleteTrainOptions,
  completeTrainOptions,
  type LossPoint,
  TRAIN_DEFAULTS,
  type TrainOptions,
  type TrainState,
} from "./train_options.ts";
import { lastGood, NonFiniteError, nonFiniteMessage, TrainingError } from "./training_error.ts";

/** Where a run ended; its tensors are the caller's. `train({ …, start: result })` goes on from here. */
export interface TrainResult<P extends Params = Params> extends TrainState<P> {
  /** True where the signal ended the run before its last step. */
  readonly stopped: boolean;
  readonly progress: Progress;
  readonly lastCheckpoint: string | null;
}

/**
 * Trains a model.
 *
 * The same options give the same losses on the same engine. With `checkpoints`, a run that was interrupted in any
 * way goes on from its latest checkpoint when it is started again, to losses identical to an uninterrupted run's.
 * One run at a time trains in a folder: it is locked. Damaged checkpoints are set aside, with a warning.
 *
 * @returns the trained weights, the optimizer's state and the losses.
 * @throws {RangeError} on options that contradict each other or a checkpoint that another run made, before training.
 * @throws {FolderInUseError} where another training has the checkpoint folder; it names the process.
 * @throws {TrainingError} where a step, a save or a callback fails, with the run so far in `result`; where a loss
 *   becomes NaN or infinite, with the last good checkpoint's path.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { crossEntropy, train } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * // After token 0 comes 1, after 1 comes 0: a table of logits learns it.
 * const batch = { x: new Int32Array([0, 1]), y: new Int32Array([1, 0]), shape: [1, 2] as const };
 * const { history } = await train({
 *   params: { table: tf.zeros([2, 2]) },
 *   loss: ({ table }, { x, y }) => crossEntropy(tf.gather(table, x), y),
 *   batches: { batchSize: 1, blockSize: 2, stepsPerEpoch: 1, at: () => batch },
 *   vocabSize: 2,
 *   steps: 50,
 *   learningRate: 0.1,
 * });
 * assert.ok(Math.abs(history.train[0][1] - Math.log(2)) < 1e-6);
 * assert.ok(history.train[49][1] < 0.1);
 * ```
 */
export async function train<P extends Params>(options: TrainOptions<P>): Promise<TrainResult<P>> {
  const o = completeTrainOptions(options);
  using lock = o.checkpoints ? lockFolder(o.checkpoints.folder) : null;
  const beginning = await beginTraining(o);
  if (lock?.unwritable && beginning.at.step < o.steps) {
    disposeParams(beginning.owned); // before hours of training, not after
    throw lock.unwritable;
  }
  const run = new Run(o, beginning);
  try {
    await run.toTheEnd();
    return run.result();
  } catch (cause) {
    throw await run.failure(cause);
  }
}

function refuseWeights(step: number): never {
  throw new RangeError(
    `the weights of all targets of step ${step} are 0, so there was nothing to learn from. Look at the loss's weights`,
  );
}

class Run<P extends Params> {
  readonly #o: CompleteTrainOptions<P>;
  readonly #runSteps: ReturnType<typeof compileTrainSteps<P>>;
  readonly #evaluationStep: ReturnType<typeof makeEvaluationStep<P>>;
  readonly #losses: PendingLosses;
  readonly #train: LossPoint[];
  readonly #heldOut: LossPoint[];
  readonly #resumedFrom: string | null;
  #at: TrainState<P>;
  #owned: Params;
  #progress: Progress;
  #lastSaved: LastSaved;

  constructor(o: CompleteTrainOptions<P>, { at, owned, resumedFrom }: Beginning<P>) {
    this.#o = o;
    this.#runSteps = compileTrainSteps(o);
    this.#evaluationStep = makeEvaluationStep(o.loss, o.compile);
    this.#losses = new PendingLosses(o.readEvery);
    this.#train = [...at.history.train];
    this.#heldOut = [...at.history.heldOut];
    this.#resumedFrom = resumedFrom;
    this.#at = at;
    this.#owned = owned;
    this.#lastSaved = { step: at.step, path: resumedFrom };
    this.#progress = startProgress({
      step: at.step,
      totalSteps: o.steps,
      nowMs: performance.now(),
      memoryBytes: o.memoryBytes(),
    });
  }

  async toTheEnd(): Promise<void> {
    const { checkpoints, heldOut, inspect, steps, signal } = this.#o;
    if (this.#resumedFrom) await this.#tell("resumed", this.#resumedFrom);
    while (this.#at.step < steps && !signal?.aborted) {
      await this.#nextSteps();
      const { step } = this.#at;
      if (this.#losses.isDue()) await this.#readLosses();
      const isBest = heldOut && (step % heldOut.every === 0 || step === steps) &&
        await this.#evaluate(heldOut);
      if (checkpoints && (step % checkpoints.every === 0 || isBest)) await this.#save();
      if (inspect && (step % inspect.every === 0 || step === steps)) await this.#show(inspect);
      await yieldToEventLoop();
    }
    await this.#readLosses();
    if (checkpoints && this.#at.step > this.#lastSaved.step) await this.#save();
  }

  async #nextSteps(): Promise<void> {
    const { params, state, ...ran } = await this.#runSteps(this.#at, this.#stepsToNextEvent());
    const first = this.#at.step + 1;
    disposeParams(this.#owned);
    this.#owned = { params, ...stateTree(state) };
    this.#at = { ...this.#at, params, state, step: this.#at.step + ran.tokens.length };
    this.#losses.add({ ...ran, first });
  }

  /** Steps until something has to happen between two of them. */
  #stepsToNextEvent(): number {
    const { checkpoints, heldOut, inspect, steps } = this.#o;
    const { step } = this.#at;
    const every = [checkpoints, heldOut, inspect].flatMap((event) => event ? [event.every] : []);
    return Math.min(steps - step, this.#losses.untilDue, ...every.map((n) => n - step % n));
  }

  #readLosses(): Promise<void> {
    return this.#losses.read(async (steps: readonly ReadStep[]) => {
      this.#progress = advanceProgress(this.#progress, {
        step: steps[steps.length - 1].step,
        tokens: steps.reduce((sum, s) => sum + s.tokens, 0),
        nowMs: performance.now(),
        memoryBytes: this.#o.memoryBytes(),
      });
      for (const { step, loss, gradNorm, weight, learningRate } of steps) {
        if (weight === 0) refuseWeights(step);
        this.#train.push([step, loss]);
        await this.#o.onStep?.({ step, loss, gradNorm, learningRate, progress: { ...this.#progress, step } });
      }
    });
  }

  /** Measures the held-out loss; true where it is the lowest so far. */
  async #evaluate(heldOut: NonNullable<TrainOptions<P>["heldOut"]>): Promise<boolean> {
    await this.#readLosses();
    const { params, step } = this.#at;
    const { vocabSize, signal } = this.#o;
    try {
      const found = await evaluate(params, { ...heldOut, step: this.#evaluationStep, vocabSize, signal });
      if (!Number.isFinite(found.loss)) throw new NonFiniteError(step, `the held-out loss is ${found.loss}`);
      const isBest = this.#heldOut.every(([, loss]) => found.loss < loss);
      this.#heldOut.push([step, found.loss]);
      await this.#o.onEval?.({ ...found, step, isBest });
      return isBest;
    } catch (error) {
      if (signal?.aborted && error === signal.reason) return false; // the loop sees the signal too
      throw error;
    }
  }

  async #show({ look }: NonNullable<TrainOptions<P>["inspect"]>): Promise<void> {
    await this.#readLosses();
    await look(this.#at.params, this.#at.step);
  }

  async #save(): Promise<void> {
    const { step, params, state } = this.#at;
    const { folder, config = null, keepLast = TRAIN_DEFAULTS.keepLast } = this.#o.checkpoints!;
    await this.#readLosses(); // nothing is saved before its losses are known to be numbers
    await this.#tell("saving", folder);
    const last = this.#heldOut[this.#heldOut.length - 1];
    const run = { settings: runSettings(this.#o, step), history: this.#history() } as unknown as Json;
    this.#lastSaved = await saveRun(folder, {
      keepLast,
      isEnd: step === this.#o.steps || this.#o.signal?.aborted === true,
      checkpoint: {
        params,
        optimizer: stateTree(state),
        step,
        heldOutLoss: last?.[0] === step ? last[1] : null,
        config,
        run,
      },
    });
    await this.#tell("saved", this.#lastSaved.path!);
  }

  async #tell(kind: "resumed" | "saving" | "saved", path: string): Promise<void> {
    await this.#o.onCheckpoint?.({ kind, path, step: this.#at.step, history: this.#history() });
  }

  #history() {
    return { train: this.#train, heldOut: this.#heldOut };
  }

  result(): TrainResult<P> {
    return {
      ...this.#at,
      history: this.#history(),
      stopped: this.#at.step < this.#o.steps,
      progress: this.#progress,
      lastCheckpoint: this.#lastSaved.path,
    };
  }

  /** The error that leaves train(): what happened, what is kept, what to do. */
  async failure(thrown: unknown): Promise<TrainingError<P>> {
    // Losses that were not read yet belong to the result, and may show that its weights are no numbers any more.
    const cause = await this.#readLosses().then(() => thrown, (error) => {
      return error instanceof NonFiniteError ? error : thrown;
    });
    this.#losses[Symbol.dispose]();
    if (cause instanceof NonFiniteError) {
      disposeParams(this.#owned);
      const resumedFrom = this.#resumedFrom, folder = this.#o.checkpoints?.folder ?? "";
      const saved = await withoutUseless(this.#lastSaved, { error: cause, folder, resumedFrom });
      const lastCheckpoint = saved.path;
      const suspect = lastCheckpoint === resumedFrom && cause.step === saved.step + 1;
      const message = nonFiniteMessage(cause, { lastCheckpoint, suspect, accumulate: this.#o.accumulate });
      return new TrainingError(message, { cause, step: cause.step, result: null, lastCheckpoint });
    }
    const { step } = this.#at, lastCheckpoint = this.#lastSaved.path;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message =
      `training stopped after step ${step}: ${reason}. The weights of step ${step} are in this ` +
      `error's \`result\`; train({ …, start: error.result }) goes on from them. ${lastGood(lastCheckpoint)}`;
    return new TrainingError(message, { cause, step: step + 1, result: this.result(), lastCheckpoint });
  }
}
