/** Batches that teach nothing are refused, at their own step, and no batch beyond the run's is asked for. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Batch, Batches } from "lib/corpora";
import { jit } from "lib/engine/jit";
import { disposeParams } from "lib/nn";
import {
  crossEntropy,
  estimateRun,
  lossAndGradients,
  type LossFn,
  train,
  type TrainOptions,
  uploadBatch,
} from "lib/training";
import { TrainingError } from "../../lib/training/training_error.ts";
import { forEachBackend } from "../backends.ts";
import { initTiny, tinyBatches, tinyLoss, type TinyParams, VOCAB } from "./tiny_model.ts";

const good = tinyBatches(2, 4);
const ignored = (batch: Batch): Batch => ({ ...batch, y: batch.y.map(() => -1) });

/** Batches as of `good`, but only those below `count`; `asked` has the numbers that were asked for. */
function finite(count: number, asked: number[] = []): Batches {
  return {
    ...good,
    at(step) {
      asked.push(step);
      if (step >= count) throw new RangeError(`there is no batch ${step}`);
      return good.at(step);
    },
  };
}

const run = (o: Partial<TrainOptions<TinyParams>>) =>
  train<TinyParams>({
    ...{
      params: () => initTiny(),
      loss: tinyLoss,
      batches: good,
      vocabSize: VOCAB,
      steps: 3,
      learningRate: 0.1,
    },
    ...o,
  });

async function failure(o: Partial<TrainOptions<TinyParams>>): Promise<TrainingError<TinyParams>> {
  const error = await run(o).then(() => null, (error) => error);
  assert.ok(error instanceof TrainingError, `${error}`);
  return error as TrainingError<TinyParams>;
}

for (const compile of [undefined, jit]) {
  const how = compile ? "compiled" : "as it is";
  forEachBackend(`train(), ${how}, asks for no batch beyond its last step`, async () => {
    for (
      const [count, steps, accumulate] of [[5, 3, 1], [6, 3, 2], [9, 9, 1]] as const
    ) {
      const asked: number[] = [];
      const { history } = await run({ batches: finite(count, asked), steps, accumulate, compile });
      assert.equal(history.train.length, steps);
      assert.ok(Math.max(...asked) < count, `${asked}`);
    }
  });

  forEachBackend(
    `train(), ${how}, uses every batch there is before it says that one is missing`,
    async () => {
      const error = await failure({ batches: finite(5), steps: 20, compile });
      assert.match(error.message, /^training stopped after step 5: there is no batch 5/);
      assert.equal(error.result!.history.train.length, 5);
    },
  );

  forEachBackend(
    `train(), ${how}, refuses a step whose targets are all ignored, and keeps those before`,
    async () => {
      const at = (step: number) => step >= 4 && step < 6 ? ignored(good.at(step)) : good.at(step);
      const error = await failure({ batches: { ...good, at }, steps: 9, compile });
      assert.match(
        error.message,
        /^training stopped after step 4: step 5: all 8 targets of its batch are ignored/,
      );
      assert.equal(error.result!.step, 4);
      const half = (step: number) => step % 2 ? ignored(good.at(step)) : good.at(step);
      assert.equal((await run({ batches: { ...good, at: half }, accumulate: 2, compile })).step, 3);
      const both = run({
        batches: { ...good, at: (step) => ignored(good.at(step)) },
        accumulate: 2,
        compile,
      });
      await assert.rejects(both, /after step 0: step 1: all 16 targets/);
    },
  );

  forEachBackend(`train(), ${how}, refuses a step whose targets all weigh 0`, async () => {
    const zero: LossFn<TinyParams> = ({ table, bias }, { x, y }) =>
      crossEntropy(tf.add(tf.gather(table, x), bias), y, { weights: tf.zerosLike(y).toFloat() });
    for (const accumulate of [1, 2]) {
      await assert.rejects(
        run({ loss: zero, accumulate, compile }),
        /the weights of all targets of step 1 are 0/,
      );
    }
  });
}

const ids = Int32Array.of(1, 2, 3, 4);
const wrong: [what: string, batch: unknown, message: RegExp][] = [
  ["no rows", { x: new Int32Array(), y: new Int32Array(), shape: [0, 4] }, /shape \(0, 4\) holds no tokens/],
  [
    "no tokens",
    { x: new Int32Array(), y: new Int32Array(), shape: [4, 0] },
    /shape \(4, 0\) holds no tokens/,
  ],
  ["half a row", { x: ids, y: ids, shape: [0.5, 8] }, /shape \(0\.5, 8\) holds no tokens/],
  ["nothing", undefined, /expected \{ x, y, shape: \[B, T\] \}, found nothing/],
  ["a promise", Promise.resolve({ x: ids, y: ids, shape: [1, 4] }), /found a promise/],
  ["no shape", { x: ids, y: ids }, /expected \{ x, y, shape/],
  ["no targets", { x: ids, shape: [1, 4] }, /y must be an Int32Array/],
  ["an array of ids", { x: [1, 2, 3, NaN], y: ids, shape: [1, 4] }, /x must be an Int32Array/],
  ["too few ids", { x: ids.slice(1), y: ids, shape: [1, 4] }, /x holds 3 ids, its shape \(1, 4\) needs 4/],
  ["segments of another size", { x: ids, y: ids, segments: ids.slice(1), shape: [1, 4] }, /segments holds 3/],
];
for (const [what, batch, message] of wrong) {
  Deno.test(`a batch of ${what} is refused before it is uploaded`, async () => {
    await tf.setBackend("cpu");
    const [RANGE_OR_TYPE, before] = [/^(RangeError|TypeError): /, tf.memory().numTensors];
    for (const f of [() => uploadBatch(batch as Batch, { vocabSize: VOCAB })]) {
      assert.throws(f, (error) => RANGE_OR_TYPE.test(`${error}`) && message.test(`${error}`));
    }
    const error = await failure({ batches: { ...good, at: () => batch as Batch } });
    assert.match(error.message, /^training stopped after step 0: /);
    assert.match(error.message, message);
    const { params, state: { m, v, t } } = error.result!;
    disposeParams({ params, m, v, t });
    assert.equal(tf.memory().numTensors, before);
  });
}

Deno.test("estimateRun() of a short run asks for no batch and no learning rate beyond it", async () => {
  await tf.setBackend("cpu");
  const asked: number[] = [], rates: number[] = [];
  const params = initTiny();
  const learningRate = (step: number) => {
    rates.push(step);
    return 0.1;
  };
  await estimateRun<TinyParams>({
    ...{ params, loss: tinyLoss, batches: finite(3, asked), vocabSize: VOCAB, steps: 3, learningRate },
  });
  assert.ok(Math.max(...asked, ...rates) < 3, `${asked}; ${rates}`);
  disposeParams(params);
});

Deno.test("train() refuses a learning rate that is no number or function, and a seed that is no safe integer", async () => {
  const text = run({ learningRate: "0.1" as unknown as number });
  await assert.rejects(
    text,
    /^TypeError: train: learningRate must be a number, or a function of the step.*got "0\.1"/,
  );
  await assert.rejects(
    run({ seed: 2 ** 53 }),
    /seed must be a whole number from 0 to 2\^53 - 1, got 9007199254740992/,
  );
});

Deno.test("a loss that is no scalar is refused with what it is", async () => {
  await tf.setBackend("cpu");
  const params = initTiny(), batch = uploadBatch(good.at(0), { vocabSize: VOCAB });
  const of = (loss: unknown) => () => lossAndGradients(loss as LossFn<TinyParams>, { params, batch });
  assert.throws(
    of(({ table }: TinyParams) => tf.sum(table, 1)),
    /^TypeError: the loss must .* of shape \(7\)/,
  );
  assert.throws(of(() => undefined), /found undefined/);
  assert.throws(of(() => Promise.resolve(tf.scalar(1))), /found a promise/);
});
