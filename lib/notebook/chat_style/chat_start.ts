/**
 * A small Korean chat model that answers in two styles, the start of the trainings on pairs (notebook 13, section 9).
 *
 * It learns the questions and answers of notebook 05's textbook, without pre-training. Of four lessons one has its answer
 * in 합니다체, the others in 해요체.
 */
import { koreanQuestions, type TextbookQuestion } from "../../../data/mod.ts";
import {
  CHAT_SPECIALS,
  encodeChat,
  packExamples,
  randomPermutation,
  shuffledRows,
} from "../../corpora/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import { gpt, initGPT, type Model, type ModelParams } from "../../gpt/mod.ts";
import { disposeParams, seed as makeSeed } from "../../nn/mod.ts";
import { type Tokenizer, trainByteLevel } from "../../tokenizers/mod.ts";
import { crossEntropy, train, warmupCosine } from "../../training/mod.ts";
import { toFormal } from "./formal.ts";

/** Shape and training: smaller and shorter than notebook 05's. */
export const CHAT_START = {
  model: { blockSize: 64, nLayer: 3, nHead: 4, nEmbd: 64, dropout: 0, qkvBias: false, tiedHead: true },
  vocabSize: 1000,
  questions: 25_000,
  /** Of so many lessons one is in 합니다체. */
  formalEvery: 4,
  steps: 600,
  batchSize: 16,
  learningRate: 2.5e-3,
  warmupSteps: 50,
} as const;

/** A question of the textbook with its answer in both styles: `answer` in 해요체. */
export interface StyleQuestion extends TextbookQuestion {
  readonly formal: string;
}

/** About facts that are told in training: in wordings of the training, or in those that no training has. */
export function styleQuestions(o: { readonly frames: "train" | "heldOut" }): StyleQuestion[] {
  const size = o.frames === "train" ? CHAT_START.questions : undefined;
  return koreanQuestions({ facts: "train", frames: o.frames, size })
    .map((one) => ({ ...one, formal: toFormal(one.answer) }));
}

/** A byte-level tokenizer for questions and answers in both styles. */
export function styleTokenizer(questions: readonly StyleQuestion[]): Tokenizer {
  const texts = questions.map(({ question, answer, formal }) =>
    `${LEAD}${question}${LEAD}${answer}${LEAD}${formal}`
  );
  return trainByteLevel(texts, { vocabSize: CHAT_START.vocabSize, specials: CHAT_SPECIALS });
}

/** Before each text: a byte-level token begins with its space (notebook 05). */
export const LEAD = " ";

/** A question and an answer in the chat template; the answer is to be learned. */
export function styleExample(tokenizer: Tokenizer, question: string, answer: string) {
  return encodeChat(tokenizer, [
    { role: "user", text: LEAD + question },
    { role: "assistant", text: LEAD + answer },
  ]);
}

/** Trains the start. The caller disposes its tensors. @param o.seed of the first weights, the styles and the order */
export async function trainChatStart(
  questions: readonly StyleQuestion[],
  o: {
    readonly tokenizer: Tokenizer;
    readonly seed: number;
    readonly steps?: number;
    readonly compile?: Compile;
  },
): Promise<Model> {
  const { tokenizer, seed, steps = CHAT_START.steps, compile } = o;
  const { model, formalEvery, batchSize, learningRate: peak, warmupSteps } = CHAT_START;
  const config = { ...model, vocabSize: tokenizer.vocabSize };
  const lessons = Array.from(randomPermutation(questions.length, seed), (index, i) => {
    const { question, answer, formal } = questions[index];
    return styleExample(tokenizer, question, i % formalEvery === 0 ? formal : answer);
  });
  const { params, state } = await train<ModelParams>({
    params: () => initGPT(config, makeSeed(seed)),
    loss: (params, { x, y, segments }, o) => crossEntropy(gpt(params, config, x, { ...o, segments }), y),
    batches: shuffledRows(packExamples(lessons, { blockSize: config.blockSize }), { batchSize, seed }),
    steps,
    vocabSize: config.vocabSize,
    learningRate: warmupCosine({ peak, warmupSteps, totalSteps: steps }),
    adamw: { weightDecay: 0.1 },
    compile,
  });
  disposeParams({ m: state.m, v: state.v, t: state.t });
  return { params, config };
}
