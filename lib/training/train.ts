/**
 * `train`: the training loop of the course, with everything that a long run needs.
 *
 * plain_loop.ts shows the same training in 40 lines. The loop here is in training_run.ts; this file checks the options,
 * locks the checkpoint folder, finds where the run begins and turns errors into one that says what to do next.
 */
import { lockFolder } from "./checkpoint/mod.ts";
import { disposeParams, type Params } from "../nn/mod.ts";
import { beginTraining } from "./resume.ts";
import { completeTrainOptions, type TrainOptions, type TrainResult } from "./train_options.ts";
import { TrainingRun } from "./training_run.ts";

/**
 * Trains a model.
 *
 * The same options give the same losses on the same engine. With `checkpoints`, an interrupted run continues from its
 * latest checkpoint when it is started again; its losses are identical to those of an uninterrupted run. The folder is
 * locked, so only one run at a time trains in it. Damaged checkpoints are set aside, with a warning.
 *
 * @returns the trained weights, the optimizer's state and the losses.
 * @throws {RangeError} before training, if options contradict each other or the checkpoints are another run's.
 * @throws {FolderInUseError} if another training uses the checkpoint folder; it names the process.
 * @throws {TrainingError} if a step, a save or a callback fails, with the run so far in `result`; if a loss becomes NaN or
 *   infinite, with the path of the last good checkpoint.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { crossEntropy, train } from "lib/training";
 * import assert from "node:assert/strict";
 * await tf.setBackend("cpu");
 * // After token 0 comes 1, after 1 comes 0. A table of logits learns it.
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
  using run = new TrainingRun(o, beginning);
  try {
    await run.runToEnd();
    return run.result();
  } catch (cause) {
    throw await run.failure(cause);
  }
}
