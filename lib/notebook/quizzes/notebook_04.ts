/**
 * The quiz of notebook 04: predictions of a window, the loss before training, a rising held-out loss, positions that were
 * never trained, losses of different tokenizers.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "A window of 64 tokens goes through the model. How many predictions does it train?",
    answers: [
      {
        text: "1: the token after the window.",
        why: "That is generation. In training every position predicts its own next token.",
      },
      {
        text: "63: one for each neighbouring pair in it.",
        why: "Almost: `y` reaches one token further, so the last position has a target too.",
      },
      {
        text: "64: one for each position.",
        right: true,
        why: "The causal mask hides each position's target from it.",
      },
    ],
  },
  {
    question: "Before training, the loss is about `ln V`. What would a much higher value mean?",
    answers: [
      {
        text: "The model is confident in wrong tokens: the initial weights are too large.",
        right: true,
        why: "The same probability for all tokens costs `ln V`; only wrong confidence costs more.",
      },
      {
        text: "The book is hard.",
        why: "An untrained model has read nothing, so the book does not matter yet.",
      },
      { text: "The vocabulary is too small.", why: "A smaller vocabulary makes `ln V` smaller." },
    ],
  },
  {
    question: "The training loss falls, the held-out loss rises. What is the model learning?",
    answers: [
      { text: "Nothing any more.", why: "Its training loss still falls, so it still learns something." },
      {
        text: "This book by heart.",
        right: true,
        why: "What helps only on seen text is memory, not language.",
      },
      {
        text: "Rarer words, which are hard to measure.",
        why: "Then the held-out text, by the same author, would improve too.",
      },
    ],
  },
  {
    question: "Why, most likely, does the blog's text fall apart after 34 to 39 tokens?",
    answers: [
      { text: "A temperature of 0.5 is too low.", why: "It would spoil the beginning as well." },
      {
        text: "A language model forgets after a while.",
        why: "Attention reaches every token in the context, however far back.",
      },
      {
        text: "Positions beyond the training window were never trained.",
        right: true,
        why: "Their embeddings are still close to the random numbers they started as (section 8).",
      },
    ],
  },
  {
    question:
      "Model A has a loss of 2.6 with GPT-2's tokens, model B one of 1.4 with single characters. Which predicts better?",
    answers: [
      {
        text: "A",
        right: true,
        why: "2.6 nats for about four bytes are below 1 bit per byte; 1.4 nats for one byte are about 2.",
      },
      { text: "B", why: "Its 1.4 nats are for one character, A's 2.6 for about four." },
      { text: "They cannot be compared.", why: "Their losses cannot; their bits per byte can." },
    ],
  },
];
