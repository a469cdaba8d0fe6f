/** Runs one experiment with one seed: trains, measures, and returns a row for the table. */
import type { Compile } from "../../engine/ops/mod.ts";
import type { SampleOptions } from "../../gpt/mod.ts";
import {
  END,
  SCRATCHPAD_DEFAULTS,
  scratchpadCodec,
  scratchpadLabels,
  type ScratchpadRecipe,
  TICKET_NUMBER_TOKENS,
  trainScratchpad,
} from "../../lotto/scratchpad/mod.ts";
import { countParams, disposeParams } from "../../nn/mod.ts";
import type { StepEvent } from "../../training/mod.ts";
import type { ExperimentRow } from "../../lotto/experiments/experiment_row.ts";
import type { Experiment } from "../../lotto/experiments/experiments.ts";
import {
  type LottoModel,
  measureLotto,
  type MeasureOptions,
  modelWriter,
  zerosWriter,
} from "../../lotto/experiments/measure_lotto.ts";
import {
  ACCURACY_SAMPLES,
  accuracyMeter,
  accuracySamples,
  scratchpadRows,
} from "../../lotto/experiments/token_accuracy.ts";
import { CostMeter, NO_COST } from "./training_cost.ts";
import { trainText } from "../../lotto/experiments/train_text.ts";

export interface RunOptions {
  readonly seed: number;
  /** Budget of tokens, padding included, for experiments without their own budget. */
  readonly tokens: number;
  readonly measure: Omit<MeasureOptions, "onProgress">;
  readonly compile: Compile;
  /** Folder for the training's checkpoints; an interrupted training resumes from them. */
  readonly checkpoints?: string;
  readonly print: (line: string) => void;
  /** How the trained model's answers are sampled; default as its kind of model is meant to be (see `modelWriter`). */
  readonly sampling?: SampleOptions;
}

/** Runs an experiment. */
export async function runExperiment(experiment: Experiment, o: RunOptions): Promise<ExperimentRow> {
  const { name, what } = experiment;
  const { seed } = o;
  const measure = { ...o.measure, onProgress: o.print };
  if (experiment.kind === "zeros") {
    const scores = await measureLotto(zerosWriter({ seed }), measure);
    return { name, what, seed, parameters: 0, ...NO_COST, scores };
  }
  const meter = new CostMeter(o.checkpoints);
  let sum = 0, count = 0; // mean since the last report: batches of short and of long rows differ much
  const onStep = ({ step, loss, progress }: StepEvent, steps: number) => {
    sum += loss;
    count++;
    if (step % Math.ceil(steps / 50) !== 0 && step !== steps) return;
    const mean = sum / count;
    meter.addLoss(mean, progress.tokens);
    o.print(`  step ${step} of ${steps}, ${meter.minutes.toFixed(1)} min, mean loss ${mean.toFixed(4)}`);
    sum = count = 0;
  };
  const onAccuracy = (share: number) => {
    meter.addAccuracy(share);
    o.print(`  computed tokens right: ${(100 * share).toFixed(2)} %`);
  };
  const trained = experiment.kind === "text"
    ? await trainText({ ...experiment.recipe, tokens: o.tokens }, {
      ...{ seed, compile: o.compile, onStep, onAccuracy, looks: LOOKS, checkpoints: o.checkpoints },
    })
    : await scratchpad(experiment, { ...o, onStep, onAccuracy });
  const cost = meter.finish(trained.tokens);
  o.print(`  trained on ${cost.tokens} tokens in ${cost.trainMinutes.toFixed(1)} min`);
  const scores = await measureLotto(
    modelWriter(trained, { seed, compile: o.compile, sampling: o.sampling }),
    measure,
  );
  const parameters = countParams(trained.model.params);
  disposeParams(trained.model.params);
  return { name, what, seed, parameters, ...cost, scores };
}

/** How often the accuracy is measured during a training. */
const LOOKS = 10;

async function scratchpad(
  experiment: Extract<Experiment, { kind: "scratchpad" }>,
  o: RunOptions & {
    readonly onStep: (event: StepEvent, steps: number) => void;
    readonly onAccuracy: (share: number) => void;
  },
): Promise<LottoModel & { readonly tokens: number }> {
  const { tokensPerBatch } = SCRATCHPAD_DEFAULTS;
  const small = { steps: Math.round(o.tokens / tokensPerBatch), settleSteps: 0 };
  const recipe: ScratchpadRecipe = {
    ...SCRATCHPAD_DEFAULTS,
    ...experiment.steps ? {} : small,
    ...experiment.recipe,
  };
  const steps = recipe.steps + recipe.settleSteps;
  const { work, divisor } = recipe;
  const rows = scratchpadRows(accuracySamples(ACCURACY_SAMPLES), { work, divisor });
  const accuracyOf = accuracyMeter(rows, { compile: o.compile });
  const { model, result } = await trainScratchpad(recipe, {
    seed: o.seed,
    compile: o.compile,
    checkpoints: o.checkpoints ? { folder: o.checkpoints, every: 500, keepLast: 20 } : undefined,
    onStep: (event) => o.onStep(event, steps),
    inspect: {
      every: Math.ceil(steps / LOOKS),
      look: async (model) => o.onAccuracy(await accuracyOf(model)),
    },
  });
  return {
    model,
    codec: scratchpadCodec(),
    format: "taggedPrizes",
    stopTokens: [END],
    sampleOnly: TICKET_NUMBER_TOKENS,
    labels: scratchpadLabels(model, { compile: o.compile, work, divisor }),
    tokens: result.progress.tokens,
  };
}
