/**
 * The quiz of notebook 10: what a backward pass costs and needs, the residual stream's gradient, where memory goes,
 * initialisation.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "About how much arithmetic does the backward pass of a linear layer take?",
    answers: [
      { text: "as much as its forward pass", why: "there are two products: one for dx, one for dW" },
      {
        text: "twice as much as its forward pass",
        right: true,
        why: "dy Wᵀ and xᵀ dy have as many multiplications as x W each",
      },
      { text: "almost nothing: the weights are known", why: "the gradients are matrix products, too" },
    ],
  },
  {
    question: "`y = x + f(x)`. The gradient of y is dy. What is the gradient of x?",
    answers: [
      { text: "dy", why: "that is the path around f; f's own part is missing" },
      { text: "what f's backward pass returns", why: "that is one path; x also reaches y directly" },
      {
        text: "dy plus what f's backward pass returns",
        right: true,
        why: "x is used twice, so the gradients of both uses are added",
      },
    ],
  },
  {
    question: "Why does a forward pass for training need more memory than one for writing text?",
    answers: [
      {
        text: "the backward pass reads the layers' inputs again, so they are kept",
        right: true,
        why: "without a backward pass each array can be overwritten by the next layer",
      },
      { text: "the weights are stored twice", why: "they are stored once; the gradients come on top" },
      { text: "training uses float64", why: "both use float32 here" },
    ],
  },
  {
    question: "You double the batch. Which part of the training's memory doubles?",
    answers: [
      { text: "all of it", why: "weights, gradients and moments depend on the model only" },
      { text: "the activations", right: true, why: "they are one set of arrays for each token" },
      { text: "the gradients of the weights", why: "all tokens add to the same gradient" },
    ],
  },
  {
    question: "GPT-2 starts the projections into the residual stream smaller by 1/√(2L). Why the root?",
    answers: [
      {
        text: "2L independent numbers add up to about √(2L) times one of them",
        right: true,
        why: "variances add, so the deviation grows with the root of their number",
      },
      {
        text: "the root is a rule of thumb, any factor does",
        why: "another power grows or shrinks with the depth",
      },
      {
        text: "because AdamW divides by a root",
        why: "AdamW comes later; this is about the first forward pass",
      },
    ],
  },
];
