/**
 * The quiz of notebook 07: the missing end token, accumulated gradients, fair tickets from rigged ones, the scratchpad,
 * what a score on natural programs leaves open.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "Why did the blog's model repeat % without end?",
    answers: [
      { text: "Its temperature was 1.", why: "Greedy decoding loops too: no token means `stop`." },
      {
        text: "There was no target after the last %.",
        right: true,
        why: "Padding is not counted, so the model never learned what comes next. An end token is a target.",
      },
      {
        text: "% was too frequent in the data.",
        why: "It occurs once in each sample. It is frequent only in the model's own text.",
      },
    ],
  },
  {
    question: "Four batches of 8, their gradients summed and divided by all tokens, against one batch of 32:",
    answers: [
      {
        text: "A good approximation.",
        why: "It is exact up to rounding. The cell in section 2 shows it.",
      },
      {
        text: "The same gradient in a quarter of the memory for activations.",
        right: true,
        why: "The gradient of a sum is the sum of the gradients.",
      },
      { text: "Four times faster.", why: "It does the same work, and is a little slower." },
    ],
  },
  {
    question: "Rigged tickets are used in training, yet the final model's tickets are fair. Why?",
    answers: [
      { text: "Rigged tickets are rare in its data.", why: "Most of its purchases have some." },
      {
        text: "Its targets for a number are the exact probabilities, whichever ticket was drawn.",
        right: true,
        why: "The drawn number only decides which distribution is the next target.",
      },
      {
        text: "Temperature 1 makes tickets fair.",
        why: "It samples what was learned; a model that had learned rigged tickets would print them.",
      },
    ],
  },
  {
    question: "What does the scratchpad change?",
    answers: [
      {
        text: "The conversion to text computes the counts for the model.",
        why: "It only copies; a test puts in wrong tokens and gets the same wrong text.",
      },
      {
        text: "Each token follows from a few others at known positions.",
        right: true,
        why: "Many easy steps instead of one that cannot be done in one pass.",
      },
      {
        text: "It makes the answer shorter.",
        why: "It makes it longer: a count for each number, a line for each ticket, and the arithmetic.",
      },
    ],
  },
  {
    question: "A model is right on 99.9 % of natural prompts. What do you ask next?",
    answers: [
      {
        text: "Nothing, that is enough.",
        why: "In more than three quarters of these answers there is nothing to count.",
      },
      {
        text: "Its score where tickets win, and on given tickets.",
        right: true,
        why: "There a model that prints zeros scores little; only counting helps.",
      },
      { text: "Its loss.", why: "Nearly all of the loss is chance; see notebook 06." },
    ],
  },
];
