/**
 * `deno task profile:sampling [SHAPE] [BATCH] [CAPACITY]`: where the time of one sampled token goes.
 *
 * The parts run in compiled loops, as in `generate`, with a key-value cache of the given capacity. At batch 1 most time
 * goes into reading the weights, at larger batches into the cache and the products.
 * B: rows, C: width, H: heads, D: a head's width, V: vocabulary, S: slots in the cache.
 */
import * as tf from "@tensorflow/tfjs";
import { useDevice } from "../../engine/device/mod.ts";
import {
  defaultSampleOptions,
  type GPTParams,
  initGPT,
  initKVCache,
  makeDecodeStep,
  sample,
} from "../../gpt/mod.ts";
import { jit } from "../../engine/jit/mod.ts";
import {
  cacheSlots,
  foldIn,
  type KeysValues,
  type Params,
  scaledDotProductAttention,
  seed,
} from "../../nn/mod.ts";
import { repeat } from "../../engine/ops/mod.ts";
import { type Part, printParts } from "./parts.ts";
import { shapeConfig, SHAPES } from "./shapes.ts";

/** Tokens in a loop. */
const TOKENS = 32;

async function main([shapeName = "12.3M", rows = "1", slots]: string[]): Promise<void> {
  const shape = SHAPES.find(({ name }) => name === shapeName);
  const B = Number(rows), S = Number(slots ?? shape?.blockSize);
  if (!shape || ![B, S].every((n) => Number.isInteger(n) && n > 0) || S < TOKENS || S > shape.blockSize) {
    const names = SHAPES.map(({ name }) => name).join(" | ");
    throw new RangeError(
      `profile:sampling: usage: deno task profile:sampling [${names}] [batch, from 1] ` +
        `[capacity, from ${TOKENS} to the shape's context of ${shape?.blockSize ?? "n"} tokens]`,
    );
  }
  await useDevice();
  const config = shapeConfig(shape);
  const { nEmbd: C, vocabSize: V, nHead: H } = config, D = C / H;
  const params = initGPT(config, seed(0));
  const count = tf.scalar(TOKENS, "int32");
  const { layers, lengths } = initKVCache(config, { batchSize: B, capacity: S });

  const step = jit(makeDecodeStep(config, defaultSampleOptions));
  const ids = tf.zeros<tf.Rank.R2>([B, 1], "int32"), ones = tf.ones<tf.Rank.R1>([B], "int32");
  const input = { ids, lengths: ones, seed: seed(1), index: tf.scalar(0, "int32"), count };

  const products = jit((params: GPTParams, x: tf.Tensor2D, count: tf.Scalar) =>
    repeat({ x, largest: tf.zeros([B]) }, {
      count,
      step: ({ x, largest }) => {
        let y = x;
        for (const { attn, mlp } of params.h) {
          const query = tf.slice(tf.matMul(y, attn.c_attn.weight), [0, 0], [B, C]);
          y = tf.matMul(query, attn.c_proj.weight);
          y = tf.matMul(tf.matMul(y, mlp.c_fc.weight), mlp.c_proj.weight);
        }
        const logits = tf.matMul(y, params.wte.weight, false, true);
        return { x: tf.add(x, y) as tf.Tensor2D, largest: tf.add(largest, tf.max(logits, -1)) };
      },
    })
  );
  const attention = jit((layers: readonly KeysValues[], x: tf.Tensor4D, count: tf.Scalar) =>
    repeat({ x }, {
      count,
      step: ({ x }, i) => {
        const start = tf.add(tf.zeros([B], "int32"), i) as tf.Tensor1D;
        const hidden = cacheSlots(start, { count: 1, capacity: S });
        return {
          x: layers.reduce((x, { k, v }) =>
            tf.add(x, tf.reshape(scaledDotProductAttention(x, k, v, hidden), x.shape)) as tf.Tensor4D, x),
        };
      },
    })
  );
  const draw = jit((logits: tf.Tensor2D, s: tf.Tensor1D, count: tf.Scalar) =>
    repeat({ logits } as Params, {
      count,
      step: ({ logits }, i) => {
        const tokens = sample(logits as tf.Tensor2D, { seed: foldIn(s, i) });
        return { logits: tf.add(logits as tf.Tensor, tf.reshape(tf.mul(tokens.toFloat(), 1e-6), [B, 1])) };
      },
    })
  );
  const x = tf.randomNormal<tf.Rank.R2>([B, C]), logits = tf.randomNormal<tf.Rank.R2>([B, V]);
  const weights = params.h.flatMap(({ attn, mlp }) => [attn.c_attn, attn.c_proj, mlp.c_fc, mlp.c_proj]);
  const inProducts = [...weights, params.wte].reduce((sum, { weight }) => sum + weight.size, 0);
  const parts: Part[] = [
    { name: "one token of each row", run: () => step(params, input, { cache: { layers, lengths } }) },
    {
      name: "products with the weights",
      run: () => products(params, x, count),
      flops: 2 * B * inProducts,
    },
    {
      name: "attention to the cache",
      run: () => attention(layers, tf.reshape(x, [B, H, 1, D]), count),
      flops: 4 * B * S * C * config.nLayer,
    },
    { name: "drawing from the logits", run: () => draw(logits, seed(2), count) },
  ];
  const megabytes = (numbers: number) => `${(4e-6 * numbers).toFixed(0)} MB`;
  console.log(
    `${megabytes(inProducts)} of weights, ${megabytes(2 * config.nLayer * B * S * C)} of keys and values`,
  );
  await printParts(`${shapeName}, batch ${B}, ${S} slots`, parts, { repeats: TOKENS });
}

if (import.meta.main) await main(Deno.args);
