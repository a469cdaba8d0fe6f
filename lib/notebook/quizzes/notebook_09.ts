/**
 * The quiz of notebook 09: what a model needs besides its weights, the last digits of logits, safetensors, comparing with
 * GPT-2.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "What must be in the folder besides the weights?",
    answers: [
      {
        text: "Nothing; the weights are the model.",
        why: "Without the number of heads the matrices cannot be split into heads.",
      },
      {
        text: "Its config and its tokenizer.",
        right: true,
        why: "`config.json` and `tokenizer.json`: the same ids must mean the same text.",
      },
      { text: "The text it was trained on.", why: "It is not needed to run the model." },
    ],
  },
  {
    question: "Ours and Python's logits differ in the last digits. Why?",
    answers: [
      { text: "One of the two has a bug.", why: "Then they would differ in the first digits." },
      {
        text: "The file stores rounded weights.",
        why: "`F32` keeps all 32 bits: `ln_f.weight` came back equal.",
      },
      {
        text: "They add the same numbers in another order.",
        right: true,
        why: "Sums of floats depend on the order, by about the last digit.",
      },
    ],
  },
  {
    question: "Why did the safetensors format replace pickle files?",
    answers: [
      {
        text: "Reading one cannot run code.",
        right: true,
        why: "A pickle is a small program; a safetensors file is a header and numbers.",
      },
      { text: "It compresses better.", why: "It does not compress at all." },
      { text: "Only it can hold large models.", why: "Pickle files did that too." },
    ],
  },
  {
    question: "GPT-2 has a higher loss per token on your book than your own model. Which statement is fair?",
    answers: [
      { text: "GPT-2 is the worse model.", why: "It never read your book, and most of yours is this book." },
      {
        text: "Compare bits per byte, on text that neither has read.",
        right: true,
        why: "Another vocabulary gives another loss, and a text that was trained on is not a test.",
      },
      {
        text: "Larger models are worse on books.",
        why: "One measurement on one known book does not show that.",
      },
    ],
  },
];
