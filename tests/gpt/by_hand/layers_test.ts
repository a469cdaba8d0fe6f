/** Each layer by hand gives PyTorch's values and gradients, and the slopes that finite differences show. */
import assert from "node:assert/strict";
import { attentionBackward, attentionForward } from "../../../lib/gpt/by_hand/attention.ts";
import { makeActivations } from "../../../lib/gpt/by_hand/activations.ts";
import { blockBackward, blockForward } from "../../../lib/gpt/by_hand/block.ts";
import { embeddingBackward, embeddingForward } from "../../../lib/gpt/by_hand/embedding.ts";
import { geluBackward, geluForward } from "../../../lib/gpt/by_hand/gelu.ts";
import { headBackward, headForward } from "../../../lib/gpt/by_hand/head.ts";
import { layerNormBackward, layerNormForward } from "../../../lib/gpt/by_hand/layer_norm.ts";
import { linearBackward, linearForward } from "../../../lib/gpt/by_hand/linear.ts";
import type { BlockArrays } from "../../../lib/gpt/by_hand/parameters.ts";
import { readTensors } from "../../fixtures/gpt/read.ts";
import { type Arrays, assertClose, assertGradients, readLayer, wave } from "./arrays.ts";

const zeros = (like: Float32Array) => new Float32Array(like.length);
const B = 2, T = 5, C = 8, rows = B * T;

/** What a test of a layer needs: forward into `y`, backward from `dy` into gradients named like the inputs. */
interface Layer {
  readonly inputs: Arrays;
  readonly y: Float32Array;
  readonly forward: () => void;
  readonly backward: (dy: Float32Array, into: Arrays) => void;
}

/** @param of makes the layer from its inputs; `expected` has PyTorch's `y` and `d…`, if there are any */
function testLayer(name: string, of: () => { layer: Layer; expected?: Arrays }): void {
  const emptyLike = (inputs: Arrays) =>
    Object.fromEntries(Object.entries(inputs).map(([key, values]) => [key, zeros(values)]));

  Deno.test(`${name} by hand: the gradients are the slopes that finite differences show`, () => {
    const { layer } = of(), { inputs, y, forward, backward } = layer;
    const weights = wave(y.length, 3), gradients = emptyLike(inputs);
    forward();
    backward(weights, gradients);
    assertGradients({ inputs, gradients, weights, run: () => (forward(), y) });
  });

  Deno.test(`${name} by hand: the backward pass adds to gradients and replaces nothing`, () => {
    const { layer } = of(), { inputs, y, forward, backward } = layer;
    const once = emptyLike(inputs), twice = emptyLike(inputs), dy = wave(y.length, 3);
    forward();
    backward(dy, once);
    for (let i = 0; i < 2; i++) backward(Float32Array.from(dy), twice);
    for (const key of Object.keys(inputs)) {
      assertClose(twice[key], once[key].map((g) => 2 * g), `twice the gradient of ${key}`);
    }
  });

  const { expected } = of();
  if (!expected) return;
  Deno.test(`${name} by hand gives PyTorch's values and gradients`, () => {
    const { layer } = of(), { inputs, y, forward, backward } = layer;
    const gradients = emptyLike(inputs);
    forward();
    assertClose(y, expected.y, "output");
    backward(Float32Array.from(expected.dy), gradients);
    for (const key of Object.keys(inputs)) {
      assertClose(gradients[key], expected[`d${key}`], `gradient of ${key}`);
    }
  });
}

testLayer("linear", () => {
  const expected = readLayer("linear"), { x, weight, bias } = expected, y = zeros(expected.y);
  return {
    expected,
    layer: {
      inputs: { x, weight, bias },
      y,
      forward: () => linearForward(y, { x, weight, bias, rows }),
      backward: (dy, g) =>
        linearBackward({ dx: g.x, weight: g.weight, bias: g.bias }, { dy, x, weight, rows }),
    },
  };
});

testLayer("layer norm", () => {
  const expected = readLayer("layer_norm"), { x, weight, bias } = expected, y = zeros(expected.y);
  const saved = { mean: new Float32Array(rows), inverse: new Float32Array(rows) };
  return {
    expected,
    layer: {
      inputs: { x, weight, bias },
      y,
      forward: () => layerNormForward({ y, ...saved }, { x, weight, bias }),
      backward: (dy, g) =>
        layerNormBackward({ dx: g.x, weight: g.weight, bias: g.bias }, { dy, x, weight, ...saved }),
    },
  };
});

testLayer("GELU", () => {
  const expected = readLayer("gelu"), { x } = expected, y = zeros(expected.y);
  const forward = () => geluForward(y, { x });
  return {
    expected,
    layer: { inputs: { x }, y, forward, backward: (dy, g) => geluBackward(g.x, { dy, x }) },
  };
});

testLayer("attention with its linear layers", () => {
  const expected = readLayer("attention"), y = zeros(expected.y);
  const { x, c_attn_weight, c_attn_bias, c_proj_weight, c_proj_bias } = expected;
  const inputs = { x, c_attn_weight, c_attn_bias, c_proj_weight, c_proj_bias };
  const nHead = 2, qkv = new Float32Array(rows * 3 * C), heads = new Float32Array(rows * C);
  const weights = new Float32Array(B * nHead * T * T).fill(9); // whatever is there is overwritten
  return {
    expected,
    layer: {
      inputs,
      y,
      forward: () => {
        linearForward(qkv, { x, weight: c_attn_weight, bias: c_attn_bias, rows });
        attentionForward({ y: heads, weights }, { qkv, T, nHead });
        linearForward(y, { x: heads, weight: c_proj_weight, bias: c_proj_bias, rows });
      },
      backward: (dy, g) => {
        const dheads = zeros(heads), dqkv = zeros(qkv);
        const projection = { weight: g.c_proj_weight, bias: g.c_proj_bias };
        linearBackward({ dx: dheads, ...projection }, { dy, x: heads, weight: c_proj_weight, rows });
        attentionBackward(dqkv, { dy: dheads, qkv, weights, T, nHead });
        const first = { weight: g.c_attn_weight, bias: g.c_attn_bias };
        linearBackward({ dx: g.x, ...first }, { dy: dqkv, x, weight: c_attn_weight, rows });
      },
    },
  };
});

/** A block's weights or gradients from the fixture's flat names: "ln_1_weight", "attn_c_attn_bias" … */
function blockArrays(a: Arrays): BlockArrays {
  const layer = (name: string) => ({ weight: a[`${name}_weight`], bias: a[`${name}_bias`] });
  return {
    ln_1: layer("ln_1"),
    attn: { c_attn: layer("attn_c_attn"), c_proj: layer("attn_c_proj") },
    ln_2: layer("ln_2"),
    mlp: { c_fc: layer("mlp_c_fc"), c_proj: layer("mlp_c_proj") },
  };
}

testLayer("a block", () => {
  const expected = readLayer("block"), { x } = expected;
  const inputs = Object.fromEntries(
    Object.entries(expected).filter(([key]) => !key.startsWith("d") && key !== "y"),
  );
  const config = { vocabSize: 1, blockSize: T, nLayer: 1, nHead: 2, nEmbd: C, dropout: 0 };
  const { h: [activations], scratch } = makeActivations({ ...config, qkvBias: true, tiedHead: true }, [B, T]);
  const size = { T, nHead: 2, rows };
  return {
    expected,
    layer: {
      inputs,
      y: activations.out,
      forward: () => blockForward(activations, { ...size, params: blockArrays(inputs), x }),
      backward: (dy, g) => {
        scratch.residual.set(dy);
        const params = blockArrays(inputs);
        blockBackward({ grads: blockArrays(g), scratch }, { ...size, params, x, activations });
        g.x.forEach((_, i) => g.x[i] += scratch.residual[i]);
      },
    },
  };
});

testLayer("embedding", () => {
  const wte = readLayer("embedding").weight,
    wpe = wave(6 * C, 2),
    ids = new Int32Array([2, 0, 6, 2, 1, 3, 3, 2, 5, 0]);
  const y = new Float32Array(rows * C);
  return {
    layer: {
      inputs: { wte, wpe },
      y,
      forward: () => embeddingForward(y, { ids, T, wte, wpe }),
      backward: (dx, g) => embeddingBackward({ wte: g.wte, wpe: g.wpe }, { ids, T, dx }),
    },
  };
});

for (const tied of [true, false]) {
  testLayer(tied ? "a tied head" : "an untied head", () => {
    const V = 7, x = wave(rows * C, 4), wte = wave(V * C, 5), y = new Float32Array(rows * V);
    const lm_head = tied ? undefined : wave(C * V, 6);
    return {
      layer: {
        inputs: { x, ...(lm_head ? { lm_head } : { wte }) } as Arrays,
        y,
        forward: () => headForward(y, { x, wte, lm_head, rows }),
        backward: (dlogits, g) =>
          headBackward({ dx: g.x, wte: g.wte, lm_head: g.lm_head }, { dlogits, x, wte, lm_head, rows }),
      },
    };
  });
}

Deno.test("embedding by hand gives PyTorch's vectors, and each row collects its gradients", () => {
  const { y, weight, dy, dweight } = readLayer("embedding");
  const ids = Int32Array.from(readTensors("layers").get("embedding/ids")!.dataSync());
  const wpe = new Float32Array(T * C), x = zeros(y), into = { wte: zeros(weight), wpe: zeros(wpe) };
  embeddingForward(x, { ids, T, wte: weight, wpe });
  assertClose(x, y, "output");
  embeddingBackward(into, { ids, T, dx: dy });
  assertClose(into.wte, dweight, "gradient of the table");
});

Deno.test("attention by hand: a token's weights sum to 1 and are 0 for later tokens", () => {
  const nHead = 2, weights = new Float32Array(B * nHead * T * T).fill(NaN);
  attentionForward(
    { y: new Float32Array(rows * C), weights },
    { qkv: wave(rows * 3 * C), T, nHead },
  );
  for (let row = 0; row < B * nHead * T; row++) {
    const values = weights.subarray(row * T, (row + 1) * T), t = row % T;
    assert.ok(Math.abs(values.reduce((a, b) => a + b) - 1) < 1e-6);
    assert.ok(values.every((weight, s) => s <= t ? weight > 0 : weight === 0));
  }
});
