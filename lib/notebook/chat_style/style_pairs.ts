/** Trainings on pairs that prefer 합니다체, and what they change in a model's answers (notebook 13, section 9). */
import * as tf from "@tensorflow/tfjs";
import { type Batches, packExamples, randomPermutation } from "../../corpora/mod.ts";
import type { Compile } from "../../engine/ops/mod.ts";
import { gpt, type Model, type ModelParams } from "../../gpt/mod.ts";
import { disposeParams } from "../../nn/mod.ts";
import type { Tokenizer } from "../../tokenizers/mod.ts";
import { crossEntropy, type LossFn, train, uploadBatch } from "../../training/mod.ts";
import { dpoLoss, tokenLogProbs } from "../../training/rewards/mod.ts";
import { drawPaper, takeExam } from "../korean_exam.ts";
import { LEAD, styleExample, type StyleQuestion } from "./chat_start.ts";
import { isFormal } from "./formal.ts";

/** What all trainings on pairs share. */
export const STYLE_PAIRS = {
  pairs: 1024,
  /** Pairs in a step. */
  batchSize: 32,
  steps: 40,
  learningRate: 1e-4,
  /** No pair is about these kinds of fact. The answers to "left" end in 남아요, which no pair has. */
  without: ["left", "sight"] as readonly string[],
  /** Questions of the exam, in wordings that no training has; 40 for each of the 11 kinds of fact. */
  paperSize: 440,
} as const;

/** What a training learns from, by name; `beta` for those that learn from pairs. */
export const STYLE_VARIANTS = {
  "chosen": { what: "the chosen answers only: cross-entropy", beta: undefined },
  "pairs, β = 0.1": { what: "pairs: DPO", beta: 0.1 },
  "pairs, β = 1": { what: "pairs: DPO", beta: 1 },
} as const satisfies Readonly<Record<string, { readonly what: string; readonly beta: number | undefined }>>;
export type StyleVariant = keyof typeof STYLE_VARIANTS;

/** Questions for pairs, drawn from those of the training. */
export function drawStylePairs(
  questions: readonly StyleQuestion[],
  o: { readonly seed: number },
): StyleQuestion[] {
  const left = questions.filter(({ fact }) => !STYLE_PAIRS.without.includes(fact.kind));
  return Array.from(randomPermutation(left.length, o.seed).subarray(0, STYLE_PAIRS.pairs), (i) => left[i]);
}

/** Batches whose first half of rows is chosen (합니다체), and whose second half the same questions rejected. */
export function pairBatches(
  pairs: readonly StyleQuestion[],
  o: {
    readonly tokenizer: Tokenizer;
    readonly batchSize: number;
    readonly seed: number;
  },
): Batches {
  const { tokenizer, batchSize } = o;
  const examples = [
    ...pairs.map(({ question, formal }) => styleExample(tokenizer, question, formal)),
    ...pairs.map(({ question, answer }) => styleExample(tokenizer, question, answer)),
  ];
  const T = Math.max(...examples.map(({ ids }) => ids.length)) - 1;
  const { x, y, rowOf } = packExamples(examples, { blockSize: T, perRow: 1 });
  const stepsPerEpoch = Math.floor(pairs.length / batchSize);
  return {
    batchSize: 2 * batchSize,
    blockSize: T,
    stepsPerEpoch,
    at(step) {
      const order = randomPermutation(pairs.length, o.seed, Math.floor(step / stepsPerEpoch));
      const drawn = order.subarray((step % stepsPerEpoch) * batchSize).subarray(0, batchSize);
      const rows = [...drawn, ...Array.from(drawn, (i) => i + pairs.length)].map((i) => rowOf[i]);
      const of = (ids: Int32Array) =>
        Int32Array.from(rows.flatMap((row) => [...ids.subarray(row * T, (row + 1) * T)]));
      return { x: of(x), y: of(y), shape: [rows.length, T] };
    },
  };
}

/** Log-probabilities of the answers in a batch of pairs, nats: of the chosen and of the rejected, each (N). */
function answerLogProbs(model: Model, x: tf.Tensor2D, y: tf.Tensor2D): [tf.Tensor1D, tf.Tensor1D] {
  const sums = tf.sum(tokenLogProbs(gpt(model.params, model.config, x), y), -1); // (2N)
  return tf.split(sums, 2) as [tf.Tensor1D, tf.Tensor1D];
}

/** Trains a copy of the start. The caller disposes its tensors. */
export async function trainStyle(
  start: Model,
  o: {
    readonly variant: StyleVariant;
    readonly pairs: readonly StyleQuestion[];
    readonly tokenizer: Tokenizer;
    readonly seed: number;
    readonly steps?: number;
    readonly batchSize?: number;
    readonly compile?: Compile;
  },
): Promise<Model> {
  const { variant, pairs, tokenizer, seed, steps = STYLE_PAIRS.steps, batchSize = STYLE_PAIRS.batchSize } = o;
  const { config } = start, { beta } = STYLE_VARIANTS[variant];
  const loss: LossFn<ModelParams> = (params, { x, y }) => {
    if (beta === undefined) {
      const [[ids], [targets]] = [tf.split(x, 2), tf.split(y, 2)]; // the rows of the chosen
      return crossEntropy(gpt(params, config, ids as tf.Tensor2D), targets);
    }
    const [chosen, rejected] = answerLogProbs({ params, config }, x, y);
    const [refChosen, refRejected] = answerLogProbs(start, x, y);
    return dpoLoss({ chosen, rejected, refChosen, refRejected }, { beta });
  };
  const { params, state } = await train<ModelParams>({
    params: start.params,
    loss,
    batches: pairBatches(pairs, { tokenizer, batchSize, seed }),
    steps,
    vocabSize: config.vocabSize,
    learningRate: (step) => STYLE_PAIRS.learningRate * Math.min(1, (step + 1) / 5),
    adamw: { weightDecay: 0 },
    compile: o.compile,
  });
  disposeParams({ m: state.m, v: state.v, t: state.t });
  return { params, config };
}

/** Questions about known facts in wordings that no training has, the same for every model. */
export function stylePaper(questions: readonly StyleQuestion[]): StyleQuestion[] {
  const drawn = new Set(drawPaper(questions, { size: STYLE_PAIRS.paperSize, seed: 5 }) as readonly unknown[]);
  return questions.filter((question) => drawn.has(question));
}

/** What a model says to a question, its likeliest answer. */
export interface StyleAnswer {
  readonly question: string;
  readonly said: string;
  /** Whether it is the right answer, in either style. */
  readonly right: boolean;
  readonly formal: boolean;
  /** Whether pairs were about this kind of fact. */
  readonly hasPairs: boolean;
}

/** Takes the exam. */
export async function answersInStyle(
  model: Model,
  o: { readonly tokenizer: Tokenizer; readonly paper: readonly StyleQuestion[]; readonly compile?: Compile },
): Promise<StyleAnswer[]> {
  const { answers } = await takeExam(model, o.tokenizer, o.paper, { lead: LEAD, compile: o.compile });
  return answers.map(({ said }, i) => {
    const { question, answer, formal, fact } = o.paper[i];
    return {
      ...{ question, said, right: said === answer || said === formal, formal: isFormal(said) },
      hasPairs: !STYLE_PAIRS.without.includes(fact.kind),
    };
  });
}

interface Count {
  readonly right: number;
  readonly total: number;
}

export interface StyleScores {
  /** Right answers of the exam, in either style. */
  readonly exam: Count;
  /** Answers in 합니다체, to questions of kinds with pairs and of kinds without. */
  readonly formal: Count;
  readonly formalWithoutPairs: Count;
  /** Against the start: questions on which this model's answer is better, and those on which it is worse. */
  readonly wins: number;
  readonly losses: number;
  /** Mean log-probability of the right answer in 합니다체 and in 해요체, nats. */
  readonly logChosen: number;
  readonly logRejected: number;
  /** The answers to a few questions. */
  readonly examples: readonly Pick<StyleAnswer, "question" | "said">[];
}

/** The judge, a rule: a right answer in 합니다체 beats a right one in 해요체, and that beats a wrong one. */
function worth({ right, formal }: StyleAnswer): number {
  return right ? (formal ? 2 : 1) : 0;
}

/** Scores of a model's answers to the paper, beside the start's answers to the same questions. */
export async function scoreStyle(
  model: Model,
  o: {
    readonly tokenizer: Tokenizer;
    readonly paper: readonly StyleQuestion[];
    readonly answers: readonly StyleAnswer[];
    readonly startAnswers: readonly StyleAnswer[];
  },
): Promise<StyleScores> {
  const { answers, startAnswers } = o;
  const count = (all: readonly StyleAnswer[], is: (one: StyleAnswer) => boolean) => (
    { right: all.filter(is).length, total: all.length }
  );
  const gains = answers.map((answer, i) => Math.sign(worth(answer) - worth(startAnswers[i])));
  const { vocabSize } = model.config, batchSize = o.paper.length;
  const batch = uploadBatch(pairBatches(o.paper, { ...o, batchSize, seed: 1 }).at(0), { vocabSize });
  const means = tf.tidy(() => tf.stack(answerLogProbs(model, batch.x, batch.y).map((logP) => tf.mean(logP))));
  const [logChosen, logRejected] = await means.data();
  tf.dispose([means, batch.x, batch.y]);
  return {
    exam: count(answers, ({ right }) => right),
    formal: count(answers.filter(({ hasPairs }) => hasPairs), ({ formal }) => formal),
    formalWithoutPairs: count(answers.filter(({ hasPairs }) => !hasPairs), ({ formal }) => formal),
    ...{ wins: gains.filter((gain) => gain > 0).length, losses: gains.filter((gain) => gain < 0).length },
    ...{ logChosen, logRejected },
    examples: answers.filter((_, i) => EXAMPLES.includes(i)).map(({ question, said }) => ({
      question,
      said,
    })),
  };
}

/** Of the paper, one for each ending. */
const EXAMPLES = [0, 130, 330, 370];
