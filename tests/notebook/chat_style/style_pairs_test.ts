/** Pairs of styles: what a batch holds, what the two losses change, and how answers are judged. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { initGPT, type Model } from "lib/gpt";
import { disposeParams, seed } from "lib/nn";
import { styleQuestions, styleTokenizer } from "../../../lib/notebook/chat_style/chat_start.ts";
import {
  drawStylePairs,
  pairBatches,
  scoreStyle,
  STYLE_PAIRS,
  type StyleAnswer,
  stylePaper,
  trainStyle,
} from "../../../lib/notebook/chat_style/style_pairs.ts";
import { forEachBackend } from "../../backends.ts";

const questions = styleQuestions({ frames: "train" }).filter((_, i) => i % 40 === 0);
const tokenizer = styleTokenizer(questions);
const pairs = questions.slice(0, 8);

function tinyModel(): Model {
  const config = {
    ...{ blockSize: 64, nLayer: 1, nHead: 1, nEmbd: 8, dropout: 0, qkvBias: false, tiedHead: true },
    vocabSize: tokenizer.vocabSize,
  };
  return { params: initGPT(config, seed(1)), config };
}

Deno.test("a batch of pairs holds each question twice, first with the formal answer", () => {
  const batches = pairBatches(pairs, { tokenizer, batchSize: 4, seed: 1 });
  assert.equal(batches.stepsPerEpoch, 2);
  const seen = new Set<string>();
  for (const step of [0, 1]) {
    const { y, shape } = batches.at(step);
    const [rows, blockSize] = shape;
    assert.equal(rows, 8);
    const answers = Array.from({ length: 8 }, (_, row) => {
      const ids = y.subarray(row * blockSize, (row + 1) * blockSize).filter((id) => id >= 0);
      return tokenizer.decode(ids).replace("<|end|>", "").trim();
    });
    for (let i = 0; i < 4; i++) {
      const pair = pairs.find(({ formal }) => formal === answers[i]);
      assert.equal(answers[i + 4], pair?.answer);
      seen.add(pairs.indexOf(pair!).toString());
    }
  }
  assert.equal(seen.size, new Set(pairs.map(({ answer }) => answer)).size);
});

Deno.test("no pair is about the kinds without pairs, and the exam asks about all kinds", () => {
  const drawn = drawStylePairs(styleQuestions({ frames: "train" }), { seed: 1 });
  assert.equal(drawn.length, STYLE_PAIRS.pairs);
  assert.ok(drawn.every(({ fact }) => !STYLE_PAIRS.without.includes(fact.kind)));
  const paper = stylePaper(styleQuestions({ frames: "heldOut" }));
  assert.equal(paper.length, STYLE_PAIRS.paperSize);
  assert.equal(new Set(paper.map(({ fact }) => fact.kind)).size, 11);
});

forEachBackend(
  "DPO raises the chosen answers above the rejected ones; the start stays as it is",
  async () => {
    const start = tinyModel(), tensors = tf.memory().numTensors;
    const o = {
      tokenizer,
      paper: pairs,
      answers: answersOf(pairs.map(() => 0)),
      startAnswers: answersOf(pairs.map(() => 0)),
    };
    const before = await scoreStyle(start, o);
    for (const variant of ["pairs, β = 1", "chosen"] as const) {
      const model = await trainStyle(start, { variant, pairs, tokenizer, seed: 1, steps: 6, batchSize: 4 });
      const after = await scoreStyle(model, o);
      disposeParams(model.params);
      if (variant === "chosen") assert.ok(after.logChosen > before.logChosen);
      else assert.ok(after.logChosen - after.logRejected > before.logChosen - before.logRejected + 0.01);
    }
    assert.deepEqual(await scoreStyle(start, o), before);
    assert.equal(tf.memory().numTensors, tensors);
    disposeParams(start.params);
  },
);

/** Answers that are worth 0 (wrong), 1 (right, 해요체) or 2 (right, 합니다체). */
function answersOf(worths: readonly number[]): StyleAnswer[] {
  return worths.map((worth, i) => (
    { question: `${i}`, said: `${worth}`, right: worth > 0, formal: worth === 2, hasPairs: i < 6 }
  ));
}

Deno.test("a right formal answer beats a right one, which beats a wrong one; equal answers do not count", async () => {
  const model = tinyModel();
  const scores = await scoreStyle(model, {
    ...{ tokenizer, paper: pairs },
    startAnswers: answersOf([1, 1, 0, 0, 2, 2, 1, 0]),
    answers: answersOf([2, 0, 1, 2, 2, 1, 1, 0]),
  });
  assert.deepEqual([scores.wins, scores.losses], [3, 2]);
  assert.deepEqual(scores.exam, { right: 6, total: 8 });
  assert.deepEqual(scores.formal, { right: 3, total: 6 });
  assert.deepEqual(scores.formalWithoutPairs, { right: 0, total: 2 });
  disposeParams(model.params);
});
