/** A measured tuning decides how many short steps share a call; checkpoints record it. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTParams, initGPT, nanoGPTCharConfig } from "lib/gpt";
import { jit } from "lib/engine/jit";
import { setTuning, type Tuning } from "../../lib/engine/ops/tuning.ts";
import { disposeParams, initLoRA, LORA_DEFAULTS, type Params, seed, withLoRA } from "lib/nn";
import { crossEntropy, type LossFn, train } from "lib/training";
import { jitTest } from "../engine/jit/engine.ts";
import { tinyBatches, VOCAB } from "./tiny_model.ts";

const config = { ...nanoGPTCharConfig, vocabSize: VOCAB, blockSize: 4, nLayer: 1, nHead: 1, nEmbd: 4 };

interface Task<P extends Params> {
  readonly params: () => P;
  readonly loss: LossFn<P>;
}

const wholeModel: Task<GPTParams> = {
  params: () => initGPT(config, seed(1)),
  loss: (params, { x, y }) => tf.tidy(() => crossEntropy(gpt(params, config, x), y)),
};

/** Trains 12 steps; returns the calls of the compiled step and the record of the last checkpoint. */
async function run<P extends Params>(tuning: Tuning, task: Task<P>) {
  const folder = await Deno.makeTempDir();
  let calls = 0;
  setTuning(tuning);
  try {
    const { params, state, lastCheckpoint } = await train<P>({
      ...task,
      batches: tinyBatches(2, 4),
      vocabSize: VOCAB,
      steps: 12,
      learningRate: 1e-3,
      checkpoints: { folder, every: 12 },
      compile: (f) => {
        const compiled = jit(f);
        return Object.assign((...args: Parameters<typeof compiled>) => (calls++, compiled(...args)), {
          [Symbol.dispose]: () => compiled[Symbol.dispose](),
        });
      },
    });
    disposeParams({ params, ...state });
    const record = JSON.parse(await Deno.readTextFile(`${lastCheckpoint}/checkpoint.json`));
    return { calls, run: record.run };
  } finally {
    setTuning({});
    await Deno.remove(folder, { recursive: true });
  }
}

jitTest(
  "short steps share a call by default, and none with the limit 0; the record has the tuning",
  async () => {
    const shared = await run({}, wholeModel);
    assert.ok(shared.calls < 12, `${shared.calls} calls`);
    assert.equal("tuning" in shared.run, false);
    const single = await run({ shortStepFlops: 0 }, wholeModel);
    assert.equal(single.calls, 12);
    assert.deepEqual(single.run.tuning, { shortStepFlops: 0 });
  },
);

jitTest("a step that trains an adapter is as long as its frozen weights make it", async () => {
  const base = initGPT(config, seed(1)), lora = { ...LORA_DEFAULTS, rank: 1 };
  const adapter: Task<Params> = {
    params: () => initLoRA(base, { config: lora, seed: seed(2) }),
    loss: (adapter, batch) => wholeModel.loss(withLoRA(base, adapter, { config: lora }), batch, {}),
  };
  // 8 tokens a step: 6 · 8 · 64 FLOPs by the adapter's numbers alone, 6 · 8 · 256 with the frozen weights.
  const calls = async (shortStepFlops: number) => (await run({ shortStepFlops }, adapter)).calls;
  assert.equal(await calls(12_287), 12);
  assert.ok(await calls(12_288) < 12);
  disposeParams(base);
});
