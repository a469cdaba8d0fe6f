/**
 * The quiz of notebook 05: losses of different tokenizers, Chinchilla's rule, the loss of instruction tuning, LoRA's
 * first step, answers to nonsense.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question:
      "Model A has a loss of 3.1 nats per token, model B of 2.6, with another tokenizer. Which is better?",
    answers: [
      {
        text: "B: its loss is lower",
        why: "tokens of different length are different tasks; per token the losses cannot be compared",
      },
      {
        text: "you cannot tell from that",
        right: true,
        why: "divide by the same unit first: the characters (or bytes) of the text",
      },
      {
        text: "A: longer tokens are harder",
        why: "they may be, but only bits per character show whether A is better",
      },
    ],
  },
  {
    question: "You have ten times the compute. By Chinchilla's rule you take …",
    answers: [
      {
        text: "a model ten times as large",
        why: "then the tokens stay the same, and the large model is trained too little",
      },
      {
        text: "ten times as many tokens",
        why: "then the model is too small: it reads more without learning much more",
      },
      {
        text: "about three times as much of both",
        right: true,
        why: "FLOPs are 6 N D and D is 20 N, so both grow with the square root",
      },
    ],
  },
  {
    question: "Why does the loss of instruction tuning leave the question out?",
    answers: [
      {
        text: "to save time",
        why: "the question is still read; leaving its loss out saves almost nothing",
      },
      {
        text: "the model should learn to answer, not to ask",
        right: true,
        why: "a model learns to produce what the loss counts; questions come from the user",
      },
      { text: "the question is not known to the model", why: "it is: the answer attends to all of it" },
    ],
  },
  {
    question: "LoRA's B begins at zero because …",
    answers: [
      {
        text: "then the model is unchanged at first",
        right: true,
        why: "A B is zero, so the first loss is the pre-trained model's own",
      },
      { text: "zero is the best value", why: "if it were, there would be nothing to train" },
      { text: "A and B would not fit otherwise", why: "shapes have nothing to do with the values" },
    ],
  },
  {
    question: "The model answers a nonsense question in perfect grammar. Why?",
    answers: [
      {
        text: "it is broken",
        why: "it does what it was trained to do: every question in its training had an answer",
      },
      { text: "it wants to please", why: "a model has no wishes; the likeliest next tokens form an answer" },
      {
        text: "in its training no answer was 'I do not know'",
        right: true,
        why: "a refusal has to be taught, like any other answer",
      },
    ],
  },
];
