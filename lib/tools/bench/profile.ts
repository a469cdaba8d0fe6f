/**
 * `deno task profile [SHAPE] [MODE] [PRECISION]`: where the time of a training step goes.
 *
 * The step's parts are compiled one by one, in the mode of the step, and timed in turns. They overlap (a gradient contains
 * a forward pass), so shares do not add up to 1. The matrix products alone are a lower limit for every way of fusing.
 * B: batch, T: tokens, C: width, H: heads, K: heads of keys and values, N = B·T.
 */
import * as tf from "@tensorflow/tfjs";
import { useDevice } from "../../engine/device/mod.ts";
import { gpt, type GPTParams, initGPT } from "../../gpt/mod.ts";
import { jit, type JitMode } from "../../engine/jit/mod.ts";
import { mapParams, type Params, seed } from "../../nn/mod.ts";
import { tidyTree } from "../../engine/ops/mod.ts";
import {
  adamw,
  clipByGlobalNorm,
  crossEntropy,
  initAdamW,
  lossAndGradients,
  makeTrainStep,
} from "../../training/mod.ts";
import { type Part, printParts } from "./parts.ts";
import { BENCH_SHAPES, type BenchShape, shapeBatch, shapeConfig, trainingFlops } from "./shapes.ts";

const MODES: readonly JitMode[] = ["graph", "xla", "eager"];

/** A batch of `count` products (rows, inner) × (inner, columns), which the step has `times` times. */
interface Product {
  readonly count: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly times: number;
}

/** The products of the forward pass. For each, the backward pass has two of the same size. */
export function stepProducts(
  { nLayer: L, nEmbd: C, nHead: H, blockSize: T, vocabSize: V, batchSize: B, llama }: BenchShape,
): Product[] {
  const N = B * T, D = C / H, K = llama?.nKVHead ?? H;
  const weights = (inner: number, columns: number, times: number): Product => ({
    count: 1,
    rows: N,
    inner,
    columns,
    times,
  });
  return [
    weights(C, C + 2 * K * D, L),
    { count: B * K, rows: H / K * T, inner: D, columns: T, times: L }, // queries · keys
    { count: B * K, rows: H / K * T, inner: T, columns: D, times: L }, // weights · values
    weights(C, C, L),
    weights(C, llama ? 2 * llama.nInner : 4 * C, L), // with SwiGLU gates and ups in one matrix
    weights(llama?.nInner ?? 4 * C, C, L),
    weights(C, V, 1),
  ];
}

/** Forward and both backward products. All have their own matrices, so that no product is computed once and used twice. */
function products(
  matrices: readonly { readonly a: tf.Tensor3D; readonly b: tf.Tensor3D; readonly dy: tf.Tensor3D }[],
) {
  return matrices.flatMap(({ a, b, dy }) => [
    tf.matMul(a, b),
    tf.matMul(dy, b, false, true),
    tf.matMul(a, dy, true, false),
  ]);
}

async function main([shapeName = "12.3M", mode = "graph", precision = "float32"]: string[]): Promise<void> {
  const shape = BENCH_SHAPES.find(({ name }) => name === shapeName);
  if (!shape || !MODES.includes(mode as JitMode) || !/^(float32|bfloat16)$/.test(precision)) {
    const names = BENCH_SHAPES.map(({ name }) => name).join(" | ");
    throw new RangeError(
      `profile: usage: deno task profile [${names}] [${MODES.join(" | ")}] [float32 | bfloat16]`,
    );
  }
  await useDevice();
  const parts = await partsOf(
    shape,
    <A extends unknown[], R>(f: (...args: A) => R) =>
      jit(f, { mode: mode as JitMode, matmul: precision as "float32" | "bfloat16" }),
  );
  await printParts(`${shapeName}, ${mode}, ${precision}`, parts);
}

async function partsOf(
  shape: BenchShape,
  compile: <A extends unknown[], R>(f: (...args: A) => R) => (...args: A) => Promise<R>,
): Promise<Part[]> {
  const config = shapeConfig(shape);
  const params = initGPT(config, seed(0)), state = initAdamW(params), lr = tf.scalar(3e-4);
  const batch = shapeBatch(shape);
  const loss = (params: GPTParams, { x, y }: typeof batch) => crossEntropy(gpt(params, config, x), y);
  const random = (...dims: [number, number, number]) => tf.randomNormal(dims) as tf.Tensor3D;
  const matrices = stepProducts(shape).flatMap(({ count, rows, inner, columns, times }) =>
    Array.from({ length: times }, () => ({
      a: random(count, rows, inner),
      b: random(count, inner, columns),
      dy: random(count, rows, columns),
    }))
  );
  const step = compile(
    makeTrainStep<GPTParams>({ loss, clipNorm: 1, adamw: { beta2: 0.95, weightDecay: 0.1 } }),
  );
  const forward = compile(loss);
  const gradients = compile((params: GPTParams, batch: { x: tf.Tensor2D; y: tf.Tensor2D }) =>
    lossAndGradients(loss, { params, batch })
  );
  const multiply = compile(products);
  const update = compile((
    params: GPTParams,
    grads: GPTParams,
    state: ReturnType<typeof initAdamW<GPTParams>>,
    lr: tf.Scalar,
  ) =>
    tidyTree(() =>
      adamw(params, {
        state,
        grads: clipByGlobalNorm(grads, 1).grads,
        lr,
        adamw: { beta2: 0.95, weightDecay: 0.1 },
      })
    )
  );
  const touch = compile((all: Params, lr: tf.Scalar) => tidyTree(() => mapParams((p) => tf.mul(p, lr), all)));
  const flops = trainingFlops(shape);
  const { grads } = await gradients(params, batch);
  const moments = { params, m: state.m, v: state.v };
  return [
    { name: "the whole step", run: () => step(params, state, batch, { lr, seed: seed(1) }), flops },
    { name: "loss and gradients", run: () => gradients(params, batch), flops },
    { name: "loss only (forward)", run: () => forward(params, batch), flops: flops / 3 },
    { name: "its matrix products alone", run: () => multiply(matrices), flops },
    { name: "clipping and AdamW", run: () => update(params, grads, state, lr) },
    { name: "reading and writing parameters and moments once", run: () => touch(moments, lr) },
  ];
}

if (import.meta.main) await main(Deno.args);
