import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Compile } from "lib/engine/ops";
import { disposeParams, flattenParams, type Params } from "lib/nn";
import { latestCheckpoint, listCheckpoints } from "lib/training/checkpoint";
import type { StepEvent } from "../../lib/training/train_options.ts";
import { train, type TrainOptions, type TrainResult, warmupCosine } from "lib/training";
import { TrainingError } from "../../lib/training/training_error.ts";
import { forEachBackend } from "../backends.ts";
import { initTiny, tinyBatches, tinyLoss, type TinyParams, VOCAB } from "./tiny_model.ts";

const options = (o: Partial<TrainOptions<TinyParams>> = {}): TrainOptions<TinyParams> => ({
  params: () => initTiny(),
  loss: tinyLoss,
  batches: tinyBatches(),
  vocabSize: VOCAB,
  steps: 12,
  learningRate: warmupCosine({ peak: 0.05, warmupSteps: 3, totalSteps: 12 }),
  ...o,
});

const free = ({ params, state }: TrainResult<TinyParams>) =>
  disposeParams({ params, m: state.m, v: state.v, t: state.t });

forEachBackend("train() lowers the loss and reports every step once, in order", async () => {
  const events: StepEvent[] = [];
  const result = await train(options({ steps: 60, learningRate: 0.1, onStep: (e) => void events.push(e) }));
  assert.deepEqual(events.map((e) => e.step), Array.from({ length: 60 }, (_, i) => i + 1));
  assert.deepEqual(result.history.train, events.map((e) => [e.step, e.loss]));
  assert.ok(events[59].loss < events[0].loss / 2, `${events[0].loss} -> ${events[59].loss}`);
  assert.equal(result.stopped, false);
  assert.equal(result.progress.tokens, 60 * 8);
});

forEachBackend("train() disposes what it has compiled, also when it fails", async () => {
  let made = 0, disposed = 0;
  const compile: Compile = (f) => {
    made++;
    return Object.assign((...args: Parameters<typeof f>) => f(...args), {
      [Symbol.dispose]: () => void disposed++,
    });
  };
  free(await train(options({ steps: 2, compile })));
  assert.equal(made, 2, "the training step and the evaluation step");
  assert.equal(disposed, 2);
  const onStep = () => {
    throw new Error("stop");
  };
  await assert.rejects(train(options({ steps: 2, compile, onStep })), (error: TrainingError<TinyParams>) => {
    free(error.result!);
    return true;
  });
  assert.deepEqual([made, disposed], [4, 4]);
});

forEachBackend(
  "train() gives the same losses twice, and other losses for another seed of dropout",
  async () => {
    const noisy = (seed: number) =>
      options({
        seed,
        loss: (params, batch, o) => {
          assert.ok(o.seed, "a training step has a seed");
          return tf.tidy(() =>
            tf.mul(tinyLoss(params, batch, o), tf.add(1, tf.mul(o.seed!.sum(), 1e-10))) as tf.Scalar
          );
        },
      });
    const losses = async (seed: number) => (await train(noisy(seed))).history.train.map(([, loss]) => loss);
    const first = await losses(1);
    assert.deepEqual(await losses(1), first);
    assert.notDeepEqual(await losses(2), first);
  },
);

forEachBackend("train() leaves exactly the result's tensors behind, and given parameters alone", async () => {
  const params = initTiny();
  const before = tf.memory().numTensors;
  const heldOut = { batches: tinyBatches(3), every: 4 };
  const result = await train(options({ params, heldOut, readEvery: 5 }));
  assert.equal(tf.memory().numTensors, before + 7); // params, m, v: 2 each; t
  free(result);
  free(await train(options({ params: () => initTiny(), accumulate: 2 })));
  assert.equal(tf.memory().numTensors, before);
  assert.equal(params.table.isDisposed, false);
});

forEachBackend("train() with accumulation gives the losses of the big batch", async () => {
  const micro = tinyBatches(2, 4);
  const big = {
    ...micro,
    batchSize: 4,
    at(step: number) {
      const [a, b] = [micro.at(2 * step), micro.at(2 * step + 1)];
      return { x: Int32Array.of(...a.x, ...b.x), y: Int32Array.of(...a.y, ...b.y), shape: [4, 4] as const };
    },
  };
  const one = await train(options({ batches: big }));
  const two = await train(options({ batches: micro, accumulate: 2 }));
  one.history.train.forEach(([, loss], i) => {
    assert.ok(Math.abs(loss - two.history.train[i][1]) < 1e-5, `step ${i + 1}`);
  });
  assert.equal(two.progress.tokens, one.progress.tokens);
});

forEachBackend(
  "train() calls what the given compiler returns, also when it answers with promises",
  async () => {
    let calls = 0;
    const compile: TrainOptions<TinyParams>["compile"] = (f) => (...args) => {
      calls++;
      return Promise.resolve(f(...args));
    };
    const plain = await train(options());
    const compiled = await train(options({ compile, readEvery: 1 }));
    assert.equal(calls, 12);
    assert.deepEqual(compiled.history, plain.history);
  },
);

forEachBackend(
  "train() measures held-out text on its steps and after the last, and knows the best",
  async () => {
    const seen: [number, boolean][] = [];
    const { history } = await train(options({
      heldOut: { batches: tinyBatches(1), every: 5, count: 2 },
      onEval: ({ step, isBest, tokens }) => {
        seen.push([step, isBest]);
        assert.equal(tokens, 8);
      },
    }));
    assert.deepEqual(history.heldOut.map(([step]) => step), [5, 10, 12]);
    let lowest = Infinity;
    const expected = history.heldOut.map(([step, loss]) => {
      const isBest = loss < lowest;
      lowest = Math.min(lowest, loss);
      return [step, isBest];
    });
    assert.deepEqual(seen, expected);
  },
);

forEachBackend(
  "inspect shows the weights every so many steps and after the last, and trains as without it",
  async () => {
    const steps: number[] = [], shown: number[] = [];
    const firstNumber = async (params: Params) => (await [...flattenParams(params).values()][0].data())[0];
    const look = async (params: Params, step: number) => {
      steps.push(step);
      shown.push(await firstNumber(params));
    };
    const watched = await train(options({ inspect: { every: 5, look } }));
    assert.deepEqual(steps, [5, 10, 12]);
    assert.equal(new Set(shown).size, 3);
    assert.equal(shown[2], await firstNumber(watched.params));
    assert.deepEqual(watched.history, (await train(options())).history);
  },
);

forEachBackend(
  "a stopped run says so, keeps its state, and goes on to the losses of an uninterrupted one",
  async () => {
    const whole = await train(options());
    const controller = new AbortController();
    const onStep = ({ step }: StepEvent) => step === 5 ? controller.abort() : undefined;
    const half = await train(options({ signal: controller.signal, onStep, readEvery: 1 }));
    assert.equal(half.stopped, true);
    assert.equal(half.step, 5);
    const rest = await train(options({ start: half }));
    assert.equal(rest.stopped, false);
    assert.deepEqual(rest.history, whole.history);
  },
);

Deno.test("train() lets timers run, so that a stop button is heard while steps never wait", async () => {
  await tf.setBackend("cpu");
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 50);
  const result = await train(options({ steps: 1_000_000, learningRate: 0.01, signal: controller.signal }));
  clearTimeout(timer);
  assert.equal(result.stopped, true);
  assert.ok(result.step >= 1);
});

Deno.test("a NaN loss stops the run, names the step and the last good checkpoint, and frees the weights", async () => {
  await tf.setBackend("cpu");
  const folder = await Deno.makeTempDir();
  try {
    const before = tf.memory().numTensors;
    const broken = options({
      steps: 40,
      checkpoints: { folder, every: 4 },
      // At the tenth step the learning rate blows the weights up; the eleventh loss shows it.
      learningRate: (step) => step === 9 ? 1e38 : 0.01,
      loss: (params, batch, o) =>
        tf.tidy(() => tf.mul(tinyLoss(params, batch, o), tf.sum(tf.square(params.table))) as tf.Scalar),
    });
    const error = await train(broken).then(() => assert.fail("did not stop"), (e) => e);
    assert.ok(error instanceof TrainingError);
    assert.equal(error.step, 11);
    assert.equal(error.result, null);
    assert.equal(error.lastCheckpoint, `${folder}/step-00000008`);
    assert.match(
      error.message,
      /at step 11 the loss is (NaN|Infinity).*step-00000008\. Try a lower learning rate/s,
    );
    assert.equal((await latestCheckpoint(folder))!.step, 8);
    assert.equal(tf.memory().numTensors, before);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

forEachBackend("a step that fails leaves the run so far in the error, to go on from", async () => {
  const whole = await train(options());
  let broken = true;
  const batches = tinyBatches();
  const flaky = {
    ...batches,
    at(step: number) {
      if (step === 6 && broken) throw new Error("the disk with the corpus is gone");
      return batches.at(step);
    },
  };
  const error = await train(options({ batches: flaky })).then(() => assert.fail("did not fail"), (e) => e);
  assert.ok(error instanceof TrainingError);
  assert.match(error.message, /stopped after step 6: the disk with the corpus is gone/);
  broken = false;
  const rest = await train(options({ batches: flaky, start: error.result as TrainResult<TinyParams> }));
  assert.deepEqual(rest.history.train.slice(-6), whole.history.train.slice(-6));
  assert.deepEqual(rest.history, whole.history);
});

Deno.test("train() names the id that the model does not have", async () => {
  await tf.setBackend("cpu");
  await assert.rejects(train(options({ vocabSize: 3 })), /is \d, but this model's ids go from 0 to 2/);
});

Deno.test("train() refuses options that make no sense", async () => {
  await tf.setBackend("cpu");
  await assert.rejects(train(options({ steps: 1.5 })), /steps must be a whole number, 0 or more, got 1\.5/);
  await assert.rejects(train(options({ clipNorm: 0 })), /clipNorm must be above 0/);
  await assert.rejects(train(options({ accumulate: 0 })), /accumulate must be/);
  await assert.rejects(train(options({ heldOut: { batches: tinyBatches(), every: 0 } })), /heldOut\.every/);
  await assert.rejects(train(options({ adamw: { beta1: 2 } })), /beta1/);
});

forEachBackend(
  "a run resumed from its checkpoints has the losses of an uninterrupted one, bit for bit",
  async () => {
    const folder = await Deno.makeTempDir();
    const heldOut = { batches: tinyBatches(3), every: 6 };
    try {
      const whole = await train(options({ heldOut }));
      const run = (stopAt: number) => {
        const controller = new AbortController();
        return train(options({
          heldOut,
          checkpoints: { folder, every: 4, keepLast: 2, config: { width: 7 } },
          signal: controller.signal,
          readEvery: 1,
          onStep: ({ step }) => step === stopAt ? controller.abort() : undefined,
        }));
      };
      assert.equal((await run(5)).lastCheckpoint, `${folder}/step-00000005`);
      await Deno.remove(`${folder}/step-00000005`, { recursive: true }); // as if it had been killed instead
      assert.equal((await run(11)).step, 11);
      const last = await run(0);
      assert.deepEqual(last.history, whole.history);
      assert.equal(last.progress.tokens, 8, "one step was left");
      assert.deepEqual((await listCheckpoints(folder)).damaged, []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

Deno.test("a checkpoint is not resumed by another run, and the difference is named", async () => {
  await tf.setBackend("cpu");
  const folder = await Deno.makeTempDir();
  try {
    const checkpoints = { folder, every: 4, config: { width: 7 } };
    const half = options({ checkpoints, steps: 8 });
    const before = tf.memory().numTensors;
    free(await train(half));
    const attempt = (o: Partial<TrainOptions<TinyParams>>) => train({ ...half, steps: 12, ...o });
    await assert.rejects(attempt({ seed: 2 }), /differs from the one that made it: seed: wanted 2, found 1/);
    await assert.rejects(attempt({ batches: tinyBatches(2, 5) }), /nextBatch/);
    await assert.rejects(attempt({ learningRate: 1 }), /nextLearningRate: wanted 1/);
    await assert.rejects(attempt({ adamw: { beta2: 0.5 } }), /adamw\.beta2: wanted 0\.5, found 0\.999/);
    await assert.rejects(
      attempt({ checkpoints: { ...checkpoints, config: { width: 8 } } }),
      /width: wanted 8, found 7/,
    );
    await assert.rejects(
      attempt({ checkpoints: { ...checkpoints, resume: false } }),
      /resume is switched off/,
    );
    assert.equal(tf.memory().numTensors, before, "a refused resume leaves no tensors");
    free(await attempt({}));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
