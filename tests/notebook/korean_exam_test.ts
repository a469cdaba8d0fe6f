/** The exam: drawn evenly, answered in the template, marked by exact match. */
import assert from "node:assert/strict";
import { koreanQuestions, type TextbookQuestion } from "data";
import { CHAT_SPECIALS } from "lib/corpora";
import { drawPaper, takeExam } from "lib/notebook";
import { initGPT, nanoGPTCharConfig } from "lib/gpt";
import { seed } from "lib/nn";
import { trainByteLevel } from "lib/tokenizers";
import { forEachBackend } from "../backends.ts";

const questions = koreanQuestions({ facts: "train", frames: "heldOut" });

Deno.test("drawPaper() takes as many questions of each kind, the same for the same seed", () => {
  const paper = drawPaper(questions, { size: 110, seed: 1 });
  assert.equal(paper.length, 110);
  assert.equal(new Set(paper).size, 110);
  const kinds = Map.groupBy(paper, ({ fact }) => fact.kind);
  assert.deepEqual([...kinds.values()].map((ofKind) => ofKind.length), Array(11).fill(10));
  assert.deepEqual(drawPaper(questions, { size: 110, seed: 1 }), paper);
  assert.notDeepEqual(drawPaper(questions, { size: 110, seed: 2 }), paper);
  assert.throws(() => drawPaper([], { size: 10, seed: 1 }), RangeError);
});

forEachBackend("takeExam() counts exactly the answers that are word for word right", async () => {
  const paper = drawPaper(questions, { size: 11, seed: 1 }).slice(0, 5);
  const tokenizer = trainByteLevel(paper.map(({ question }) => question), {
    vocabSize: 300,
    specials: [...CHAT_SPECIALS],
  });
  const config = {
    ...nanoGPTCharConfig,
    vocabSize: tokenizer.vocabSize,
    blockSize: 128,
    nLayer: 1,
    nHead: 2,
    nEmbd: 8,
  };
  const model = { params: initGPT(config, seed(1)), config };
  const options = { maxNewTokens: 4 };
  const first = await takeExam(model, tokenizer, paper, options);
  assert.equal(first.share.share, 0);
  assert.equal(first.answers.length, 5);

  // The same questions again, where what the model says to the second and fourth is what is wanted.
  const wanted: TextbookQuestion[] = paper.map((question, i) =>
    i % 2 === 1 ? { ...question, answer: first.answers[i].said } : question
  );
  for (const batchSize of [64, 2]) {
    const again = await takeExam(model, tokenizer, wanted, { ...options, batchSize });
    assert.deepEqual(again.answers.map(({ said }) => said), first.answers.map(({ said }) => said));
    const lossless = (said: string) => tokenizer.decode(tokenizer.encode(said)).trim() === said;
    assert.deepEqual(
      again.answers.map(({ right }) => right),
      first.answers.map(({ said }, i) => i % 2 === 1 && lossless(said)),
    );
    const total = [...again.byKind.values()].reduce((sum, { right }) => sum + right, 0);
    assert.equal(again.share.share, total / 5);
  }
});

Deno.test("takeExam() of a model whose vocabulary is padded beyond the tokenizer's has an answer to every question", async () => {
  const paper = drawPaper(questions, { size: 11, seed: 1 });
  const tokenizer = trainByteLevel(["민지"], { vocabSize: 262, specials: [...CHAT_SPECIALS] });
  const config = { ...nanoGPTCharConfig, vocabSize: 4000, blockSize: 256, nLayer: 1, nHead: 2, nEmbd: 8 };
  const model = { params: initGPT(config, seed(1)), config }; // most of its likeliest ids are padding
  const { answers } = await takeExam(model, tokenizer, paper, { maxNewTokens: 2 });
  assert.equal(answers.length, paper.length);
});
