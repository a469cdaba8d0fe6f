/**
 * `deno task profile:bfloat16 [STEPS]`: what a trained model loses when its weights are stored in bfloat16.
 *
 * A small GPT is trained on the course's story, byte by byte. Then the held-out end of the story is measured with its float32
 * weights and with the stored ones: loss, the largest difference of a logit, and how often the likeliest byte is the same.
 */
import * as tf from "@tensorflow/tfjs";
import { storyWorld } from "../../../data/mod.ts";
import { randomWindows, sequentialWindows, splitTail } from "../../corpora/mod.ts";
import { useDevice } from "../../engine/device/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import { bfloat16Weights, gpt, type GPTParams, initGPT, type ModelParams, tokenIds } from "../../gpt/mod.ts";
import { seed } from "../../nn/mod.ts";
import { crossEntropy, evaluate, type LossFn, makeEvaluationStep, train } from "../../training/mod.ts";
import { wholeNumbers } from "../whole_numbers.ts";
import { shapeConfig, SHAPES } from "./shapes.ts";

interface Bfloat16Change {
  /** nats per byte of the held-out text */
  readonly losses: { readonly float32: number; readonly bfloat16: number };
  readonly largestLogit: number;
  readonly largestChange: number;
  /** share of the held-out positions with the same likeliest byte */
  readonly sameLikeliest: number;
  readonly heldOutBytes: number;
}

/** Trains for `steps` steps of 12 windows and compares. */
export async function measureBfloat16({ steps }: { readonly steps: number }): Promise<Bfloat16Change> {
  const { blockSize, batchSize } = SHAPES[1], vocabSize = 256;
  const config = { ...shapeConfig(SHAPES[1]), vocabSize };
  const bytes = Int32Array.from(new TextEncoder().encode((await storyWorld()).text));
  const parts = splitTail(bytes, 0.1, { blockSize }), heldOut = Int32Array.from(parts.heldOut);
  const loss: LossFn<GPTParams> = (params, { x, y }) => crossEntropy(gpt(params, config, x), y);
  const { params } = await train<GPTParams>({
    params: () => initGPT(config, seed(0)),
    loss,
    batches: randomWindows(Int32Array.from(parts.train), { blockSize, batchSize, seed: 1 }),
    ...{ vocabSize, steps, learningRate: 1e-3, compile: (f) => jit(f) },
  });
  const small = bfloat16Weights(params);
  const batches = sequentialWindows(heldOut, { blockSize, batchSize });
  const lossOf = async (params: ModelParams) =>
    (await evaluate(params as GPTParams, { step: makeEvaluationStep(loss), batches, vocabSize })).loss;
  const losses = { float32: await lossOf(params), bfloat16: await lossOf(small) };
  let same = 0, count = 0, largestLogit = 0, largestChange = 0;
  const largest = (x: tf.Tensor) => tf.max(tf.abs(x)).dataSync()[0];
  for (let start = 0; start + blockSize <= heldOut.length; start += blockSize) {
    tf.tidy(() => {
      const ids = tokenIds([[...heldOut.subarray(start, start + blockSize)]], config);
      const exact = gpt(params, config, ids), rounded = gpt(small, config, ids); // (1, T, V)
      largestLogit = Math.max(largestLogit, largest(exact));
      largestChange = Math.max(largestChange, largest(tf.sub(exact, rounded)));
      same += tf.sum(tf.equal(tf.argMax(exact, -1), tf.argMax(rounded, -1)).toInt()).dataSync()[0];
      count += blockSize;
    });
  }
  return { losses, largestLogit, largestChange, sameLikeliest: same / count, heldOutBytes: heldOut.length };
}

async function main([wanted = "1000"]: string[]): Promise<void> {
  const [steps] = wholeNumbers("deno task profile:bfloat16", wanted, { most: 1 });
  await useDevice();
  const { losses, ...found } = await measureBfloat16({ steps });
  console.log(`${steps} steps; ${found.heldOutBytes.toLocaleString("en")} bytes held out`);
  console.log(`loss with weights in float32  ${losses.float32.toFixed(5)} nats a byte`);
  console.log(`loss with weights in bfloat16 ${losses.bfloat16.toFixed(5)} nats a byte`);
  console.log(
    `logits up to ${found.largestLogit.toFixed(1)}; the largest change is ${found.largestChange.toFixed(3)}`,
  );
  console.log(`the same likeliest byte at ${(100 * found.sameLikeliest).toFixed(1)} % of the positions`);
}

if (import.meta.main) await main(Deno.args);
