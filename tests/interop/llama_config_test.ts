/** config.json of the Llama family: what is read, what is refused by name, and that a config comes back. */
import assert from "node:assert/strict";
import { type GPTConfig, llamaParts } from "lib/gpt";
import {
  fromHuggingFaceConfig,
  stopTokens,
  toHuggingFaceConfig,
} from "../../lib/interop/hugging_face_config.ts";

/** As transformers 4 wrote SmolLM2's: theta at the top level. */
const smol: Record<string, unknown> = {
  architectures: ["LlamaForCausalLM"],
  attention_bias: false,
  attention_dropout: 0.0,
  bos_token_id: 0,
  eos_token_id: 0,
  hidden_act: "silu",
  hidden_size: 576,
  initializer_range: 0.041666666666666664,
  intermediate_size: 1536,
  is_llama_config: true,
  max_position_embeddings: 8192,
  mlp_bias: false,
  model_type: "llama",
  num_attention_heads: 9,
  num_hidden_layers: 30,
  num_key_value_heads: 3,
  pretraining_tp: 1,
  rms_norm_eps: 1e-5,
  rope_interleaved: false,
  rope_scaling: null,
  rope_theta: 100000,
  tie_word_embeddings: true,
  torch_dtype: "bfloat16",
  transformers_version: "4.42.3",
  use_cache: true,
  vocab_size: 49152,
};
const ours: GPTConfig = {
  ...{ vocabSize: 49152, blockSize: 8192, nLayer: 30, nHead: 9, nEmbd: 576, dropout: 0, tiedHead: true },
  ...{ ...llamaParts, nKVHead: 3, headDim: 64, nInner: 1536, normEps: 1e-5, rotary: { theta: 100000 } },
};

Deno.test("a config of transformers 4 is read, and the same of transformers 5", () => {
  assert.deepEqual(fromHuggingFaceConfig(smol), { ...ours, endOfText: 0 });
  const { rope_theta, rope_scaling: _, ...rest } = smol;
  const newer = { ...rest, rope_parameters: { rope_type: "default", rope_theta } };
  assert.deepEqual(fromHuggingFaceConfig(newer), { ...ours, endOfText: 0 });
  const inScaling = { ...rest, rope_scaling: { rope_type: "default", rope_theta }, hidden_act: "swish" };
  assert.deepEqual(fromHuggingFaceConfig(inScaling), { ...ours, endOfText: 0 });
});

const refused: [what: string, change: Record<string, unknown>, message: RegExp][] = [
  [
    "no theta anywhere",
    { rope_theta: undefined },
    /rope_theta is missing, at the top level, in rope_parameters and in rope_scaling/,
  ],
  ["two thetas", { rope_parameters: { rope_theta: 1e4 } }, /rope_theta is 100000.*remove the wrong one/],
  ["two scalings", {
    rope_parameters: { rope_theta: 1e5, rope_type: "linear", factor: 2 },
    rope_scaling: { type: "linear", factor: 4 },
  }, /remove the wrong one/],
  ["an unknown scaling", { rope_scaling: { type: "dynamic", factor: 2 } }, /rope_type is "dynamic"/],
  [
    "an unknown field of the scaling",
    { rope_scaling: { type: "linear", factor: 2, mrope_section: [1] } },
    /mrope_section/,
  ],
  [
    "a scaling without factor",
    { rope_scaling: { type: "linear" } },
    /factor must be a number above 0, found missing/,
  ],
  ["partly turned heads", { partial_rotary_factor: 0.5 }, /partial_rotary_factor is 0.5/],
  ["another activation", { hidden_act: "gelu" }, /hidden_act is "gelu"; .*"silu" or "swish" only/],
  ["biases in attention", { attention_bias: true }, /attention_bias is true; .*false only/],
  ["biases in the MLP", { mlp_bias: true }, /mlp_bias is true/],
  [
    "an unknown setting",
    { residual_multiplier: 0.2 },
    /residual_multiplier is 0.2, .*ignoreFields: \["residual_multiplier"\]/,
  ],
  ["quantized weights", { quantization_config: { bits: 4 } }, /quantization_config is \{"bits":4\}/],
  [
    "a head that classifies",
    { architectures: ["LlamaForSequenceClassification"] },
    /LlamaForSequenceClassification/,
  ],
  ["no epsilon", { rms_norm_eps: undefined }, /rms_norm_eps must be a number above 0, found missing/],
  ["dropout", { attention_dropout: 0.1 }, /attention_dropout is 0.1/],
  [
    "heads that do not divide the width",
    { num_attention_heads: 7, num_key_value_heads: 7 },
    /headDim must be a whole number/,
  ],
  ["groups of unequal size", { num_key_value_heads: 2 }, /nKVHead must be a divisor of nHead 9, found 2/],
  ["a tied head that is text", { tie_word_embeddings: "yes" }, /tie_word_embeddings must be true or false/],
];

for (const [what, change, message] of refused) {
  Deno.test(`refused by name: ${what}`, () => {
    assert.throws(() => fromHuggingFaceConfig({ ...smol, ...change }), message);
  });
}

Deno.test("a field that the caller knows to be harmless is ignored, and dropout is the caller's", () => {
  const json = { ...smol, residual_multiplier: 1, attention_dropout: 0.1 };
  const { dropout } = fromHuggingFaceConfig(json, { ignoreFields: ["residual_multiplier"], dropout: 0.2 });
  assert.equal(dropout, 0.2);
});

const exaone = {
  ...smol,
  ...{
    architectures: undefined,
    model_type: "exaone4",
    num_hidden_layers: 5,
    mlp_bias: undefined,
    attention_bias: undefined,
  },
};

Deno.test("windows: by layer_types, by a pattern, by max_window_layers, in all layers, in none", () => {
  const windows = (change: Record<string, unknown>) =>
    fromHuggingFaceConfig({ ...exaone, ...change }).windows;
  const full = "full_attention", sliding = "sliding_attention";
  assert.deepEqual(windows({ sliding_window: 7, layer_types: [full, sliding, full, full, sliding] }), [
    null,
    7,
    null,
    null,
    7,
  ]);
  assert.deepEqual(windows({ sliding_window: 7, sliding_window_pattern: "LLLG" }), [7, 7, 7, null, 7]);
  assert.deepEqual(windows({ sliding_window: 7, sliding_window_pattern: 2 }), [7, null, 7, null, 7]);
  assert.equal(windows({ sliding_window: null }), undefined);
  const qwen = { model_type: "qwen2", sliding_window: 7, max_window_layers: 3 };
  assert.deepEqual(windows({ ...qwen, use_sliding_window: true }), [null, null, null, 7, 7]);
  assert.equal(windows({ ...qwen, use_sliding_window: false }), undefined);
  assert.deepEqual(windows({ ...qwen, use_sliding_window: true, max_window_layers: 0 }), [7, 7, 7, 7, 7]);
  const mistral = { model_type: "mistral", sliding_window: 7 };
  assert.deepEqual(windows(mistral), [7, 7, 7, 7, 7]);
  assert.deepEqual(windows({ ...mistral, layer_types: [sliding, full, full, sliding, full] }), [
    7,
    null,
    null,
    7,
    null,
  ]);
  assert.throws(
    () => windows({ sliding_window: 7, sliding_window_pattern: "GLLL" }),
    /sliding_window_pattern is "GLLL"/,
  );
  assert.throws(
    () => windows({ sliding_window: 7, layer_types: [full, "chunked_attention"] }),
    /layer_types must be/,
  );
});

Deno.test("missing fields have the defaults of each family in transformers 5.23", () => {
  const bare = { ...exaone, num_key_value_heads: undefined, num_attention_heads: 32, hidden_size: 64 };
  const read = (change: Record<string, unknown>) => fromHuggingFaceConfig({ ...bare, ...change });
  const all = [4096, 4096, 4096, 4096, 4096];
  assert.deepEqual(read({ model_type: "mistral" }).windows, all);
  assert.equal(read({ model_type: "mistral", sliding_window: null }).windows, undefined);
  assert.deepEqual(read({}).windows, [4096, 4096, 4096, null, 4096]);
  assert.equal(read({ model_type: "qwen2" }).windows, undefined);
  const qwen3 = { model_type: "qwen3", head_dim: 4, use_sliding_window: true };
  assert.deepEqual(read({ ...qwen3, max_window_layers: 1 }).windows, [null, ...all.slice(1)]);
  assert.deepEqual(read(qwen3).windows, [null, null, null, null, null]); // max_window_layers is 28
  for (
    const [model_type, heads] of [["llama", 32], ["mistral", 8], ["qwen2", 32], ["exaone4", 32]] as const
  ) {
    assert.equal(read({ model_type }).nKVHead, heads, model_type);
  }
  assert.equal(read({ ...qwen3, head_dim: undefined }).headDim, 128);
  assert.equal(read({ model_type: "qwen2", num_attention_heads: 16, num_key_value_heads: null }).nKVHead, 16);
});

Deno.test("EXAONE 4 has rotary positions only in layers with a window, where there are windows", () => {
  const rotary = (sliding_window: number | null) =>
    fromHuggingFaceConfig({ ...exaone, sliding_window }).rotary;
  assert.deepEqual(rotary(7), { theta: 100000, onlyInWindows: true });
  assert.deepEqual(rotary(null), { theta: 100000 });
});

Deno.test("a missing eos_token_id is the default of the family", () => {
  for (
    const [model_type, ids] of [["gpt2", [50256]], ["llama", [2]], ["mistral", [2]], ["qwen3", []]] as const
  ) {
    assert.deepEqual(stopTokens({ model_type }, { vocabSize: 60000 }), ids);
  }
});

const scalings: NonNullable<GPTConfig["rotary"]>["scaling"][] = [
  { type: "linear", factor: 2 },
  { type: "llama3", factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 2048 },
  {
    type: "yarn",
    factor: 4,
    originalContext: 2048,
    betaFast: 16,
    betaSlow: 2,
    attentionFactor: 1.5,
    truncate: false,
  },
];
const roundTrips: [type: string, parts: Partial<GPTConfig>][] = [
  ["llama", {}],
  ["mistral", { windows: Array(30).fill(9) }],
  ["qwen2", { qkvBias: true }],
  ["qwen2", { qkvBias: true, windows: Array.from({ length: 30 }, (_, i) => i % 3 ? null : 9) }],
  ["qwen3", { qkNorm: true, headDim: 80 }],
  ["exaone4", { qkNorm: true, outputNorm: true }],
  ["exaone4", {
    ...{ qkNorm: true, outputNorm: true, windows: Array.from({ length: 30 }, (_, i) => i % 4 ? 9 : null) },
    rotary: { theta: 5e5, onlyInWindows: true },
  }],
  ...scalings.map((scaling): [string, Partial<GPTConfig>] => ["llama", { rotary: { theta: 5e5, scaling } }]),
];

Deno.test("a config goes to Hugging Face's form and back; theta is written in both places", () => {
  for (const [type, parts] of roundTrips) {
    const config = { ...ours, ...parts };
    const json = JSON.parse(JSON.stringify(toHuggingFaceConfig(config, { endOfText: 7 })));
    assert.equal(json.model_type, type);
    assert.equal(json.rope_theta, config.rotary!.theta);
    assert.equal(json.rope_parameters.rope_theta, config.rotary!.theta);
    assert.deepEqual(fromHuggingFaceConfig(json), { ...config, endOfText: 7 }, type);
  }
});

Deno.test("a model that no class of transformers computes is refused by the part's name", () => {
  const cases: [Partial<GPTConfig>, RegExp][] = [
    [{ norm: "dyt" }, /norm is "dyt"/],
    [{ activation: "gelu" }, /activation is "gelu"/],
    [{ bias: true }, /bias is true/],
    [{ outputNorm: true }, /outputNorm is true/],
    [{ qkvBias: true, qkNorm: true }, /qkvBias is true/],
    [{ windows: Array.from({ length: 30 }, (_, i) => i ? null : 4) }, /windows is/],
    [{ windows: Array.from({ length: 30 }, (_, i) => i + 1), qkNorm: true }, /one size of window/],
    [{ rotary: { theta: 1e4, onlyInWindows: true } }, /rotary is .*onlyInWindows with outputNorm only/],
    [{ rotary: undefined }, /norm is "rmsNorm", but the positions are learned/],
  ];
  for (const [change, message] of cases) {
    assert.throws(
      () =>
        toHuggingFaceConfig(
          { ...ours, nKVHead: undefined, headDim: undefined, nInner: undefined, ...change },
          { endOfText: null },
        ),
      message,
    );
  }
});
