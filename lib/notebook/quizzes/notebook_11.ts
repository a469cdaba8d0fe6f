/** The quiz of notebook 11: what RMSNorm, rotary positions, SwiGLU and grouped heads change, and how to compare parts. */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "You add the same number to all features of a vector. Which norm's result changes?",
    answers: [
      { text: "layer norm's", why: "it subtracts the mean first, so the added number is gone" },
      { text: "RMSNorm's", right: true, why: "it does not subtract the mean" },
      { text: "neither", why: "RMSNorm only divides: the added number stays in the vector" },
    ],
  },
  {
    question: "With rotary positions, what does the score of a query and a key depend on?",
    answers: [
      {
        text: "on both vectors and the distance between them",
        right: true,
        why: "both are turned; in the product only the difference of the angles is left",
      },
      {
        text: "on both vectors and their two positions",
        why: "moving both by ten positions changes nothing",
      },
      { text: "on the distance alone", why: "the vectors are turned, but they are still there" },
    ],
  },
  {
    question: "Which number does grouped-query attention make smaller?",
    answers: [
      { text: "heads of queries", why: "they keep their number; only keys and values are shared" },
      {
        text: "bytes that generation keeps for each token",
        right: true,
        why: "the KV cache holds keys and values, and there are fewer heads of them",
      },
      { text: "layers", why: "the depth does not change" },
    ],
  },
  {
    question: "Why has SwiGLU's MLP an inner width of about 8/3 C instead of 4 C?",
    answers: [
      {
        text: "it has three matrices instead of two, and this keeps the number of weights",
        right: true,
        why: "3 · C · 8/3 C = 2 · C · 4 C",
      },
      { text: "the gate makes wider layers unstable", why: "the width is chosen for a fair comparison" },
      { text: "a sigmoid needs fewer numbers", why: "it is applied to each number by itself" },
    ],
  },
  {
    question: "A new part lowers the loss in one run with one seed. What does that show?",
    answers: [
      { text: "that the part is better", why: "another seed alone may change the loss as much" },
      {
        text: "little: one needs several seeds of both models and an interval",
        right: true,
        why: "an interval that contains 0 shows no effect, however good the mean looks",
      },
      { text: "that the part is better for small models only", why: "one run does not even show this" },
    ],
  },
];
