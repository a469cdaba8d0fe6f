/**
 * The quiz of notebook 03: where a weight comes from, the division by √D, heads, order, why repeating needs two layers.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "`bank` gets 47 % of its new vector from `river`. Where does that number come from?",
    answers: [
      {
        text: "from a table of word pairs",
        why: "there is no such table: any two vectors have a dot product, even of words never seen together",
      },
      {
        text: "from the softmax of `bank`'s query with all keys",
        right: true,
        why: "the score of each key, made positive and divided by the total",
      },
      { text: "from `river`'s value", why: "the value is what is added, not how much of it" },
    ],
  },
  {
    question: "What does dividing by √D prevent?",
    answers: [
      {
        text: "overflow of float32",
        why: "subtracting the largest score prevents that; scores of some dozens are no problem for float32",
      },
      { text: "weights that do not sum to 1", why: "softmax sums to 1 for any scores" },
      {
        text: "a softmax that is saturated before anything is learned",
        right: true,
        why:
          "the standard deviation of scores grows with √D; then softmax saturates, and its gradient vanishes",
      },
    ],
  },
  {
    question: "A model gets eight heads instead of one, with the same width. What changes?",
    answers: [
      {
        text: "it has eight times the attention parameters",
        why: "`c_attn` and `c_proj` keep their shapes; each head reads its slice",
      },
      {
        text: "it can attend to eight positions for eight reasons at once, with narrower queries and keys",
        right: true,
        why: "each head has its own softmax, over scores of D = C / 8 numbers",
      },
      {
        text: "it becomes eight times slower",
        why: "the matrix products have the same size, only cut differently",
      },
    ],
  },
  {
    question: "Without positions and without a mask, what does attention make of a shuffled sentence?",
    answers: [
      {
        text: "the same results, shuffled",
        right: true,
        why: "a weighted sum does not depend on the order of its terms; section 9 asserted it",
      },
      { text: "noise", why: "nothing is lost: each word has the same weights for the same words" },
      { text: "an error", why: "the shapes are the same, so there is no error. That is the danger" },
    ],
  },
  {
    question: "Why could one layer not learn to repeat words?",
    answers: [
      { text: "it had too few parameters", why: "a wider single layer fails too: try `nEmbd: 64`" },
      {
        text: "no key of layer 1 has information about the letter before it",
        right: true,
        why:
          "a key of layer 1 depends on its token and position only; a layer must first copy the previous letter into the residual stream",
      },
      {
        text: "a single layer cannot look back more than one step",
        why: "every head sees every earlier position, in any layer",
      },
    ],
  },
];
