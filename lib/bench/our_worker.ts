/**
 * Our side of `./course bench`: one GPT shape, one mode, answering a JSON command a line (see worker_process.ts).
 *
 *     deno run -A lib/bench/our_worker.ts '{"nLayer": 6, …}' eager
 *
 * The step is the library's own, as `train` runs it: forward, backward, clipping at 1, AdamW with decay on matrices.
 */
import * as tf from "@tensorflow/tfjs";
import { createInterface } from "node:readline";
import process from "node:process";
import { memoryReport, useDevice } from "../device/mod.ts";
import { generate } from "../generation/mod.ts";
import { jit, type JitOptions } from "../jit/mod.ts";
import { gpt, type GPTParams, initGPT } from "../gpt/mod.ts";
import { disposeParams, seed } from "../nn/mod.ts";
import { type AdamWState, type Compile, crossEntropy, initAdamW, makeTrainStep } from "../training/mod.ts";
import { shapeBatch, shapeConfig } from "./shape_model.ts";
import type { BenchShape } from "./shapes.ts";

const shape = JSON.parse(Deno.args[0]) as BenchShape;
const config = shapeConfig(shape);
const COMPILERS: Record<string, JitOptions | null> = {
  eager: null,
  default: {},
  graph: { mode: "graph" },
  clusters: { mode: "clusters" },
  xla: { mode: "xla" },
  bf16: { mode: "graph", matmul: "bfloat16" },
  bf16clusters: { mode: "clusters", matmul: "bfloat16" },
};
const jitOptions = COMPILERS[Deno.args[1]];
if (jitOptions === undefined) {
  throw new RangeError(
    `our_worker: unknown mode "${Deno.args[1]}"; there are ${Object.keys(COMPILERS).join(", ")}`,
  );
}
const compile: Compile | undefined = jitOptions === null ? undefined : (f) => jit(f, jitOptions);
const device = await useDevice({ quiet: true });

function trainer(): (steps: number) => Promise<Record<string, unknown>> {
  const loss = (params: GPTParams, { x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }) =>
    crossEntropy(gpt(params, config, x), y);
  const eager = makeTrainStep<GPTParams>({ loss, clipNorm: 1, adamw: { beta2: 0.95, weightDecay: 0.1 } });
  const step = compile ? compile(eager) : eager;
  const lr = tf.scalar(3e-4);
  const dropoutSeed = seed(1);
  const batch = shapeBatch(shape);
  let params = initGPT(config, seed(0));
  let state: AdamWState<GPTParams> = initAdamW(params);
  return async (steps) => {
    const seconds: number[] = [];
    let value = NaN;
    for (let i = 0; i < steps; i++) {
      const start = performance.now();
      const next = await step(params, state, batch, { lr, seed: dropoutSeed });
      value = (await next.loss.data())[0];
      disposeParams(params);
      disposeParams({ m: state.m, v: state.v, t: state.t });
      tf.dispose([next.loss, next.gradNorm]);
      ({ params, state } = next);
      seconds.push((performance.now() - start) / 1000);
    }
    return { seconds, loss: value };
  };
}

async function sample({ batch, tokens }: { batch: number; tokens: number }) {
  const params = initGPT(config, seed(0));
  const start = performance.now();
  let count = 0;
  const prompts = Array.from({ length: batch }, () => [0]);
  for await (
    const step of generate({ params, config }, prompts, { maxNewTokens: tokens, seed: 1, compile })
  ) {
    count += step.tokens.length;
  }
  const seconds = [(performance.now() - start) / 1000];
  disposeParams(params);
  return { seconds, tokens: count };
}

async function matmul({ size, repeats }: { size: number; repeats: number }) {
  const [a, b] = [tf.randomUniform([size, size]), tf.randomUniform([size, size])];
  const multiply = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b);
  const run = compile ? compile(multiply) : multiply;
  const seconds: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    const product = await run(a, b);
    const corner = tf.slice(product, [0, 0], [1, 1]); // one number down, so that a GPU has finished
    await corner.data();
    seconds.push((performance.now() - start) / 1000);
    tf.dispose([product, corner]);
  }
  tf.dispose([a, b]);
  return { seconds };
}

const answer = (row: Record<string, unknown>) => console.log(JSON.stringify(row));
answer({ ready: true, device: device.name });
let train: ReturnType<typeof trainer> | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...options } = JSON.parse(line);
  const verbs: Record<string, () => Promise<Record<string, unknown>>> = {
    train: () => (train ??= trainer())(options.steps),
    sample: () => sample(options),
    matmul: () => matmul(options),
  };
  answer({ ...await verbs[command](), peakRssBytes: memoryReport().peakRssBytes });
}
