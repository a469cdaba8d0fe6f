import assert from "node:assert/strict";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { nextTokenLogits, tokenIds } from "../../../../lib/gpt/mod.ts";
import { disposeParams } from "../../../../lib/nn/mod.ts";
import { layout } from "../../../../lib/tools/layout.ts";
import { readOwnModels } from "../../../../lib/tools/site/play/own_models.ts";
import {
  attentionOf,
  continuePrompt,
  nextTokens,
  readModel,
} from "../../../../lib/tools/site/play/worker/answers.ts";

Deno.test("the worker's answers are those of lib's functions, and a stopped text keeps its tokens", async () => {
  await tf.setBackend("cpu");
  const { copier } = await readOwnModels(join(layout.assets, "models"));
  const before = tf.memory().numTensors;
  const model = readModel(copier);
  const ids = [..."wcjaeidbuwcjae"].map((letter) => copier.letters!.indexOf(letter));

  const found = await nextTokens(model, { kind: "next", ids, count: 24 });
  assert.equal(copier.letters![found[0].id], "i"); // the letter that followed "e" before
  const probabilities = tf.tidy(() =>
    tf.softmax(nextTokenLogits(model.params, model.config, tokenIds([ids], model.config)))
  );
  const expected = await probabilities.data();
  for (const { id, probability, drawn } of found) {
    assert.ok(Math.abs(probability - expected[id]) < 1e-6);
    assert.ok(Math.abs(drawn - probability) < 1e-6); // no setting changes anything
  }
  const greedy = await nextTokens(model, { kind: "next", ids, count: 2, temperature: 0 });
  assert.deepEqual(greedy.map(({ drawn }) => drawn), [1, 0]);
  const two = await nextTokens(model, { kind: "next", ids, count: 3, topK: 2 });
  assert.ok(Math.abs(two[0].drawn + two[1].drawn - 1) < 1e-6);
  assert.equal(two[2].drawn, 0);

  const attention = await attentionOf(model, { kind: "attention", ids });
  assert.deepEqual([attention.length, attention[0].length, attention[0][0].length], [2, 2, ids.length]);

  const request = { kind: "generate", prompt: ids, maxNewTokens: 9, temperature: 0, seed: 1 } as const;
  const { tokens } = await continuePrompt(model, request, { onToken: () => {} });
  assert.equal(tokens.map((id) => copier.letters![id]).join(""), "idbuwcjae");
  const stop = new AbortController(), seen: number[] = [];
  const stopped = await continuePrompt(model, request, {
    signal: stop.signal,
    onToken: (token) => seen.push(token) === 3 && stop.abort(),
  });
  assert.deepEqual(stopped, { tokens: tokens.slice(0, 3), finished: "stopped" });
  probabilities.dispose();
  disposeParams(model.params);
  assert.equal(tf.memory().numTensors, before);
});
