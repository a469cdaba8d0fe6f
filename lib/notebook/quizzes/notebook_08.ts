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
      {
        text: "an error",
        why: "`jit` checks the signature before the call and compiles a program that fits",
      },
    ],
  },
  {
    question: "A traced function has `if (Math.random() < 0.5)`. What would the compiled program do?",
    answers: [
      { text: "choose again in each call", why: "JavaScript ran only once, during the trace" },
      {
        text: "always take the branch that the trace took",
        right: true,
        why: "so `jit` refuses it: randomness must come from a seed argument",
      },
      { text: "both, and mix them", why: "only the branch that ran was recorded" },
    ],
  },
  {
    question: "Why does fusing ten element-wise operations help, though the arithmetic is the same?",
    answers: [
      {
        text: "the numbers are read and written once, not ten times",
        right: true,
        why: "memory bandwidth is the bottleneck, not arithmetic",
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
        text: "large matrix products take most of its time, and they use the same kernels either way",
        right: true,
        why: "compiling saves time only outside the matrix products",
      },
      { text: "XLA cannot compile large programs", why: "it compiles both" },
    ],
  },
];
