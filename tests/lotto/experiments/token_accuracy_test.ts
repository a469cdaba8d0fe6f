import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { balancedTickets, lottoDataset } from "lib/lotto";
import { END } from "lib/lotto/scratchpad";
import { scratchpadConfig } from "../../../lib/lotto/scratchpad/scratchpad_training.ts";
import { VOCAB_SIZE } from "../../../lib/lotto/scratchpad/scratchpad_tokens.ts";
import { type GPTParams, initGPT } from "lib/gpt";
import { disposeParams, seed } from "lib/nn";
import { gpt2Tokenizer } from "lib/tokenizers";
import {
  accuracyMeter,
  accuracySamples,
  scratchpadRows,
  textRows,
} from "../../../lib/lotto/experiments/token_accuracy.ts";

await tf.setBackend("cpu");
const samples = [
  ...lottoDataset({ seed: 4, tickets: { min: 1, max: 2 }, drawTickets: balancedTickets() }).take(3),
];
const config = scratchpadConfig({ nLayer: 1, nHead: 1, nEmbd: 8 });

/** A model that always says the same token: nothing counts but the head, and the head only this token's row. */
function always(token: number): GPTParams {
  const params = initGPT(config, seed(1));
  const row = tf.oneHot(tf.tensor1d([token], "int32"), VOCAB_SIZE).reshape([VOCAB_SIZE, 1]).toFloat();
  const wte = tf.matMul(row, tf.ones([1, 8])) as tf.Tensor2D;
  const ln_f = { weight: tf.zeros<tf.Rank.R1>([8]), bias: tf.ones<tf.Rank.R1>([8]) };
  return { ...params, wte: { weight: wte }, ln_f };
}

Deno.test("a model that only says end is right once in each scratchpad", async () => {
  const rows = scratchpadRows(samples);
  const params = always(END);
  const computed = rows.reduce((sum, row) => sum + row.computed.filter(Boolean).length, 0);
  assert.equal(await accuracyMeter(rows)({ params, config }), 3 / computed);
  disposeParams(params);
});

Deno.test("what does not fit the context is wrong", async () => {
  const ids = [1, END, END, END];
  const rows = [{ ids, computed: [false, true, true, true] }];
  const params = always(END);
  assert.equal(await accuracyMeter(rows)({ params, config }), 1);
  const short = { ...config, blockSize: 2 };
  assert.equal(await accuracyMeter(rows)({ params, config: short }), 2 / 3);
  assert.throws(() => accuracyMeter([{ ids, computed: ids.map(() => false) }]), /found none/);
  disposeParams(params);
});

Deno.test("a scratchpad's numbers and prompt are not computed; of a text the labels are, to the last character", async () => {
  for (const { ids, computed } of scratchpadRows(samples)) {
    assert.ok(computed.slice(0, 14).every((c) => !c));
    assert.ok(ids.every((id, i) => !(computed[i] && id < 100))); // ids below 100 are ticket numbers
    assert.ok(computed.at(-1));
  }
  const gpt2 = await gpt2Tokenizer();
  for (const { ids, computed } of textRows(accuracySamples(3), gpt2, "plainPrizes")) {
    const labels = gpt2.decode(ids.filter((_, i) => computed[i]));
    assert.match(labels, /^3개일치 [^]*수익률=[\d.]+%$/);
  }
});
