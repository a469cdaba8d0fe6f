/**
 * Trains a GPT on scratchpads. Each part of the recipe has a switch.
 *
 * Notebook 07 measures the switches one by one; the defaults worked best. The trained model is an ordinary GPT, so
 * generation, attention maps and export work as for any other.
 */
import type { Batches } from "../../corpora/mod.ts";
import { latestCheckpoint } from "../../training/checkpoint/mod.ts";
import { gpt, type GPTConfig, type GPTParams, type Model } from "../../gpt/mod.ts";
import { disposeParams, mapParams, type Params, seed as makeSeed } from "../../nn/mod.ts";
import { tidyTree } from "../../engine/ops/mod.ts";
import {
  type Schedule,
  train,
  type TrainOptions,
  type TrainResult,
  warmupCosine,
} from "../../training/mod.ts";
import { initLineGPT, initPlainGPT, lineGPT, type LineGPTParams } from "./line_positions.ts";
import { scratchpadLength } from "./scratchpad.ts";
import {
  mixedTickets,
  riggedTickets,
  scratchpadBatches,
  type ScratchpadBatchOptions,
} from "./scratchpad_batches.ts";
import { scratchpadLoss } from "./scratchpad_loss.ts";
import { MAX_TICKETS, VOCAB_SIZE } from "./scratchpad_tokens.ts";

/** What a model is trained on and how. */
export interface ScratchpadRecipe extends Omit<ScratchpadBatchOptions, "seed"> {
  readonly nLayer: number;
  readonly nHead: number;
  readonly nEmbd: number;
  readonly steps: number;
  /**
   * First steps, on whole purchases and without a penalty: the model must learn to compare numbers first. Where the
   * divisions are trained from the start, they occupy the first layer's heads, and comparing is not learned at all.
   */
  readonly compareSteps: number;
  /**
   * Last steps, after `steps`: half the peak learning rate, falling again, and five times the penalty. Impossible tokens
   * must become much rarer than one in a million.
   */
  readonly settleSteps: number;
  readonly peakLearningRate: number;
  /** Position vectors as line plus column (line_positions.ts); otherwise GPT-2's table, one vector for each position. */
  readonly linePositions: boolean;
  /** The first layer's keys begin equal to its queries, so that equal tokens attend to each other. */
  readonly equalKeys: boolean;
  /** The targets of ticket numbers are their exact distribution, not the numbers that were drawn. */
  readonly exactNumbers: boolean;
  /** Weight of the penalty on impossible tokens; 0 for none. */
  readonly penalty: number;
}

export const SCRATCHPAD_DEFAULTS = {
  nLayer: 3,
  nHead: 3,
  nEmbd: 96,
  steps: 8000,
  compareSteps: 700,
  settleSteps: 2000,
  peakLearningRate: 3e-3,
  tokensPerBatch: 2500,
  groups: [0, 3, 10, 20],
  groupWeights: [3, 4, 1, 1],
  lastTicketsOnly: true,
  drawTickets: mixedTickets,
  invalid: 0.2,
  work: true,
  divisor: true,
  linePositions: true,
  equalKeys: true,
  exactNumbers: true,
  penalty: 0.1,
} as const satisfies ScratchpadRecipe;

/** The shape of a scratchpad GPT. */
export function scratchpadConfig(o: Pick<ScratchpadRecipe, "nLayer" | "nHead" | "nEmbd">): GPTConfig {
  const { nLayer, nHead, nEmbd } = o;
  const blockSize = scratchpadLength(MAX_TICKETS);
  return {
    vocabSize: VOCAB_SIZE,
    blockSize,
    nLayer,
    nHead,
    nEmbd,
    dropout: 0,
    qkvBias: true,
    tiedHead: true,
  };
}

/** The settings of a run that are not part of the recipe; see lib/training. */
type ScratchpadRun =
  & Pick<TrainOptions<Params>, "compile" | "signal" | "onStep" | "onCheckpoint" | "checkpoints">
  & {
    readonly seed: number;
    /** Replaces the recipe's batches, its loss, or both. experiments/distillation.ts uses it. */
    readonly lesson?: {
      readonly batches?: Batches;
      /** Of logits (B, T, V) and the batch; a scalar in nats per token. */
      readonly loss?: ReturnType<typeof scratchpadLoss>;
    };
    /** Called with the model, an ordinary GPT, every `every` steps and at the end of each stage; it disposes the model. */
    readonly inspect?: {
      readonly every: number;
      readonly look: (model: Model, step: number) => void | Promise<void>;
    };
  };

interface TrainedScratchpad {
  /** An ordinary GPT; its tensors are the caller's. */
  readonly model: Model;
  readonly result: Pick<TrainResult, "history" | "progress" | "stopped" | "step">;
}

/**
 * Trains a scratchpad model from nothing.
 *
 * @param recipe what differs from SCRATCHPAD_DEFAULTS
 * @throws as `train` does
 */
export async function trainScratchpad(
  recipe: Partial<ScratchpadRecipe>,
  run: ScratchpadRun,
): Promise<TrainedScratchpad> {
  const o: ScratchpadRecipe = { ...SCRATCHPAD_DEFAULTS, ...recipe };
  const config = scratchpadConfig(o);
  const asGPT = (params: Weights) => "line" in params ? lineGPT(params, config) : params;
  const plainGPT = (params: Weights) =>
    tidyTree(() => mapParams((tensor) => tensor.clone(), asGPT(params) as GPTParams));
  const init = o.linePositions ? initLineGPT : initPlainGPT;
  const stage = async (part: Stage) => {
    const folder = run.checkpoints && `${run.checkpoints.folder}/${part.name}`;
    const interrupted = folder && await latestCheckpoint(folder); // resumes from there, not from the stage before
    const look = async (params: Weights, step: number) => {
      const plain = plainGPT(params);
      await run.inspect!.look({ params: plain, config }, step);
      disposeParams(plain);
    };
    const target = run.lesson?.loss ??
      scratchpadLoss({ penalty: part.penalty, hardNumbers: !o.exactNumbers });
    return await train<Weights>({
      ...run,
      params: () => tidyTree(() => init(config, makeSeed(run.seed), { equalKeys: o.equalKeys })),
      start: interrupted ? undefined : part.start,
      loss: (params, batch) =>
        target(gpt(asGPT(params), config, batch.x, { positions: batch.positions }), batch),
      batches: run.lesson?.batches ?? scratchpadBatches({ ...o, ...part.data, seed: run.seed }),
      vocabSize: VOCAB_SIZE,
      steps: part.steps,
      learningRate: part.schedule,
      adamw: { beta1: 0.9, beta2: 0.98, weightDecay: 0.01 },
      checkpoints: folder ? { ...run.checkpoints!, folder, config: { ...config } } : undefined,
      inspect: run.inspect && { every: run.inspect.every, look },
    });
  };
  const peak = o.peakLearningRate, floor = peak / 50;
  const warmupSteps = Math.min(50, Math.floor(o.steps / 10));
  const schedule = warmupCosine({ peak, floor, warmupSteps, totalSteps: o.steps });
  const again = o.settleSteps > 0
    ? warmupCosine({ peak: peak / 2, floor, totalSteps: o.settleSteps })
    : schedule;
  const wholeLines = o.groups?.[0] === 0;
  const stages: Stage[] = [
    {
      name: "compare",
      steps: Math.min(o.compareSteps, Math.ceil(o.steps / 2)),
      ...{ schedule, penalty: 0, data: wholeLines ? COMPARE_FIRST : {} },
    },
    { name: "calculate", steps: o.steps, schedule, penalty: o.penalty, data: {} },
    {
      name: "settle",
      steps: o.steps + o.settleSteps,
      schedule: (step) => again(step - o.steps),
      ...{ penalty: 5 * o.penalty, data: {} },
    },
  ];
  let result: TrainResult<Weights> | undefined, tokens = 0;
  for (const part of stages) {
    if (part.steps <= (result?.step ?? 0) || result?.stopped) continue;
    const next = await stage({ ...part, start: result });
    if (result) disposeParams(tensorsOf(result));
    result = next;
    tokens += next.progress.tokens;
  }
  if (!result) throw new RangeError(`trainScratchpad: steps must be 1 or more, got ${o.steps}`);
  const { history, stopped, step, params } = result;
  const progress = { ...result.progress, tokens };
  const trained = plainGPT(params);
  disposeParams(tensorsOf(result));
  return { model: { params: trained, config }, result: { history, progress, stopped, step } };
}

type Weights = LineGPTParams | GPTParams;

/** A part of the training with its own data and penalty; it ends at `steps`, counted from the start of the training. */
interface Stage {
  readonly name: string;
  readonly steps: number;
  readonly schedule: Schedule;
  readonly penalty: number;
  readonly data: Partial<ScratchpadBatchOptions>;
  readonly start?: TrainResult<Weights>;
}

/**
 * Whole purchases, longer rows, and independent tickets. With the random class weights of mixedTickets the matches could
 * be guessed from the tickets before, and the model would not learn to compare.
 */
const COMPARE_FIRST: Partial<ScratchpadBatchOptions> = {
  tokensPerBatch: 4000,
  groups: [5, 10, 15, 20],
  groupWeights: [3, 1, 1, 1],
  lastTicketsOnly: false,
  drawTickets: riggedTickets,
};

/** All tensors of a run's result. */
function tensorsOf({ params, state: { m, v, t } }: TrainResult<Weights>): Params {
  return { params, m, v, t };
}
