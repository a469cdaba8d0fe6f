/** A checkpoint of ours goes on in PyTorch: alone, on two processes, there and back; every time with our losses. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import type { Batches } from "lib/corpora";
import { latestCheckpoint, readCheckpoint, writeSafetensors } from "lib/training/checkpoint";
import { exportToHuggingFace, importFromHuggingFace } from "lib/interop";
import { trainingOf } from "../../lib/interop/hugging_face_training.ts";
import { gpt, type GPTConfig, type GPTParams, initGPT, llamaParts } from "lib/gpt";
import { disposeParams, seed } from "lib/nn";
import { crossEntropy, type LossFn, train, uploadBatch, warmupCosine } from "lib/training";
import { runTorchPython, torchTest } from "../torch_python.ts";

const recipe = fileURLToPath(new URL("../../lib/interop/pytorch/continue_training.py", import.meta.url));
const config: GPTConfig = {
  vocabSize: 29,
  blockSize: 10,
  nLayer: 2,
  nHead: 2,
  nEmbd: 16,
  dropout: 0, // the random numbers of dropout are each library's own
  qkvBias: true,
  tiedHead: true,
};
const schedule = warmupCosine({ peak: 0.02, warmupSteps: 4, totalSteps: 20 });
const [BEFORE, AFTER] = [10, 5];

/** Five rows, so that two processes get shares of different size; some targets do not count. */
const batches: Batches = {
  batchSize: 5,
  blockSize: 10,
  stepsPerEpoch: 7,
  at(step) {
    const x = Int32Array.from({ length: 50 }, (_, i) => (step * 7 + i * i + (i % 10) * 3) % 29);
    const y = x.map((id, i) => i % 11 === step % 11 ? -1 : (id * 3 + 1) % 29);
    return { x, y, shape: [5, 10] };
  },
};

const lossOf = (config: GPTConfig): LossFn<GPTParams> => (params, { x, y }, o) =>
  crossEntropy(gpt(params, config, x, o), y);

/** Trains ours with a checkpoint after BEFORE steps and exports that; then trains on. @returns our losses after it */
async function trainAndExport(folder: string, config: GPTConfig): Promise<number[]> {
  const run = {
    params: () => initGPT(config, seed(5)),
    loss: lossOf(config),
    batches,
    vocabSize: config.vocabSize,
    learningRate: schedule,
    adamw: { weightDecay: 0.3, beta2: 0.95 },
    clipNorm: 0.5,
    checkpoints: { folder: `${folder}/checkpoints`, every: BEFORE, keepLast: 1, config: { ...config } },
  };
  const before = await train({ ...run, steps: BEFORE });
  const { path } = (await latestCheckpoint(`${folder}/checkpoints`))!;
  const saved = await readCheckpoint<GPTParams>(path);
  await exportToHuggingFace(`${folder}/export`, {
    params: saved.params,
    config: saved.config as unknown as GPTConfig,
    training: trainingOf(saved, {
      learningRates: Array.from({ length: AFTER }, (_, i) => schedule(BEFORE + i)),
      batches: Array.from({ length: AFTER }, (_, i) => batches.at(BEFORE + i)),
    }),
  });
  const after = await train({ ...run, checkpoints: undefined, start: before, steps: BEFORE + AFTER });
  for (const { params, state } of [before, after]) {
    disposeParams({ params, m: state.m, v: state.v, t: state.t });
  }
  disposeParams({ params: saved.params, optimizer: saved.optimizer });
  return after.history.train.slice(BEFORE).map(([, loss]) => loss);
}

/** The losses that continue_training.py printed. */
function readLosses(output: string, processes: number): number[] {
  const lines = [...output.matchAll(/^step (\d+) loss ([\d.]+) processes (\d+)$/gm)];
  for (const [, , , count] of lines) assert.equal(Number(count), processes);
  return lines.map(([, , loss]) => Number(loss));
}

function assertClose(found: readonly number[], expected: readonly number[], tolerance = 1e-3): void {
  assert.equal(found.length, expected.length);
  const worst = Math.max(...found.map((loss, i) => Math.abs(loss - expected[i])));
  assert.ok(worst <= tolerance, `losses ${found}, expected ${expected}: ${worst} apart`);
}

const twoProcesses = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2"];
/** `accelerate launch`, as the recipe names it. Without a GPU, "multi_gpu" means several processes all the same. */
const accelerated = [
  ...["-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2", "--num_machines", "1"],
  ...["--mixed_precision", "no", "--dynamo_backend", "no", "--main_process_port", "0"],
];
const tied = config, untied = { ...config, tiedHead: false, qkvBias: false };

torchTest("the next 5 losses in PyTorch are ours: tied head", async (folder) => {
  await tf.setBackend("cpu");
  const ours = await trainAndExport(folder, tied);
  assert.ok(Math.abs(ours[0] - ours[4]) > 0.05, `a run that moves: ${ours}`);
  assertClose(readLosses(await runTorchPython([recipe, `${folder}/export`, "--steps", "5"]), 1), ours);
});

torchTest("the next 5 losses in PyTorch are ours: a Qwen3 with a sliding window", async (folder) => {
  await tf.setBackend("cpu");
  const ours = await trainAndExport(folder, {
    ...config,
    ...llamaParts,
    ...{ nHead: 4, nKVHead: 2, headDim: 6, nInner: 20, qkNorm: true, windows: [4, null], tiedHead: false },
  });
  assert.ok(Math.abs(ours[0] - ours[4]) > 0.05, `a run that moves: ${ours}`);
  assertClose(readLosses(await runTorchPython([recipe, `${folder}/export`, "--steps", "5"]), 1), ours);
});

torchTest(
  "alone for 2 steps, then on two processes for 3: our losses, and a model that comes back; untied head, no qkv bias",
  async (folder) => {
    await tf.setBackend("cpu");
    const ours = await trainAndExport(folder, untied);
    const [first, second] = [`${folder}/first`, `${folder}/second`];
    const alone = await runTorchPython([recipe, `${folder}/export`, "--steps", "2", "--save", first]);
    const two = await runTorchPython([...twoProcesses, recipe, first, "--steps", "3", "--save", second]);
    assertClose([...readLosses(alone, 1), ...readLosses(two, 2)], ours);

    const back = await importFromHuggingFace(second);
    for (const { attn } of back.params.h) { // what we do not train stayed as it was
      assert.equal(tf.tidy(() => tf.max(tf.abs(attn.c_attn.bias!)).dataSync()[0]), 0);
    }
    const loss = await nextLoss(back.params, back.config);
    assert.ok(loss < ours[0], `${loss} after the steps, ${ours[0]} before`);
    disposeParams(back.params);
  },
);

torchTest("the next 5 losses under accelerate launch on two processes are ours", async (folder) => {
  await tf.setBackend("cpu");
  const ours = await trainAndExport(folder, tied);
  const output = await runTorchPython([...accelerated, recipe, `${folder}/export`, "--steps", "5"]);
  assertClose(readLosses(output, 2), ours);
}, { needs: ["accelerate"] });

async function nextLoss(params: GPTParams, config: GPTConfig): Promise<number> {
  const batch = uploadBatch(batches.at(BEFORE + AFTER), config);
  const loss = tf.tidy(() => lossOf(config)(params, batch, {}));
  const [value] = await loss.data();
  disposeParams({ ...batch, loss });
  return value;
}

torchTest("random windows of a corpus give two processes the losses of one", async (folder) => {
  await tf.setBackend("cpu");
  await trainAndExport(folder, tied);
  const tokens = tf.tensor1d(Int32Array.from({ length: 500 }, (_, i) => (i * i + i) % 29), "int32");
  await writeSafetensors(`${folder}/ids.safetensors`, { tensors: new Map([["tokens", tokens]]) });
  tokens.dispose();
  const run = [
    recipe,
    `${folder}/export`,
    "--tokens",
    `${folder}/ids.safetensors`,
    "--batch-size",
    "5",
    "--steps",
    "6",
  ];
  const one = readLosses(await runTorchPython(run), 1);
  assertClose(readLosses(await runTorchPython([...twoProcesses, ...run]), 2), one);
  assert.ok(one[5] < one[0], `${one}`);
});

Deno.test("trainingOf() refuses a checkpoint that train() did not write", () => {
  const params = {} as GPTParams;
  const checkpoint = {
    params,
    optimizer: { m: params },
    step: 1,
    heldOutLoss: null,
    config: null,
    run: null,
  };
  assert.throws(() => trainingOf(checkpoint, { learningRates: [0.1] }), /lacks AdamW's state or settings/);
});
