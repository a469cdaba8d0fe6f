/**
 * The quiz of notebook 07: the missing end token, accumulated gradients, fair tickets from rigged ones, the scratchpad,
 * what a score on natural programs leaves open.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "Why did the blog's model repeat % without end?",
    answers: [
      { text: "Its temperature was 1.", why: "Greedy decoding loops just as well: nothing means `stop`." },
      {
        text: "No target stood after the last %.",
        right: true,
        why: "Padding does not count, so what comes after was never learned. An end token is a target.",
      },
      {
        text: "% was too frequent in the data.",
        why: "It stands once in each sample. It is frequent only in what the model then wrote.",
      },
    ],
  },
  {
    question: "Four batches of 8, their gradients summed and divided by all tokens, against one batch of 32:",
    answers: [
      {
        text: "A good approximation.",
        why: "It is exact; only rounding differs. The cell in section 2 shows it.",
      },
      {
        text: "The same gradient in a quarter of the memory for activations.",
        right: true,
        why: "The gradient of a sum is the sum of the gradients.",
      },
      { text: "Four times faster.", why: "The same work is done. It costs time rather than saving it." },
    ],
  },
  {
    question: "Rigged tickets are used in training, yet the final model's tickets are fair. Why?",
    answers: [
      { text: "Rigged tickets are rare in its data.", why: "Most of its purchases have some." },
      {
        text: "Its targets for a number are the exact probabilities, whatever ticket stands there.",
        right: true,
        why: "What was drawn only decides after which number the next distribution is asked for.",
      },
      {
        text: "Temperature 1 makes tickets fair.",
        why: "It samples what was learned; had rigged numbers been learned, they would be printed.",
      },
    ],
  },
  {
    question: "What does the scratchpad change?",
    answers: [
      {
        text: "The respelling computes the counts for the model.",
        why: "It only copies; a test puts wrong tokens in and gets the same wrong text.",
      },
      {
        text: "Each token follows from a few others at known places.",
        right: true,
        why: "Many easy steps instead of one that cannot be done in one pass.",
      },
      {
        text: "It makes the answer shorter.",
        why: "Longer: for each number a count, for each ticket a line of counts, and the arithmetic.",
      },
    ],
  },
  {
    question: "A model is right on 99.9 % of natural programs. What do you ask next?",
    answers: [
      {
        text: "Nothing, that is enough.",
        why: "More than three quarters of these programs have nothing to count.",
      },
      {
        text: "Its score where tickets win, and on tickets that are given.",
        right: true,
        why: "There, zeros score nothing, and counting shows.",
      },
      { text: "Its loss.", why: "Nearly all of the loss is chance; see notebook 06." },
    ],
  },
];
