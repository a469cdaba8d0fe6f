/** Several steps in one call: the same numbers as one by one, and nothing that happens between steps is missed. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Batch } from "lib/corpora";
import { jit } from "lib/engine/jit";
import { dropout, foldIn, seed } from "lib/nn";
import {
  crossEntropy,
  estimateRun,
  initAdamW,
  type LossFn,
  makeAccumulate,
  makeTrainStep,
  makeTrainSteps,
  stackBatches,
  train,
  type TrainOptions,
  uploadBatch,
  zeroSums,
} from "lib/training";
import { makeUpdateFromSums } from "../../lib/training/train_step.ts";
import { forEachBackend } from "../backends.ts";
import { missingLibrary } from "../engine/device/missing_library.ts";
import { skipIf } from "../skip.ts";
import { maxDifference } from "../compare.ts";
import { initTiny, tinyBatches, type TinyParams, VOCAB } from "./tiny_model.ts";

const int = (n: number) => tf.scalar(n, "int32");
const RATES = [0.05, 0.02, 0.04];

/** A table of logits with dropout, so that a wrong seed shows. */
const loss: LossFn<TinyParams> = ({ table, bias }, { x, y }, { seed }) =>
  tf.tidy(() => {
    const logits = tf.add(tf.gather(table, x), bias);
    return crossEntropy(seed ? dropout(logits, { rate: 0.3, seed }) : logits, y);
  });

forEachBackend("makeTrainSteps() takes the steps of makeTrainStep(), one call for all", () => {
  const batches = [0, 1, 2].map((i) => tinyBatches(2, 4).at(i));
  const steps = makeTrainSteps<TinyParams>({ loss, clipNorm: 1 });
  const many = steps(initTiny(), initAdamW(initTiny()), stackBatches(batches, 4), {
    ...{ lr: tf.tensor1d([...RATES, 0]), seed: seed(3), first: int(5), count: int(3) },
  });

  const step = makeTrainStep<TinyParams>({ loss, clipNorm: 1 });
  let at = { params: initTiny(), state: initAdamW(initTiny()) };
  const [losses, norms] = [many.loss.dataSync(), many.gradNorm.dataSync()];
  batches.forEach((batch, i) => {
    const next = step(at.params, at.state, uploadBatch(batch, { vocabSize: VOCAB }), {
      ...{ lr: tf.scalar(RATES[i]), seed: foldIn(seed(3), 5 + i) },
    });
    assert.ok(Math.abs(losses[i] - next.loss.dataSync()[0]) < 1e-6, `loss of step ${i}`);
    assert.ok(Math.abs(norms[i] - next.gradNorm.dataSync()[0]) < 1e-6, `norm of step ${i}`);
    at = next;
  });
  assert.deepEqual(
    [losses.length, losses[3], norms[3]],
    [4, 0, 0],
    "no step was taken in the room left over",
  );
  assert.equal(many.state.t.dataSync()[0], 3);
  for (const name of ["table", "bias"] as const) {
    assert.ok(maxDifference(many.params[name], at.params[name]) < 1e-6, name);
    assert.ok(maxDifference(many.state.v[name], at.state.v[name]) < 1e-6, `v of ${name}`);
  }
});

forEachBackend("makeTrainSteps() accumulates the micro-batches of each step", () => {
  const batches = [0, 1, 2, 3].map((i) => tinyBatches(2, 4).at(i));
  const steps = makeTrainSteps<TinyParams>({ loss, accumulate: 2 });
  const many = steps(initTiny(), initAdamW(initTiny()), stackBatches(batches, 4), {
    ...{ lr: tf.tensor1d([0.1, 0.1]), seed: seed(3), first: int(0), count: int(2) },
  });

  const accumulate = makeAccumulate<TinyParams>({ loss }), update = makeUpdateFromSums<TinyParams>({});
  let at = { params: initTiny(), state: initAdamW(initTiny()) };
  for (const step of [0, 1]) {
    let sums = zeroSums(at.params);
    for (const i of [0, 1]) {
      const batch = uploadBatch(batches[2 * step + i], { vocabSize: VOCAB });
      sums = accumulate(at.params, sums, batch, { seed: foldIn(foldIn(seed(3), step), i) });
    }
    at = update(at.params, at.state, sums, { lr: tf.scalar(0.1) });
  }
  assert.ok(maxDifference(many.params.table, at.params.table) < 1e-6);
});

/** Runs `train` compiled; @returns the number of steps in each call, too. */
async function trainInCalls(o: Partial<TrainOptions<TinyParams>>, batches = tinyBatches(2, 4)) {
  const calls: number[] = [];
  const run = train<TinyParams>({
    ...{ params: initTiny, loss, batches, vocabSize: VOCAB, steps: 20, learningRate: 0.05, ...o },
    compile: (f) => {
      const compiled = jit(f);
      return (...args) => {
        const input = args[args.length - 1] as { count?: tf.Scalar };
        if (input.count) calls.push(input.count.dataSync()[0]);
        return compiled(...args);
      };
    },
  });
  return { calls, result: await run.catch((error) => error) };
}

Deno.test({
  ...skipIf(
    "train() takes several steps in a call, and stops where something is due between them",
    missingLibrary(),
  ),
  fn: async () => {
    await tf.setBackend("tensorflow");
    const looks: number[] = [];
    const { calls, result } = await trainInCalls({
      inspect: { every: 7, look: (_, step) => void looks.push(step) },
      readEvery: 5,
    });
    const ends = calls.map((_, i) => calls.slice(0, i + 1).reduce((sum, n) => sum + n, 0));
    assert.equal(calls[0], 1, "the first call compiles, and is read at once");
    assert.ok(Math.max(...calls) > 1, `steps in each call: ${calls}`);
    assert.ok(Math.max(...calls) <= 5);
    assert.deepEqual(looks, [7, 14, 20]);
    assert.ok(looks.every((step) => ends.includes(step)), `calls end after steps ${ends}`);
    assert.deepEqual(
      result.history.train.map(([step]: [number]) => step),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  },
});

Deno.test({
  ...skipIf(
    "a batch that cannot be used ends the run at its own step, and the steps before it are kept",
    missingLibrary(),
  ),
  fn: async () => {
    await tf.setBackend("tensorflow");
    const good = tinyBatches(2, 4);
    const at = (step: number): Batch =>
      step === 13 ? { ...good.at(step), x: good.at(step).x.fill(VOCAB) } : good.at(step);
    const { result } = await trainInCalls({}, { ...good, at });
    assert.match(result.message, /^training stopped after step 13: uploading a batch: x\[0, 0\] is \d+/);
    assert.equal(result.result.step, 13);
    const whole = await trainInCalls({});
    assert.deepEqual(result.result.history.train, whole.result.history.train.slice(0, 13));
  },
});

Deno.test({
  ...skipIf("batches that change their shape from step to step get a call each", missingLibrary()),
  fn: async () => {
    await tf.setBackend("tensorflow");
    const at = (step: number) => tinyBatches(step % 2 ? 2 : 1, 4).at(step);
    const { calls, result } = await trainInCalls({}, { ...tinyBatches(2, 4), at });
    assert.deepEqual(calls, Array(20).fill(1));
    assert.equal(result.step, 20);
  },
});

Deno.test({
  ...skipIf("estimateRun() times the calls that train() will make", missingLibrary()),
  fn: async () => {
    await tf.setBackend("tensorflow");
    const calls: number[] = [];
    const before = tf.memory().numTensors;
    const params = initTiny();
    await estimateRun<TinyParams>({
      ...{ params, loss, batches: tinyBatches(2, 4), vocabSize: VOCAB, steps: 100, learningRate: 0.05 },
      compile: (f) => {
        const compiled = jit(f);
        return (...args) => {
          calls.push((args[args.length - 1] as { count: tf.Scalar }).count.dataSync()[0]);
          return compiled(...args);
        };
      },
    }, { trials: 20 });
    assert.equal(calls.reduce((sum, n) => sum + n, 0), 22, "the trial and two steps to warm up");
    assert.ok(Math.max(...calls) > 1, `steps in each call: ${calls}`);
    tf.dispose(params);
    assert.equal(tf.memory().numTensors, before);
  },
});

Deno.test("train() refuses micro-batches of different shapes in one step", async () => {
  await tf.setBackend("cpu");
  const at = (step: number) => tinyBatches(step % 2 ? 2 : 1, 4).at(step);
  await assert.rejects(
    train<TinyParams>({
      ...{ params: initTiny, loss, vocabSize: VOCAB, steps: 2, learningRate: 0.1, accumulate: 2 },
      batches: { ...tinyBatches(1, 4), at },
    }),
    /micro-batches of a step must have one shape .* batch 0 is \(1, 4\), batch 1 is \(2, 4\)/,
  );
});
