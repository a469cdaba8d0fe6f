/**
 * The quiz of notebook 08: signatures, randomness in a trace, fusion, what compiling gains by the size of a model.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "A function is traced with x of shape [8, 64] and then called with [4, 64]. What happens?",
    answers: [
      { text: "it is traced again", right: true, why: "another signature, another program; both are kept" },
      {
        text: "the program runs on the smaller array",
        why: "its shapes are fixed: buffers were planned for 8 rows",
      },
      { text: "an error", why: "`jit` sees the signature before the call and makes a program that fits" },
    ],
  },
  {
    question: "`if (Math.random() < 0.5)` stands in a traced function. What would the program do?",
    answers: [
      { text: "choose anew in each call", why: "JavaScript ran only once, during the trace" },
      {
        text: "always what the trace happened to do",
        right: true,
        why: "which is why `jit` refuses it: randomness enters as a seed argument",
      },
      { text: "both, and mix them", why: "only the branch that ran was written down" },
    ],
  },
  {
    question: "Why does fusing ten element-wise operations help, though the arithmetic is the same?",
    answers: [
      {
        text: "the numbers go through memory once, not ten times",
        right: true,
        why: "memory is the narrow place, not the arithmetic",
      },
      { text: "ten operations are rounded to fewer bits", why: "the results agree up to float32 rounding" },
      { text: "it uses more cores", why: "each single operation can use all cores already" },
    ],
  },
  {
    question: "A 12 M model gains less by compiling than a 0.12 M model. Why?",
    answers: [
      {
        text: "its graph has many more nodes",
        why: "three times as many layers: three times as many nodes, but a hundred times the arithmetic",
      },
      {
        text: "large products take most of its time, and they are the same kernels either way",
        right: true,
        why: "compiling removes what is not product",
      },
      { text: "XLA gives up on large programs", why: "it compiles both" },
    ],
  },
];
