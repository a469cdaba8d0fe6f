/** Runs one experiment with one seed: trains, measures, and gives a row for the table. */
import process from "node:process";
import type { Compile } from "../../generation/mod.ts";
import {
  END,
  SCRATCHPAD_DEFAULTS,
  scratchpadCodec,
  scratchpadLabels,
  type ScratchpadRecipe,
  trainScratchpad,
} from "../../lotto/mod.ts";
import { countParams, disposeParams } from "../../nn/mod.ts";
import type { Experiment } from "./experiments.ts";
import {
  type LottoModel,
  measureLotto,
  type MeasureOptions,
  modelWriter,
  type Scores,
  zerosWriter,
} from "./measure.ts";
import { type TextRecipe, trainText } from "./text_model.ts";

export interface RunOptions {
  readonly seed: number;
  /** Budget of tokens, padding included, where the experiment has none of its own. */
  readonly tokens: number;
  readonly measure: Omit<MeasureOptions, "onProgress">;
  readonly compile: Compile;
  /** Keeps checkpoints of scratchpad trainings here and goes on from them. */
  readonly checkpoints?: string;
  readonly print: (line: string) => void;
}

/** A row of the table. */
export interface ExperimentRow {
  readonly name: string;
  readonly what: string;
  readonly seed: number;
  readonly parameters: number;
  readonly tokens: number;
  readonly trainMinutes: number;
  /** Processor time of the training, all cores together. */
  readonly trainCpuMinutes: number;
  /** [minutes, loss in nats per token] now and then. */
  readonly curve: readonly (readonly [minutes: number, loss: number])[];
  readonly scores: Scores;
}

/** Runs an experiment. */
export async function runExperiment(experiment: Experiment, o: RunOptions): Promise<ExperimentRow> {
  const { name, what } = experiment;
  const { seed } = o;
  const measure = { ...o.measure, onProgress: o.print };
  if (experiment.kind === "zeros") {
    const scores = await measureLotto(zerosWriter({ seed }), measure);
    return {
      name,
      what,
      seed,
      parameters: 0,
      tokens: 0,
      trainMinutes: 0,
      trainCpuMinutes: 0,
      curve: [],
      scores,
    };
  }
  const budget = experiment.tokens ?? o.tokens;
  const start = { ms: performance.now(), cpu: cpuMinutes() };
  const curve: [number, number][] = [];
  const onStep = (step: number, steps: number, loss: number) => {
    if (step % Math.ceil(steps / 50) !== 0 && step !== steps) return;
    const minutes = (performance.now() - start.ms) / 60_000;
    curve.push([minutes, loss]);
    o.print(`  step ${step} of ${steps}, ${minutes.toFixed(1)} min, loss ${loss.toFixed(4)}`);
  };
  const trained = experiment.kind === "text"
    ? await trainText({ ...experiment.recipe, tokens: budget } satisfies Partial<TextRecipe>, {
      ...{ seed, compile: o.compile, onStep },
    })
    : await scratchpad({ ...experiment.recipe }, { ...o, budget, onStep });
  const trainMinutes = (performance.now() - start.ms) / 60_000;
  const trainCpuMinutes = cpuMinutes() - start.cpu;
  o.print(`  trained on ${trained.tokens} tokens in ${trainMinutes.toFixed(1)} min`);
  const scores = await measureLotto(modelWriter(trained, { seed, compile: o.compile }), measure);
  const parameters = countParams(trained.model.params);
  disposeParams(trained.model.params);
  return {
    name,
    what,
    seed,
    parameters,
    tokens: trained.tokens,
    trainMinutes,
    trainCpuMinutes,
    curve,
    scores,
  };
}

async function scratchpad(
  recipe: Partial<ScratchpadRecipe>,
  o: RunOptions & {
    readonly budget: number;
    readonly onStep: (step: number, steps: number, loss: number) => void;
  },
): Promise<LottoModel & { readonly tokens: number }> {
  const steps = Math.round(o.budget / SCRATCHPAD_DEFAULTS.tokensPerBatch);
  const { model, result } = await trainScratchpad({ ...recipe, steps }, {
    seed: o.seed,
    compile: o.compile,
    checkpoints: o.checkpoints ? { folder: o.checkpoints, every: 500, keepLast: 20 } : undefined,
    onStep: ({ step, loss }) => o.onStep(step, steps, loss),
  });
  return {
    model,
    codec: scratchpadCodec(),
    format: "taggedPrizes",
    stopTokens: [END],
    labels: scratchpadLabels(model, { compile: o.compile, work: recipe.work }),
    tokens: result.progress.tokens,
  };
}

function cpuMinutes(): number {
  const { user, system } = process.cpuUsage(); // microseconds, all threads
  return (user + system) / 60e6;
}
