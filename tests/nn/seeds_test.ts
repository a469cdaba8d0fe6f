/** One seed goes into a model; every layer, part and adapter makes its own of it, so no two drop the same elements. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gpt, type GPTConfig, type GPTParams, initGPT } from "lib/gpt";
import {
  block,
  type BlockParams,
  dropout,
  foldIn,
  initBlock,
  initLoRA,
  LORA_DEFAULTS,
  type LoRAConfig,
  mapParams,
  randomNormal,
  seed,
  withLoRA,
} from "lib/nn";
import { causalAttention } from "../../lib/nn/attention_in_parts.ts";
import { forEachBackend } from "../backends.ts";
import { maxDifference } from "../compare.ts";

/** Which of two tensors' elements are 0, as text. */
const zeros = (x: tf.Tensor) => [...x.dataSync()].map((value) => Number(value === 0)).join("");
const assertAllDiffer = (masks: string[], what: string) => {
  assert.ok(masks.every((mask) => mask.includes("1") && mask.includes("0")), `${what}: ${masks}`);
  assert.equal(new Set(masks).size, masks.length, `${what} drop the same elements`);
};

/** A block that adds 1 everywhere, twice: attention and MLP give their biases alone, so what is dropped shows. */
function biasesAlone(width: number): BlockParams {
  const params = initBlock({ width }, seed(1));
  const only = (p: { weight: tf.Tensor2D }) => ({
    weight: tf.zerosLike(p.weight),
    bias: tf.ones([p.weight.shape[1]]),
  });
  return {
    ...params,
    attn: { ...params.attn, c_proj: only(params.attn.c_proj) },
    mlp: { ...params.mlp, c_proj: only(params.mlp.c_proj) },
  } as BlockParams;
}

forEachBackend("a block's attention and MLP drop different elements", () => {
  const x = tf.zeros<tf.Rank.R3>([1, 4, 16]);
  // The sum is 0, 2 or 4; with one seed for both it would never be 2.
  const y = [...block(biasesAlone(16), x, { nHead: 2, dropout: 0.5, seed: seed(3) }).dataSync()];
  assert.deepEqual([...new Set(y)].sort(), [0, 2, 4]);
  // The MLP's seed is none that attention draws from: its two dropouts are those of foldIn(…, 0) and foldIn(…, 1).
  const { attn, ...rest } = biasesAlone(16);
  const silent = { ...attn, c_proj: { weight: attn.c_proj.weight, bias: tf.zeros<tf.Rank.R1>([16]) } };
  const mlpAlone = block({ ...rest, attn: silent }, x, { nHead: 2, dropout: 0.5, seed: seed(3) });
  const ofAttention = [0, 1].map((use) =>
    zeros(dropout(tf.ones([1, 4, 16]), { rate: 0.5, seed: foldIn(foldIn(seed(3), 0), use) }))
  );
  assertAllDiffer([zeros(mlpAlone), ...ofAttention], "attention and MLP");
});

forEachBackend("every layer of a GPT, and its embedding, drops different elements", () => {
  const config: GPTConfig = {
    ...{
      vocabSize: 16,
      blockSize: 8,
      nLayer: 3,
      nHead: 2,
      nEmbd: 16,
      dropout: 0.5,
      qkvBias: true,
      tiedHead: false,
    },
  };
  // Blocks add nothing but one's own, and the head shows the stream; the last norm leaves the order of its values.
  const base = initGPT(config, seed(1)), silent = mapParams((p) => tf.zerosLike(p), biasesAlone(16) as never);
  const with1 = (layer: number | "embedding") => {
    const h = base.h.map((_, i) => i === layer ? biasesAlone(16) : silent as unknown as BlockParams);
    const wte = { weight: tf.fill([16, 16], layer === "embedding" ? 1 : 0) };
    const wpe = { weight: tf.zerosLike(base.wpe.weight) };
    const lm_head = { weight: tf.eye(16) };
    return { ...base, wte, wpe, h, lm_head } as unknown as GPTParams;
  };
  const ids = tf.zeros<tf.Rank.R2>([1, 8], "int32");
  const masks = (["embedding", 0, 1, 2] as const).map((layer) => {
    const logits = gpt(with1(layer), config, ids, { seed: seed(4) }); // (1, T, C), by token normed
    return zeros(tf.equal(logits, tf.min(logits, -1, true)).toFloat());
  });
  assertAllDiffer(masks, "layers");
});

forEachBackend("the parts of causal attention drop different weights", () => {
  // All weights of a query are equal, and the value of key s is one-hot: the result shows which weights were dropped.
  const T = 192, flat = tf.zeros<tf.Rank.R4>([1, 1, T, 1]);
  const v = tf.eye(T).reshape([1, 1, T, T]) as tf.Tensor4D;
  const weights = causalAttention(flat, flat, v, { dropout: 0.5, seed: seed(5) }).reshape([T, T]);
  // Part p, queries 64 p to 64 p + 63, draws its (64, 64 (p + 1)) numbers from a seed of its own. With one seed for
  // all, the numbers of the first part would begin those of the others, row by row of another length.
  const drawn = (p: number) =>
    tf.slice(weights, [64 * p, 0], [64, 64 * (p + 1)]).reshape([-1]).slice([0], [4096]).dataSync();
  const first = drawn(0);
  for (const p of [1, 2]) {
    const other = drawn(p), columns = 64 * (p + 1);
    // Compare where both parts have a weight to drop: the mask hides what is later than the query.
    const both = [...first.keys()].filter((i) =>
      i % 64 <= Math.floor(i / 64) && i % columns <= 64 * p + Math.floor(i / columns)
    );
    const equal = both.filter((i) => (first[i] === 0) === (other[i] === 0)).length;
    assert.ok(both.length > 1000);
    assert.ok(equal < 0.6 * both.length, `part ${p}: ${equal} of ${both.length} drop alike`);
  }
});

forEachBackend("all adapters of LoRA drop different elements, and none what the model drops", () => {
  const config: LoRAConfig = {
    ...LORA_DEFAULTS,
    rank: 2,
    dropout: 0.5,
    targets: ["attn.c_attn", "mlp.c_fc"],
  };
  const base = { h: [0, 1].map((i) => initBlock({ width: 8 }, seed(i))) };
  const adapter = initLoRA(base, { config, seed: seed(2) });
  const adapted = withLoRA(base, adapter, { config, seed: seed(7) });
  const ones = tf.ones([4, 8]);
  const masks = adapted.h.flatMap(({ attn, mlp }) => [attn.c_attn, mlp.c_fc]).map(({ lora }) =>
    zeros(dropout(ones, { rate: 0.5, seed: lora!.dropout!.seed }))
  );
  const ofModel = [0, 1, 2, 3].map((i) => zeros(dropout(ones, { rate: 0.5, seed: foldIn(seed(7), i) })));
  assertAllDiffer([...masks, ...ofModel], "adapters");
});

forEachBackend("all adapters of LoRA begin at different numbers", () => {
  const base = { h: [0, 1].map((i) => initBlock({ width: 8 }, seed(i))) };
  const { h } = initLoRA(base, { config: { ...LORA_DEFAULTS, rank: 2 }, seed: seed(2) }) as never as {
    h: { attn: { c_attn: { A: tf.Tensor }; c_proj: { A: tf.Tensor } }; mlp: { c_fc: { A: tf.Tensor } } }[];
  };
  const all = h.flatMap(({ attn, mlp }) => [attn.c_attn.A, attn.c_proj.A, mlp.c_fc.A]); // (8, 2) each
  all.forEach((a, i) => all.slice(0, i).forEach((b) => assert.ok(maxDifference(a, b) > 1e-3)));
  assert.ok(maxDifference(randomNormal([2], seed(1)), randomNormal([2], seed(2))) > 0);
});
