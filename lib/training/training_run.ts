/**
 * The loop of `train`: steps, evaluations, checkpoints, progress, until the run is finished, stopped or has failed.
 *
 * Memory stays constant: the tensors of a step replace those of the step before. If a run ends early, the weights and
 * checkpoints of the steps before are kept.
 */
import type { Json } from "./checkpoint/mod.ts";
import { disposeParams, type Params } from "../nn/mod.ts";
import { compileTrainSteps, type TakeSteps } from "./compiled_steps.ts";
import { evaluate, makeEvaluationStep } from "./evaluate.ts";
import { tuning, yieldToEventLoop } from "../engine/ops/mod.ts";
import { PendingLosses, type ReadStep } from "./pending_losses.ts";
import { advanceProgress, type Progress, startProgress } from "./progress.ts";
import { type Beginning, runSettings } from "./resume.ts";
import { type LastSaved, saveRun, setAsideUseless } from "./save.ts";
import {
  type CompleteTrainOptions,
  type LossPoint,
  TRAIN_DEFAULTS,
  type TrainOptions,
  type TrainResult,
  type TrainState,
} from "./train_options.ts";
import { lastGood, NonFiniteError, nonFiniteMessage, TrainingError } from "./training_error.ts";

/** One call of `train`: where it is, what it has measured, what it must dispose. */
export class TrainingRun<P extends Params> {
  readonly #o: CompleteTrainOptions<P>;
  readonly #takeSteps: TakeSteps<P>;
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
    this.#takeSteps = compileTrainSteps(o);
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

  async runToEnd(): Promise<void> {
    const { checkpoints, heldOut, inspect, steps, signal } = this.#o;
    if (this.#resumedFrom) await this.#report("resumed", this.#resumedFrom);
    while (this.#at.step < steps && !signal?.aborted) {
      await this.#nextSteps();
      const { step } = this.#at;
      if (this.#losses.isDue()) await this.#readLosses();
      const isBest = heldOut && (step % heldOut.every === 0 || step === steps) &&
        await this.#evaluate(heldOut);
      if (checkpoints && (step % checkpoints.every === 0 || isBest)) await this.#save();
      if (inspect && (step % inspect.every === 0 || step === steps)) {
        await this.#readLosses();
        await inspect.look(this.#at.params, step);
      }
      await yieldToEventLoop();
    }
    await this.#readLosses();
    if (checkpoints && this.#at.step > this.#lastSaved.step) await this.#save();
  }

  async #nextSteps(): Promise<void> {
    const { params, state, ...ran } = await this.#takeSteps(this.#at, this.#stepsToNextEvent());
    const first = this.#at.step + 1;
    disposeParams(this.#owned);
    this.#owned = { params, ...state };
    this.#at = { ...this.#at, params, state, step: this.#at.step + ran.tokens.length };
    this.#losses.add({ ...ran, first });
  }

  /** Number of steps until the next evaluation, save, inspection or reading. */
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

  /** Measures the held-out loss. @returns whether it is the lowest so far */
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

  async #save(): Promise<void> {
    const { step, params, state } = this.#at;
    const { folder, config = null, keepLast = TRAIN_DEFAULTS.keepLast } = this.#o.checkpoints!;
    await this.#readLosses(); // weights are saved only after their losses are known to be finite
    await this.#report("saving", folder);
    const last = this.#heldOut[this.#heldOut.length - 1];
    // The tuning says how to compute the same bits again; a run may go on with another one.
    const speed = Object.keys(tuning()).length > 0 ? { tuning: tuning() } : {};
    const run = {
      settings: runSettings(this.#o, step),
      history: this.#history(),
      ...speed,
    } as unknown as Json;
    this.#lastSaved = await saveRun(folder, {
      keepLast,
      isEnd: step === this.#o.steps || this.#o.signal?.aborted === true,
      checkpoint: {
        params,
        optimizer: state,
        step,
        heldOutLoss: last?.[0] === step ? last[1] : null,
        config,
        run,
      },
    });
    await this.#report("saved", this.#lastSaved.path!);
  }

  async #report(kind: "resumed" | "saving" | "saved", path: string): Promise<void> {
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

  /** Frees the compiled programs. The result's tensors stay. */
  [Symbol.dispose](): void {
    this.#takeSteps[Symbol.dispose]();
    this.#evaluationStep[Symbol.dispose]?.();
  }

  /** The error that train() throws: it says what happened, what is kept and what to do. */
  async failure(thrown: unknown): Promise<TrainingError<P>> {
    // Losses that were not read yet belong to the result. They may be NaN, which means that its weights are bad.
    const cause = await this.#readLosses().then(() => thrown, (error) => {
      return error instanceof NonFiniteError ? error : thrown;
    });
    this.#losses[Symbol.dispose]();
    if (cause instanceof NonFiniteError) {
      disposeParams(this.#owned);
      const resumedFrom = this.#resumedFrom, folder = this.#o.checkpoints?.folder ?? "";
      const saved = await setAsideUseless(this.#lastSaved, { error: cause, folder, resumedFrom });
      const lastCheckpoint = saved.path;
      const suspect = lastCheckpoint === resumedFrom && cause.step === saved.step + 1;
      const message = nonFiniteMessage(cause, { lastCheckpoint, suspect, accumulate: this.#o.accumulate });
      return new TrainingError(message, { cause, step: cause.step, result: null, lastCheckpoint });
    }
    const { step } = this.#at, lastCheckpoint = this.#lastSaved.path;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message =
      `training stopped after step ${step}: ${reason}. The weights of step ${step} are in this error's ` +
      `\`result\`; train({ …, start: error.result }) continues from them. ${lastGood(lastCheckpoint)}`;
    return new TrainingError(message, { cause, step: step + 1, result: this.result(), lastCheckpoint });
  }
}

function refuseWeights(step: number): never {
  throw new RangeError(
    `the weights of all targets of step ${step} are 0, so there was nothing to learn from. Look at the loss's weights`,
  );
}
