/** The quiz of notebook 12: the cache, latent attention, experts and their balance. */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "What does the KV cache keep?",
    answers: [
      { text: "the logits of earlier tokens", why: "they are used once, for sampling, and not needed again" },
      {
        text: "the keys and values of earlier tokens, in every layer",
        right: true,
        why: "they do not change when a token is added, and the new token's query needs them",
      },
      { text: "the queries of earlier tokens", why: "a query is used only at its own position" },
    ],
  },
  {
    question: "Why does a smaller cache make generation faster, with the same arithmetic?",
    answers: [
      {
        text: "each new token reads the whole cache from memory",
        right: true,
        why: "one token needs few operations for each byte that it reads, so reading is what takes the time",
      },
      { text: "softmax over fewer tokens", why: "the number of tokens is the same; each has fewer numbers" },
      { text: "it does not; it only saves memory", why: "the cache has to be read for every token" },
    ],
  },
  {
    question: "Which attention is the absorbed form of latent attention?",
    answers: [
      {
        text: "attention with one head of keys and values for each query head",
        why: "that is the other form",
      },
      {
        text: "attention with a single head of keys and values, which all query heads share",
        right: true,
        why:
          "the latent and the rotary key are that head; each query head has moved its own matrices around it",
      },
      { text: "attention without values", why: "the latents are the values" },
    ],
  },
  {
    question:
      "A model has 64 experts and uses 2 for each token. What is saved, compared with a dense model of its size?",
    answers: [
      { text: "memory", why: "all 64 experts must be in memory, because any of them may be chosen next" },
      {
        text: "arithmetic for each token",
        right: true,
        why: "62 of the experts compute nothing for this token",
      },
      { text: "both", why: "only the arithmetic: the weights are all there" },
    ],
  },
  {
    question: "What is the difference between balancing by an auxiliary loss and by a bias?",
    answers: [
      {
        text: "the loss changes the router's weights by a gradient, the bias only shifts the choice",
        right: true,
        why: "the results are weighted by the scores without the bias",
      },
      { text: "the bias is trained by the gradient, the loss is not", why: "it is the other way round" },
      {
        text: "there is none",
        why: "only the loss has a gradient, which also pulls at what the model learns",
      },
    ],
  },
];
