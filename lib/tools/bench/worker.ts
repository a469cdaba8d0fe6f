/**
 * Our worker of `./course bench`: one GPT shape in one mode. Reads a JSON command a line (see worker_process.ts).
 * our_worker.ts starts it.
 *
 * Steps run as in `train`: forward, backward, clipping at 1, AdamW with decay on matrices; short steps share a compiled
 * call.
 */
import * as tf from "@tensorflow/tfjs";
import { createInterface } from "node:readline";
import process from "node:process";
import { peakMemory, useDevice } from "../../engine/device/mod.ts";
import {
  bfloat16Weights,
  generate,
  gpt,
  type GPTConfig,
  type GPTParams,
  initGPT,
  type ModelParams,
} from "../../gpt/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import { jit, type JitOptions } from "../../engine/jit/mod.ts";
import { disposeParams, initLoRA, LORA_DEFAULTS, type Params, seed, withLoRA } from "../../nn/mod.ts";
import {
  compileTrainSteps,
  completeTrainOptions,
  crossEntropy,
  initAdamW,
  type LossFn,
  type TrainOptions,
} from "../../training/mod.ts";
import { estimateFull, fullTraining, growth, parityNumbers } from "./gpu/checks.ts";
import type { TrainingTask } from "./limits.ts";
import { type BenchShape, packedBatch, shapeBatches, shapeConfig } from "./shapes.ts";

const COMPILERS: Record<string, JitOptions | null> = {
  eager: null,
  default: {},
  graph: { mode: "graph" },
  xla: { mode: "xla" },
  bf16: { mode: "graph", matmul: "bfloat16" },
  bf16weights: {},
};

interface Engine {
  readonly shape: BenchShape;
  readonly config: GPTConfig;
  /** Whether the weights that texts are sampled from are stored in bfloat16. */
  readonly inBFloat16: boolean;
  /** undefined: op by op */
  readonly compile?: Compile;
}

type Steps = (steps: number) => Promise<Record<string, unknown>>;

function trainer({ shape, config, compile }: Engine, task: TrainingTask): Steps {
  const base = initGPT(config, seed(0));
  const whole: LossFn<GPTParams> = (params, { x, y, segments }) =>
    crossEntropy(gpt(params, config, x, { segments }), y);
  switch (task) {
    case "training":
      return stepper(shape, { params: base, loss: whole, batches: shapeBatches(shape), compile });
    case "instructions":
      return stepper(shape, {
        ...{ params: base, loss: whole, batches: shapeBatches(shape, packedBatch(shape)), compile },
      });
    case "lora": {
      const params = initLoRA(base, { config: LORA_DEFAULTS, seed: seed(1) });
      const loss: LossFn = (adapter, batch) =>
        whole(withLoRA(base, adapter, { config: LORA_DEFAULTS }), batch, {});
      return stepper(shape, { params, loss, batches: shapeBatches(shape), compile });
    }
  }
}

/** Steps on the same batch, each call going on where the last one ended. */
function stepper<P extends Params>(
  shape: BenchShape,
  o: Pick<TrainOptions<P>, "loss" | "batches" | "compile"> & { readonly params: P },
): Steps {
  const takeSteps = compileTrainSteps(completeTrainOptions<P>({
    ...o,
    ...{ vocabSize: shape.vocabSize, steps: Number.MAX_SAFE_INTEGER, learningRate: 3e-4 },
    adamw: { beta2: 0.95, weightDecay: 0.1 },
  }));
  let at = { params: o.params, state: initAdamW(o.params), step: 0 };
  return async (wanted) => {
    const seconds: number[] = [];
    let value = NaN;
    while (seconds.length < wanted) {
      const start = performance.now();
      const { loss, gradNorm, tokens, ...next } = await takeSteps(at, wanted - seconds.length);
      value = (await loss.data())[tokens.length - 1];
      disposeParams({ params: at.params, ...at.state });
      tf.dispose([loss, gradNorm]);
      at = { params: next.params, state: next.state, step: at.step + tokens.length };
      const each = (performance.now() - start) / 1000 / tokens.length;
      seconds.push(...tokens.map(() => each));
    }
    return { seconds, loss: value };
  };
}

async function sample(
  { config, inBFloat16, compile }: Engine,
  { batch, tokens }: { batch: number; tokens: number },
) {
  const params = initialWeights(config, inBFloat16);
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

function initialWeights(config: GPTConfig, inBFloat16: boolean): ModelParams {
  const params = initGPT(config, seed(0));
  if (!inBFloat16) return params;
  const small = bfloat16Weights(params);
  disposeParams(params);
  return small;
}

async function matmul({ compile }: Engine, { size, repeats }: { size: number; repeats: number }) {
  const [a, b] = [tf.randomUniform([size, size]), tf.randomUniform([size, size])];
  const multiply = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b);
  const run = compile ? compile(multiply) : multiply;
  const seconds: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    const product = await run(a, b);
    const corner = tf.slice(product, [0, 0], [1, 1]); // reading one number waits until a GPU has finished
    await corner.data();
    seconds.push((performance.now() - start) / 1000);
    tf.dispose([product, corner]);
  }
  tf.dispose([a, b]);
  return { seconds };
}

/** Reads a matrix once, in two ways; the time of the faster one. */
async function bandwidth({ compile }: Engine, { size, repeats }: { size: number; repeats: number }) {
  const matrix = tf.ones<tf.Rank.R2>([size, size]), row = tf.ones<tf.Rank.R2>([1, size]);
  const ways = [
    (matrix: tf.Tensor2D, row: tf.Tensor2D) => tf.matMul(row, matrix),
    (matrix: tf.Tensor2D, _row: tf.Tensor2D) => tf.sum(matrix),
  ].map((way) => compile ? compile(way) : way);
  const seconds: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const times: number[] = [];
    for (const way of ways) {
      const start = performance.now();
      const read = await way(matrix, row);
      await read.data();
      times.push((performance.now() - start) / 1000);
      read.dispose();
    }
    seconds.push(Math.min(...times));
  }
  tf.dispose([matrix, row]);
  return { seconds };
}

/**
 * Serves commands until standard input ends.
 *
 * @param args the shape as JSON, and the mode
 * @throws {RangeError} for an unknown mode
 */
export async function runWorker([shapeText, mode]: readonly string[]): Promise<void> {
  const shape = JSON.parse(shapeText) as BenchShape, jitOptions = COMPILERS[mode];
  if (jitOptions === undefined) {
    const known = Object.keys(COMPILERS).join(", ");
    throw new RangeError(`our_worker: unknown mode "${mode}"; there are ${known}`);
  }
  const compile: Compile | undefined = jitOptions === null ? undefined : (f) => jit(f, jitOptions);
  const engine: Engine = { shape, config: shapeConfig(shape), inBFloat16: mode === "bf16weights", compile };
  const device = await useDevice({ quiet: true });
  const reply = (row: Record<string, unknown>) => console.log(JSON.stringify(row));
  reply({ ready: true, device: device.name });
  let train: Steps | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const { command, ...options } = JSON.parse(line);
    const verbs: Record<string, () => Promise<Record<string, unknown>>> = {
      train: () => (train ??= trainer(engine, options.task))(options.steps),
      sample: () => sample(engine, options),
      matmul: () => matmul(engine, options),
      bandwidth: () => bandwidth(engine, options),
      parity: async () => ({ ...await parityNumbers(shape, compile) }),
      growth: () => growth(shape, { ...options, steps: options.steps, compile }),
      estimate: async () => ({ ...await estimateFull({ ...options, compile }) }),
      full: () => fullTraining({ ...options, compile }),
    };
    reply({ ...await verbs[command](), peakRssBytes: peakMemory() });
  }
}
