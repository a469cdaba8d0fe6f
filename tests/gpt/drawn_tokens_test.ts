import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { drawnTokens, generateTexts, type Model, nextTokenLogits, type TextCodec, tokenIds } from "lib/gpt";
import { warpLogits } from "../../lib/gpt/sample.ts";
import { forEachBackend } from "../backends.ts";
import { readModels, readParams } from "../fixtures/gpt/read.ts";

const tiny = (): Model => ({ params: readParams("untied"), config: readModels().models.untied.config });

/** An odd id is the first byte of a two-byte character, an even one a second byte: one alone is half a character. */
const bytes: TextCodec = {
  encode: (text) => [...new TextEncoder().encode(text)].map((byte) => byte % 37),
  decode: (ids) => new TextDecoder().decode(Uint8Array.from(ids, (id) => id % 2 ? 0xc3 : 0xa0 + id % 32)),
};
/** Cannot decode id 36. */
const smaller: TextCodec = {
  encode: bytes.encode,
  decode: (ids) => {
    const list = [...ids];
    if (list.includes(36)) throw new RangeError("no token 36");
    return bytes.decode(list);
  },
};

/** The next token's probabilities after `ids`, one position at a time, without the function under test. */
async function probabilitiesAfter(
  { params, config }: Model,
  ids: readonly number[],
  o = {},
  without?: number,
) {
  const row = tf.tidy(() => {
    const logits = nextTokenLogits(params, config, tokenIds([ids.slice(-config.blockSize)], config));
    const kept = without === undefined ? logits : tf.where(
      tf.cast(tf.oneHot(tf.tensor1d([without], "int32"), config.vocabSize), "bool"),
      -1e30,
      logits,
    ) as tf.Tensor2D;
    return tf.softmax(warpLogits(kept, o));
  });
  return (await row.array() as number[][])[0];
}

for (
  const [name, settings, length] of [
    ["a short text", {}, 4],
    ["temperature, top-k and top-p", { temperature: 0.7, topK: 9, topP: 0.9 }, 4],
    ["a text longer than the context", { temperature: 0.8 }, 3 * tiny().config.blockSize],
  ] as const
) {
  forEachBackend(`drawnTokens() has each token's probability and the likeliest others: ${name}`, async () => {
    const model = tiny(), prompt = "ab";
    const [{ tokens, text }] = await generateTexts(model, bytes, [prompt], {
      ...settings,
      maxNewTokens: length,
      seed: 5,
    });
    const drawn = await drawnTokens(model, bytes, { prompt, tokens }, { ...settings, count: 3 });
    assert.equal(drawn.map(({ text }) => text).join(""), text);
    for (const [i, { probability, candidates }] of drawn.entries()) {
      const ids = [...bytes.encode(prompt), ...tokens.slice(0, i)];
      const expected = await probabilitiesAfter(model, ids, settings);
      assert.ok(Math.abs(probability - expected[tokens[i]]) < 1e-5, `token ${i}`);
      assert.ok(probability > 0);
      const best = expected.filter((p) => p > 0).sort((a, b) => b - a).slice(0, 3);
      assert.equal(candidates.length, best.length);
      candidates.forEach(({ probability }, k) => assert.ok(Math.abs(probability - best[k]) < 1e-5));
    }
  });
}

forEachBackend(
  "drawnTokens() never offers a token without a text, and shares its probability out",
  async () => {
    const model = tiny(), prompt = "ab", tokens = [4, 6];
    const drawn = await drawnTokens(model, smaller, { prompt, tokens }, { temperature: 0, count: 100 });
    assert.deepEqual(drawn.map(({ candidates }) => candidates.length), [36, 36]);
    const expected = await probabilitiesAfter(model, bytes.encode(prompt), {}, 36);
    assert.ok(Math.abs(drawn[0].probability - expected[4]) < 1e-5);
  },
);

forEachBackend("drawnTokens() frees its tensors, and says what is missing", async () => {
  const model = tiny(), before = tf.memory().numTensors;
  await drawnTokens(model, bytes, { prompt: "ab", tokens: [1, 2, 3] });
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual(await drawnTokens(model, bytes, { prompt: "ab", tokens: [] }), []);
  await assert.rejects(drawnTokens(model, bytes, { prompt: "", tokens: [1] }), /expected a prompt/);
  await assert.rejects(drawnTokens(model, bytes, { prompt: "ab", tokens: [1, 37] }), /found 37 at index 3/);
});
