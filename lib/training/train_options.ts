/**
 * What a training run is told: options, their defaults, their checks.
 *
 * Architecture is not here (the model's own config) and sampling is not (lib/gpt).
 */
import type { Json } from "./checkpoint/mod.ts";
import type { Batches } from "../corpora/mod.ts";
import type { Params } from "../nn/mod.ts";
import { adamwOptions, type AdamWState } from "./adamw.ts";
import type { Evaluation } from "./evaluate.ts";
import type { LossFn } from "./loss.ts";
import type { Progress } from "./progress.ts";
import { constant, type Schedule } from "./schedule.ts";
import type { Compile, UpdateOptions } from "./step.ts";

/** A point of a loss curve: steps finished, nats per token. */
export type LossPoint = readonly [step: number, loss: number];

export interface History {
  /** Every step's loss on its own batch, before its update. */
  readonly train: readonly LossPoint[];
  readonly heldOut: readonly LossPoint[];
}

/** Where a run is: what a result holds and what another run can start from. */
export interface TrainState<P extends Params = Params> {
  readonly params: P;
  readonly state: AdamWState<P>;
  /** Steps finished. */
  readonly step: number;
  readonly history: History;
}

export interface StepEvent {
  /** Steps finished with this one: 1 after the first. */
  readonly step: number;
  readonly loss: number;
  /** Before clipping. */
  readonly gradNorm: number;
  readonly learningRate: number;
  /** As of the last reading (see readEvery), but for its step. */
  readonly progress: Progress;
}

export interface EvalEvent extends Evaluation {
  readonly step: number;
  /** Lower than at every evaluation before. */
  readonly isBest: boolean;
}

export interface CheckpointEvent {
  readonly step: number;
  readonly path: string;
  /** "resumed": the run went on from it. "saving": about to be written; "saved": on disk. */
  readonly kind: "resumed" | "saving" | "saved";
  /** The losses up to here, those from before a resume included. */
  readonly history: History;
}

export interface TrainOptions<P extends Params> extends UpdateOptions {
  /**
   * The weights to begin with. Tensors stay the caller's (and in memory); what a function returns belongs to the run.
   * Not looked at with `start`.
   */
  readonly params: P | (() => P);
  readonly loss: LossFn<P>;
  readonly batches: Batches;
  /** Ids in the batches must be below it. */
  readonly vocabSize: number;
  /** Steps after which the run is finished, counted from the very beginning. */
  readonly steps: number;
  readonly learningRate: number | Schedule;
  /** Seeds dropout; data order and initial weights have seeds of their own. */
  readonly seed?: number;
  /** Micro-batches that make one step. */
  readonly accumulate?: number;
  /** Measures the loss on held-out text every so many steps and after the last one. */
  readonly heldOut?: {
    readonly batches: Batches;
    readonly every: number;
    /** Batches to measure; all unless given. */
    readonly count?: number;
  };
  /** Shows the weights every so many steps and after the last one, for samples or scores; they stay the run's. */
  readonly inspect?: {
    readonly every: number;
    readonly look: (params: P, step: number) => void | Promise<void>;
  };
  /** Saves every so many steps, at every new best held-out loss, on a stop and at the end. */
  readonly checkpoints?: {
    readonly folder: string;
    readonly every: number;
    /** Checkpoints kept beside the best. While the run goes on, one more: until the newest has given a finite loss. */
    readonly keepLast?: number;
    /** Go on from the folder's latest checkpoint that is not damaged, if there is one. */
    readonly resume?: boolean;
    /** The model's architecture, kept with the weights and compared on resume. */
    readonly config?: Json;
  };
  /** Go on from here, from an earlier result for instance. Its tensors stay the caller's. */
  readonly start?: TrainState<P>;
  /**
   * Losses stay on the engine and are read together every so many steps, or sooner when half a second has passed:
   * reading waits for the engine, which makes a GPU idle. Events and the check for NaN come with the reading.
   * With `compile`, where the engine compiles loops, these are also the most steps that one call takes.
   */
  readonly readEvery?: number;
  readonly compile?: Compile;
  /** Stops the run after the current call, a step or some in a quarter of a second; the result says `stopped`. */
  readonly signal?: AbortSignal;
  /** Memory in use in bytes, for the progress; the process's resident memory unless given. */
  readonly memoryBytes?: () => number;
  readonly onStep?: (event: StepEvent) => void | Promise<void>;
  readonly onEval?: (event: EvalEvent) => void | Promise<void>;
  readonly onCheckpoint?: (event: CheckpointEvent) => void | Promise<void>;
}

export const TRAIN_DEFAULTS = {
  seed: 1,
  clipNorm: 1, // as GPT-2's successors and nanoGPT; null switches it off
  accumulate: 1,
  readEvery: 10, // steps
  keepLast: 3, // checkpoints, beside the best
  resume: true,
} as const;

/** Options with every default filled in. */
export type CompleteTrainOptions<P extends Params> =
  & TrainOptions<P>
  & Required<Pick<TrainOptions<P>, "seed" | "accumulate" | "readEvery" | "compile" | "memoryBytes">>
  & { readonly clipNorm: number | null; readonly schedule: Schedule; readonly compiled: boolean };

/** Fills in defaults and refuses values that make no sense. */
export function completeTrainOptions<P extends Params>(given: TrainOptions<P>): CompleteTrainOptions<P> {
  const o: CompleteTrainOptions<P> = {
    ...given,
    loss: withVocabSize(given.loss, given.vocabSize),
    seed: given.seed ?? TRAIN_DEFAULTS.seed,
    clipNorm: given.clipNorm === undefined ? TRAIN_DEFAULTS.clipNorm : given.clipNorm,
    accumulate: given.accumulate ?? TRAIN_DEFAULTS.accumulate,
    readEvery: given.readEvery ?? TRAIN_DEFAULTS.readEvery,
    compile: given.compile ?? ((f) => f),
    compiled: given.compile !== undefined,
    memoryBytes: given.memoryBytes ?? (() => Deno.memoryUsage().rss),
    adamw: adamwOptions(given.adamw),
    schedule: typeof given.learningRate === "number" ? constant(given.learningRate) : given.learningRate,
  };
  const whole = (name: string, value: number | undefined, least: number) => {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least)) {
      throw new RangeError(`train: ${name} must be a whole number, ${least} or more, got ${value}`);
    }
  };
  if (typeof o.schedule !== "function") {
    throw new TypeError(
      "train: learningRate must be a number, or a function of the step such as warmupCosine({ … }), got " +
        JSON.stringify(given.learningRate),
    );
  }
  whole("steps", o.steps, 0);
  whole("vocabSize", o.vocabSize, 1);
  whole("seed", o.seed, 0);
  whole("accumulate", o.accumulate, 1);
  whole("readEvery", o.readEvery, 1);
  whole("heldOut.every", o.heldOut?.every, 1);
  whole("heldOut.count", o.heldOut?.count, 1);
  whole("inspect.every", o.inspect?.every, 1);
  whole("checkpoints.every", o.checkpoints?.every, 1);
  whole("checkpoints.keepLast", o.checkpoints?.keepLast, 1);
  if (o.clipNorm !== null && !(o.clipNorm > 0)) {
    throw new RangeError(`train: clipNorm must be above 0, or null for no clipping, got ${o.clipNorm}`);
  }
  return o;
}

const withVocabulary = new WeakMap<LossFn, Map<number, LossFn>>();

/**
 * The loss, told what its ids were checked against: a compiled model cannot look at them itself. The same function for
 * the same loss, so that compiled steps can be found again.
 */
function withVocabSize<P extends Params>(loss: LossFn<P>, vocabSize: number): LossFn<P> {
  const known = withVocabulary.get(loss as LossFn) ?? new Map<number, LossFn>();
  withVocabulary.set(loss as LossFn, known);
  const told = known.get(vocabSize) as LossFn<P> | undefined ??
    ((params: P, batch, o) => loss(params, batch, { ...o, vocabSize }));
  known.set(vocabSize, told as LossFn);
  return told;
}
