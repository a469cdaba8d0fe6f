/**
 * One training on one book, with a measurement after every epoch: losses, and how much the model copies.
 *
 * After an epoch the model continues openings, short passages of the book's last tenth. copiedShare says how many of the
 * 8-grams that it wrote occur in the text it was trained on. What the author wrote after the same openings is measured
 * in the same way, and is the number to compare with.
 *
 * A killed run continues: weights and losses come from the checkpoint of the last epoch, the measurements from the rows
 * saved beside it.
 */
import { copiedShare, sequentialWindows, shuffledWindows } from "../../corpora/mod.ts";
import { generate, gpt, type GPTConfig, type GPTParams, initGPT } from "../../gpt/mod.ts";
import { disposeParams, seed as makeSeed } from "../../nn/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import type { BookEpoch } from "../../notebook/mod.ts";
import { meanInterval } from "../../statistics/mod.ts";
import { latestCheckpoint, readModel } from "../../training/checkpoint/mod.ts";
import { crossEntropy, formatProgress, type LossFn, train, type TrainResult } from "../../training/mod.ts";
import { readStamp, writeStamp } from "../files.ts";
import { cpuSeconds } from "../../statistics/cpu_time.ts";

/** Settings of the training and of the continuations. */
export interface BookRecipe {
  readonly config: GPTConfig;
  readonly epochs: number;
  /** Windows of `config.blockSize` tokens; neighbours start `stride` tokens apart. */
  readonly stride: number;
  readonly batchSize: number;
  /** The same at every step. */
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Of the initial weights, the order of the windows, dropout and the continuations. */
  readonly seed: number;
  /** Tokens of an opening, tokens that follow it, n of the n-grams. */
  readonly openingTokens: number;
  readonly newTokens: number;
  readonly n: number;
  readonly temperature: number;
  readonly topK: number;
}

/** What a run measures after an epoch, and its time since the epoch before. */
interface Measured {
  readonly epoch: number;
  readonly copied: readonly number[];
  readonly minutes: number;
  readonly cpuMinutes: number;
}

export interface BookRun {
  readonly name: string;
  readonly recipe: BookRecipe;
  readonly train: Int32Array;
  readonly heldOut: Int32Array | null;
  /** Rows of `openingTokens` tokens. */
  readonly openings: readonly (readonly number[])[];
  /** For checkpoints and measurements. */
  readonly folder: string;
  readonly compile: Compile;
  readonly print: (line: string) => void;
}

export interface BookResult {
  readonly rows: readonly BookEpoch[];
  /** All sessions together. CPU time is that of all threads. */
  readonly minutes: number;
  readonly cpuMinutes: number;
  /** The caller disposes them. */
  readonly params: GPTParams;
}

/** `count` passages at equal distances, each an opening with the tokens that follow it in the book. */
export function passages(
  ids: Int32Array,
  o: { readonly count: number; readonly openingTokens: number; readonly newTokens: number },
): { readonly opening: readonly number[]; readonly following: readonly number[] }[] {
  const length = o.openingTokens + o.newTokens;
  const distance = Math.floor(ids.length / o.count);
  if (distance < length) {
    throw new RangeError(
      `cannot take ${o.count} passages of ${length} tokens from a text of ${ids.length}: take fewer or shorter ones`,
    );
  }
  return Array.from({ length: o.count }, (_, i) => {
    const at = i * distance;
    return {
      opening: [...ids.subarray(at, at + o.openingTokens)],
      following: [...ids.subarray(at + o.openingTokens, at + length)],
    };
  });
}

/** Trains, measures after each epoch, and returns the curves. Started again, it continues. */
export async function runBook(run: BookRun): Promise<BookResult> {
  const { recipe, heldOut, print } = run;
  const { config, seed, batchSize } = recipe;
  const { blockSize, vocabSize } = config;
  const loss: LossFn<GPTParams> = (params, { x, y }, o) => crossEntropy(gpt(params, config, x, o), y);
  const batches = shuffledWindows(run.train, { blockSize, stride: recipe.stride, batchSize, seed });
  const perEpoch = batches.stepsPerEpoch;
  const checkpoints = `${run.folder}/${run.name}`;
  const measurements = await Measurements.open(`${checkpoints}.json`);
  const measure = async (params: GPTParams, step: number) => {
    const epoch = step / perEpoch;
    if (measurements.has(epoch)) return;
    await measurements.add(epoch, await copiedShares(params, run));
    print(`${run.name}, epoch ${epoch} of ${recipe.epochs}: ${measurements.summary(epoch)}`);
  };

  // A kill between the checkpoint and its measurement leaves a checkpoint that is not measured.
  const saved = await latestCheckpoint(checkpoints);
  if (saved && !measurements.has(saved.step / perEpoch)) {
    const { params } = await readModel<GPTParams>(saved.path);
    await measure(params, saved.step);
    disposeParams(params);
  }
  const { params, state: { m, v, t }, history } = await train<GPTParams>({
    params: () => initGPT(config, makeSeed(seed)),
    loss,
    batches,
    steps: recipe.epochs * perEpoch,
    vocabSize,
    seed,
    learningRate: recipe.learningRate,
    adamw: { weightDecay: recipe.weightDecay },
    compile: run.compile,
    heldOut: heldOut
      ? { batches: sequentialWindows(heldOut, { blockSize, batchSize }), every: perEpoch }
      : undefined,
    inspect: { every: perEpoch, look: measure },
    onStep: ({ step, loss, progress }) => {
      if (step % 50 === 0) print(formatProgress(progress, { loss }));
    },
    checkpoints: { folder: checkpoints, every: perEpoch, keepLast: 1, config: { ...config } },
  });
  disposeParams({ m, v, t });
  return { rows: measurements.rows(run.name, { history, perEpoch }), ...measurements.cost(), params };
}

/** The copied share of each continuation. */
async function copiedShares(params: GPTParams, run: BookRun): Promise<number[]> {
  const { config, newTokens, n, temperature, topK, seed } = run.recipe;
  const written: number[][] = run.openings.map(() => []);
  const steps = generate({ params, config }, run.openings, {
    ...{ maxNewTokens: newTokens, temperature, topK, seed, compile: run.compile },
  });
  for await (const { tokens } of steps) tokens.forEach((token, row) => written[row].push(token!));
  return written.map((tokens) => copiedShare(tokens, run.train, { n }));
}

/** The file of a run's measurements; each is written when it is made. */
class Measurements {
  #startMs = performance.now();
  #startCpu = cpuSeconds();

  private constructor(private readonly path: string, private readonly done: Measured[]) {}

  static async open(path: string): Promise<Measurements> {
    return new Measurements(path, await readStamp(path) ?? []);
  }

  has(epoch: number): boolean {
    return this.done.some((row) => row.epoch === epoch);
  }

  async add(epoch: number, copied: readonly number[]): Promise<void> {
    const minutes = (performance.now() - this.#startMs) / 60_000, cpu = (cpuSeconds() - this.#startCpu) / 60;
    this.done.push({ epoch, copied, minutes, cpuMinutes: cpu });
    this.#startMs += minutes * 60_000;
    this.#startCpu += cpu;
    await writeStamp(this.path, this.done);
  }

  summary(epoch: number): string {
    const { copied, minutes } = this.done.find((row) => row.epoch === epoch)!;
    return `${(100 * meanInterval(copied).mean).toFixed(1)} % copied, ${minutes.toFixed(1)} min`;
  }

  cost(): { minutes: number; cpuMinutes: number } {
    const sum = (name: "minutes" | "cpuMinutes") => this.done.reduce((total, row) => total + row[name], 0);
    return { minutes: sum("minutes"), cpuMinutes: sum("cpuMinutes") };
  }

  rows(
    run: string,
    { history, perEpoch }: { history: TrainResult["history"]; perEpoch: number },
  ): BookEpoch[] {
    return this.done.toSorted((a, b) => a.epoch - b.epoch).map(({ epoch, copied }) => {
      const steps = history.train.slice((epoch - 1) * perEpoch, epoch * perEpoch);
      const heldOut = history.heldOut.find(([step]) => step === epoch * perEpoch);
      const { mean, low, high } = meanInterval(copied);
      return {
        run,
        epoch,
        trainLoss: steps.reduce((sum, [, loss]) => sum + loss, 0) / steps.length,
        heldOutLoss: heldOut?.[1] ?? null,
        copied: mean,
        copiedLow: low,
        copiedHigh: high,
      };
    });
  }
}
