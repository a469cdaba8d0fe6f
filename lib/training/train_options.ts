/** The options of a training run, their defaults and checks; the types of its results and events. */
import type { Compile } from "../engine/ops/mod.ts";
import type { Json } from "./checkpoint/mod.ts";
import { type Batches, checkSeed } from "../corpora/mod.ts";
import type { Params } from "../nn/mod.ts";
import { adamwOptions, type AdamWState } from "./adamw.ts";
import type { Evaluation } from "./evaluate.ts";
import type { LossFn } from "./loss.ts";
import type { Progress } from "./progress.ts";
import { constant, type Schedule } from "./schedule.ts";
import type { UpdateOptions } from "./train_step.ts";

/** A point of a loss curve: steps finished, nats per token. */
export type LossPoint = readonly [step: number, loss: number];

export interface History {
  /** Every step's loss on its own batch, before its update. */
  readonly train: readonly LossPoint[];
  readonly heldOut: readonly LossPoint[];
}

/** The state of a run after a step. Another run can start from it. */
export interface TrainState<P extends Params = Params> {
  readonly params: P;
  readonly state: AdamWState<P>;
  /** Steps finished. */
  readonly step: number;
  readonly history: History;
}

/** Where a run ended. Its tensors are the caller's. `train({ …, start: result })` continues from here. */
export interface TrainResult<P extends Params = Params> extends TrainState<P> {
  /** Whether the signal ended the run before its last step. */
  readonly stopped: boolean;
  readonly progress: Progress;
  readonly lastCheckpoint: string | null;
}

export interface StepEvent {
  /** Steps finished with this one: 1 after the first. */
  readonly step: number;
  readonly loss: number;
  /** Before clipping. */
  readonly gradNorm: number;
  readonly learningRate: number;
  /** As of the last reading (see readEvery); only its `step` is this one. */
  readonly progress: Progress;
}

export interface EvalEvent extends Evaluation {
  readonly step: number;
  /** Whether the loss is lower than in every evaluation before. */
  readonly isBest: boolean;
}

export interface CheckpointEvent {
  readonly step: number;
  readonly path: string;
  /** "resumed": the run continues from it. "saving": it will be written now. "saved": it is on the disk. */
  readonly kind: "resumed" | "saving" | "saved";
  /** All losses up to here, including those before a resume. */
  readonly history: History;
}

export interface TrainOptions<P extends Params> extends UpdateOptions {
  /**
   * The initial weights. Given tensors are not freed; those that a function returns belong to the run. Not used with
   * `start`.
   */
  readonly params: P | (() => P);
  readonly loss: LossFn<P>;
  readonly batches: Batches;
  /** Ids in the batches must be below it. */
  readonly vocabSize: number;
  /** Number of steps of the whole run, including those before a resume. */
  readonly steps: number;
  readonly learningRate: number | Schedule;
  /** Seed of dropout. The data order and the initial weights have their own seeds. */
  readonly seed?: number;
  /** Number of micro-batches in a step. */
  readonly accumulate?: number;
  /** Measures the loss on held-out text every `every` steps and after the last step. */
  readonly heldOut?: {
    readonly batches: Batches;
    readonly every: number;
    /** Number of batches to measure; all unless given. */
    readonly count?: number;
  };
  /** Calls `look` with the weights every `every` steps and after the last step, for samples or scores. */
  readonly inspect?: {
    readonly every: number;
    readonly look: (params: P, step: number) => void | Promise<void>;
  };
  /** Saves every `every` steps, at each new lowest held-out loss, when stopped and at the end. */
  readonly checkpoints?: {
    readonly folder: string;
    readonly every: number;
    /** Number of checkpoints to keep beside the best. During the run one more, until the newest is known to be good. */
    readonly keepLast?: number;
    /** Continues from the folder's latest checkpoint that is not damaged, if there is one. */
    readonly resume?: boolean;
    /** The model's architecture. It is saved with the weights and compared when the run resumes. */
    readonly config?: Json;
  };
  /** Starts from here, for example from an earlier result. Its tensors are not freed. */
  readonly start?: TrainState<P>;
  /**
   * Losses stay on the engine and are read together every so many steps, or after half a second, because a GPU is idle
   * while a number is read. Events and the check for NaN happen at the reading. With `compile`, and an engine that
   * compiles loops, it is also the largest number of steps in a call.
   */
  readonly readEvery?: number;
  readonly compile?: Compile;
  /** Stops the run after the current call (one step, or several in a quarter of a second). See `stopped`. */
  readonly signal?: AbortSignal;
  /** Returns the memory in use, in bytes, for the progress; the process's resident memory unless given. */
  readonly memoryBytes?: () => number;
  readonly onStep?: (event: StepEvent) => void | Promise<void>;
  readonly onEval?: (event: EvalEvent) => void | Promise<void>;
  readonly onCheckpoint?: (event: CheckpointEvent) => void | Promise<void>;
}

export const TRAIN_DEFAULTS = {
  seed: 1,
  clipNorm: 1, // as in GPT-3 and nanoGPT; null for no clipping
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

/** Fills in the defaults and checks the values. */
export function completeTrainOptions<P extends Params>(given: TrainOptions<P>): CompleteTrainOptions<P> {
  const { seed, clipNorm, accumulate, readEvery } = TRAIN_DEFAULTS;
  const o: CompleteTrainOptions<P> = {
    ...given,
    loss: withVocabSize(given.loss, given.vocabSize),
    seed: given.seed ?? seed,
    clipNorm: given.clipNorm === undefined ? clipNorm : given.clipNorm,
    accumulate: given.accumulate ?? accumulate,
    readEvery: given.readEvery ?? readEvery,
    compile: given.compile ?? ((f) => f),
    compiled: given.compile !== undefined,
    memoryBytes: given.memoryBytes ?? (() => Deno.memoryUsage().rss),
    adamw: adamwOptions(given.adamw),
    schedule: typeof given.learningRate === "number" ? constant(given.learningRate) : given.learningRate,
  };
  if (typeof o.schedule !== "function") {
    const found = JSON.stringify(given.learningRate);
    throw new TypeError(
      `train: learningRate must be a number, or a function of the step such as warmupCosine({ … }), got ${found}`,
    );
  }
  checkSeed("train", o.seed);
  checkWhole({ steps: o.steps }, 0);
  checkWhole({ vocabSize: o.vocabSize, accumulate: o.accumulate, readEvery: o.readEvery }, 1);
  for (const name of ["heldOut", "inspect", "checkpoints"] as const) {
    const { every, count, keepLast } = (o[name] ?? {}) as { [option: string]: number };
    checkWhole({ [`${name}.every`]: every, [`${name}.count`]: count, [`${name}.keepLast`]: keepLast }, 1);
  }
  if (o.clipNorm !== null && !(o.clipNorm > 0)) {
    throw new RangeError(`train: clipNorm must be above 0, or null for no clipping, got ${o.clipNorm}`);
  }
  return o;
}

function checkWhole(options: { readonly [name: string]: number | undefined }, least: number): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || Number.isSafeInteger(value) && value >= least) continue;
    throw new RangeError(`train: ${name} must be a whole number, ${least} or more, got ${value}`);
  }
}

const withVocabulary = new WeakMap<LossFn, Map<number, LossFn>>();

/**
 * The loss with the vocabulary size that its ids were checked with, because a compiled model cannot check them. Returns the
 * same function for the same loss, so that compiled steps are used again.
 */
function withVocabSize<P extends Params>(loss: LossFn<P>, vocabSize: number): LossFn<P> {
  const known = withVocabulary.get(loss as LossFn) ?? new Map<number, LossFn>();
  withVocabulary.set(loss as LossFn, known);
  const wrapped = known.get(vocabSize) as LossFn<P> | undefined ??
    ((params: P, batch, o) => loss(params, batch, { ...o, vocabSize }));
  known.set(vocabSize, wrapped as LossFn);
  return wrapped;
}
