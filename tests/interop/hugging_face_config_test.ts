import assert from "node:assert/strict";
import { gpt2Config, lecture162MConfig } from "lib/gpt";
import {
  fromHuggingFaceConfig,
  stopTokens,
  toHuggingFaceConfig,
} from "../../lib/interop/hugging_face_config.ts";

/** What stands in the config.json of OpenAI's GPT-2, as far as the architecture goes. */
const openAI = {
  activation_function: "gelu_new",
  architectures: ["GPT2LMHeadModel"],
  attn_pdrop: 0.1,
  bos_token_id: 50256,
  embd_pdrop: 0.1,
  eos_token_id: 50256,
  initializer_range: 0.02,
  layer_norm_epsilon: 1e-05,
  model_type: "gpt2",
  n_ctx: 1024,
  n_embd: 768,
  n_head: 12,
  n_layer: 12,
  n_positions: 1024,
  resid_pdrop: 0.1,
  summary_activation: null,
  task_specific_params: { "text-generation": { do_sample: true, max_length: 50 } },
  vocab_size: 50257,
};

Deno.test("OpenAI's config.json is our gpt2Config", () => {
  assert.deepEqual(fromHuggingFaceConfig(openAI), { ...gpt2Config, endOfText: 50256 });
});

Deno.test("a config goes to Hugging Face's form and back; only qkvBias is always true there", () => {
  for (const config of [gpt2Config, lecture162MConfig]) {
    const back = fromHuggingFaceConfig(
      JSON.parse(JSON.stringify(toHuggingFaceConfig(config, { endOfText: 7 }))),
    );
    assert.deepEqual(back, { ...config, qkvBias: true, endOfText: 7 });
  }
});

const refused: [what: string, change: Record<string, unknown>, message: RegExp][] = [
  [
    "another architecture",
    { model_type: "gpt_neox" },
    /model_type is "gpt_neox"; lib\/gpt reads "gpt2", "llama", .* only/,
  ],
  ["no architecture", { model_type: undefined }, /model_type is missing/],
  [
    "a head that classifies",
    { architectures: ["GPT2ForSequenceClassification"] },
    /GPT2ForSequenceClassification/,
  ],
  [
    "the exact GELU",
    { activation_function: "gelu" },
    /activation_function is "gelu"; .*"gelu_new" or "gelu_pytorch_tanh"/,
  ],
  ["ReLU", { activation_function: "relu" }, /activation_function is "relu"/],
  ["another epsilon", { layer_norm_epsilon: 1e-6 }, /layer_norm_epsilon is 0.000001/],
  ["unscaled attention", { scale_attn_weights: false }, /scale_attn_weights is false/],
  [
    "attention scaled by layer",
    { scale_attn_by_inverse_layer_idx: true },
    /scale_attn_by_inverse_layer_idx is true/,
  ],
  ["cross-attention", { add_cross_attention: true }, /add_cross_attention is true/],
  ["another MLP width", { n_inner: 100 }, /n_inner is 100; .* 3072 wide/],
  ["heads that do not divide the width", { n_head: 7 }, /nEmbd must be a multiple of nHead/],
  [
    "three dropout rates",
    { attn_pdrop: 0 },
    /embd_pdrop, attn_pdrop, resid_pdrop are 0.1, 0, 0.1; .*dropout: 0.1/,
  ],
  ["a rate that is none", { attn_pdrop: 2, embd_pdrop: 2, resid_pdrop: 2 }, /dropout must be a rate/],
  ["a size that is text", { n_layer: "12" }, /n_layer must be a whole number from 1 up, found "12"/],
  ["a size that is missing", { vocab_size: undefined }, /vocab_size must be .* found missing/],
  [
    "tying that is no yes or no",
    { tie_word_embeddings: 1 },
    /tie_word_embeddings must be true or false, found 1/,
  ],
];
for (const [what, change, message] of refused) {
  Deno.test(`fromHuggingFaceConfig() refuses ${what}`, () => {
    assert.throws(() => fromHuggingFaceConfig({ ...openAI, ...change }), (error: Error) => {
      assert.match(error.message, message);
      return error instanceof RangeError || error instanceof TypeError;
    });
  });
}

Deno.test("fromHuggingFaceConfig() takes the dropout it is told, and both names of the tanh GELU", () => {
  assert.equal(fromHuggingFaceConfig({ ...openAI, attn_pdrop: 0 }, { dropout: 0.2 }).dropout, 0.2);
  fromHuggingFaceConfig({ ...openAI, activation_function: "gelu_pytorch_tanh", n_inner: 3072 });
});

Deno.test("an end-of-text id outside the vocabulary is none", () => {
  assert.equal(fromHuggingFaceConfig({ ...openAI, vocab_size: 37 }).endOfText, null);
});

const ends: [what: string, json: unknown, generation: unknown, expected: readonly number[]][] = [
  ["one id", { eos_token_id: 5 }, undefined, [5]],
  ["several", { eos_token_id: [5, 6] }, undefined, [5, 6]],
  ["several, one twice", { eos_token_id: [6, 5, 6] }, undefined, [6, 5]],
  ["one in a list", { eos_token_id: [0] }, undefined, [0]],
  ["generation_config.json's before config.json's", { eos_token_id: 5 }, { eos_token_id: [7, 8] }, [7, 8]],
  ["config.json's where generation_config.json has none", { eos_token_id: [5, 6] }, { do_sample: true }, [
    5,
    6,
  ]],
  ["config.json's where generation_config.json says null", { eos_token_id: 5 }, { eos_token_id: null }, [5]],
  ["null: none", { eos_token_id: null }, undefined, []],
  ["an empty list: none", { eos_token_id: [] }, undefined, []],
  ["not in the vocabulary", { eos_token_id: [5, 50256, -1] }, undefined, [5]],
  ["nothing said, and GPT-2's own is not in the vocabulary", {}, undefined, []],
];
for (const [what, json, generation, expected] of ends) {
  Deno.test(`stopTokens(): ${what}`, () => {
    assert.deepEqual(stopTokens(json, { vocabSize: 37, generation }), expected);
  });
}

Deno.test("stopTokens() without eos_token_id has GPT-2's own, as transformers does", () => {
  assert.deepEqual(stopTokens({}, { vocabSize: 50257 }), [50256]);
});

Deno.test("stopTokens() refuses ids that are none", () => {
  for (const value of ["5", 1.5, [5, "6"], [[5]], true, { id: 5 }]) {
    assert.throws(
      () => fromHuggingFaceConfig({ ...openAI, eos_token_id: value }),
      /eos_token_id must be a token id/,
    );
    assert.throws(() => stopTokens({}, { vocabSize: 9, generation: { eos_token_id: value } }), /^TypeError/);
  }
});

Deno.test("fromHuggingFaceConfig() refuses what is no object", () => {
  for (const json of [null, [], 3, "gpt2"]) {
    assert.throws(() => fromHuggingFaceConfig(json), /must hold an object/);
  }
});
