/**
 * The quiz of notebook 06: the zeros baseline, the missing end token, the floor of the loss, the order of the error
 * classes, padding.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "A model scores 78 % on 5,000 natural prompts with 1 to 20 tickets. What does that show?",
    answers: [
      {
        text: "It counts matches in most cases.",
        why: "It may not count at all: a model that always prints zeros has the same score.",
      },
      {
        text: "Nothing yet.",
        right: true,
        why:
          "It is the zeros baseline. Ask for the score on answers with a win, or of labels on balanced tickets.",
      },
      {
        text: "It draws valid tickets and nothing more.",
        why: "It needs valid tickets for that score, but it might also count: the number does not show it.",
      },
    ],
  },
  {
    question: "Why does the first model continue after `수익률=0.0%`?",
    answers: [
      {
        text: "Its temperature is too high.",
        why: "Greedy decoding continues too: the model has learned no token that means `stop`.",
      },
      {
        text: "Padding was not trained on, and the samples had no end token.",
        right: true,
        why: "After the last `%` there was no target, so the model never learned what comes there.",
      },
      {
        text: "256 positions are too few.",
        why: "That cuts off long answers. This answer continues although it is complete.",
      },
    ],
  },
  {
    question: "The loss cannot go below about 0.76 nats per token on these samples. Why?",
    answers: [
      { text: "The model is too small.", why: "The floor was computed without any model." },
      {
        text: "The tickets are random.",
        right: true,
        why: "`ln 8,145,060` nats a ticket: a fair draw cannot be predicted.",
      },
      {
        text: "GPT-2's tokenizer cuts Hangul into bytes.",
        why: "That changes the number of tokens in a sample, not the sample's total surprise.",
      },
    ],
  },
  {
    question: "For `money=18000` the model stops inside the 9th ticket. Which error class is it?",
    answers: [
      {
        text: "ticket_count_mismatch",
        why: "This class applies too, but only the first one is counted, and the broken line comes first.",
      },
      {
        text: "ticket_lines_format_error",
        right: true,
        why: "A line such as `[11,13,20` is not a ticket line.",
      },
      {
        text: "result_labels_parse_error",
        why: "The labels are missing too, but the grader reads the tickets first.",
      },
    ],
  },
  {
    question: "Why is the padding on the right harmless for a causal model?",
    answers: [
      { text: "Because the pad token's embedding is zero.", why: "It is a row like any other." },
      {
        text:
          "No position of the sample attends to the right, and the padding's own predictions are not counted.",
        right: true,
        why: "Both are needed: the causal mask, and targets of −1.",
      },
      {
        text: "Because the attention mask hides it.",
        why: "There is only the causal mask; no other mask hides the padding.",
      },
    ],
  },
];
