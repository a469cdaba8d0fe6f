import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Compile } from "lib/engine/ops";
import { flattenParams, type Params } from "lib/nn";
import { listCheckpoints } from "lib/training/checkpoint";
import type { StepEvent } from "../../lib/training/train_options.ts";
import { train, type TrainOptions } from "lib/training";
import { TrainingError } from "../../lib/training/training_error.ts";
import { forEachBackend } from "../backends.ts";
import { initTiny, tinyBatches, tinyLoss, type TinyParams } from "./tiny_model.ts";
import { free, options } from "./tiny_run.ts";

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
