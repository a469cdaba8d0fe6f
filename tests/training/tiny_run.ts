/** Short trainings of the tiny model, with and without checkpoints. */
import assert from "node:assert/strict";
import { disposeParams } from "lib/nn";
import { type TrainOptions, type TrainResult, warmupCosine } from "lib/training";
import { TrainingError } from "../../lib/training/training_error.ts";
import { initTiny, tinyBatches, tinyLoss, type TinyParams, VOCAB } from "./tiny_model.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

export const options = (o: Partial<TrainOptions<TinyParams>> = {}): TrainOptions<TinyParams> => ({
  params: () => initTiny(),
  loss: tinyLoss,
  batches: tinyBatches(),
  vocabSize: VOCAB,
  steps: 12,
  learningRate: warmupCosine({ peak: 0.05, warmupSteps: 3, totalSteps: 12 }),
  ...o,
});

/** The options of a run that is saved in `folder` at every fourth step. */
export const savedOptions = (folder: string, o: Partial<TrainOptions<TinyParams>> = {}) =>
  options({
    learningRate: 0.05,
    readEvery: 1,
    checkpoints: { folder, every: 4, keepLast: 2, config: { width: 7 } },
    ...o,
  });

export const free = ({ params, state: { m, v, t } }: TrainResult<TinyParams>) =>
  disposeParams({ params, m, v, t });

/** Runs `body` in a new folder; what it warns about is returned. */
export async function inFolder(body: (folder: string) => Promise<void>): Promise<string[]> {
  const warn = console.warn, warnings: string[] = [];
  console.warn = (text: string) => void warnings.push(text);
  try {
    await inTemporaryFolder(body);
    return warnings;
  } finally {
    console.warn = warn;
  }
}

export async function failure(run: Promise<TrainResult<TinyParams>>): Promise<TrainingError> {
  const error = await run.then(() => assert.fail("did not fail"), (e) => e);
  assert.ok(error instanceof TrainingError, String(error));
  return error;
}
