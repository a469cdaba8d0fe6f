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
        why: "It may not count at all: always printing zeros scores as much.",
      },
      {
        text: "Nothing yet.",
        right: true,
        why: "It is the zeros baseline. Ask for programs with a win, or labels on balanced tickets.",
      },
      {
        text: "It draws valid tickets and nothing more.",
        why: "It needs valid tickets for that score, but it might count, too: the number does not tell.",
      },
    ],
  },
  {
    question: "Why does the first model write on after `수익률=0.0%`?",
    answers: [
      {
        text: "Its temperature is too high.",
        why: "Greedy decoding goes on as well: nothing in the vocabulary means `stop` to it.",
      },
      {
        text: "Padding was not learned, and no end token was in the samples.",
        right: true,
        why: "After the last `%` there was no target at all, so any continuation is as good as another.",
      },
      {
        text: "256 positions are too few.",
        why: "That cuts long answers off. This one goes on although it is complete.",
      },
    ],
  },
  {
    question: "The loss cannot go below about 0.75 nats per token on these samples. Why?",
    answers: [
      { text: "The model is too small.", why: "The floor was computed without any model." },
      {
        text: "The tickets are drawn by chance.",
        right: true,
        why: "`ln 8,145,060` nats a ticket: nobody can predict a fair draw.",
      },
      {
        text: "GPT-2's tokenizer cuts Hangul into bytes.",
        why: "That changes how many tokens share the surprise, not the surprise of a sample.",
      },
    ],
  },
  {
    question: "The model answers `money=18000` and stops inside the 9th ticket. Which class?",
    answers: [
      {
        text: "ticket_count_mismatch",
        why:
          "It would be, too; but the first class that applies is counted, and the broken line comes first.",
      },
      {
        text: "ticket_lines_format_error",
        right: true,
        why: "A line such as `[11,13,20` is no ticket line.",
      },
      {
        text: "result_labels_parse_error",
        why: "The labels are missing as well, but the grader reads the tickets first.",
      },
    ],
  },
  {
    question: "Why is the padding on the right harmless for a causal model?",
    answers: [
      { text: "Because the pad token's embedding is zero.", why: "It is a row like any other." },
      {
        text:
          "No position of the sample looks to the right, and the padding's own predictions are not counted.",
        right: true,
        why: "Both halves are needed: the mask, and targets of −1.",
      },
      {
        text: "Because the attention mask hides it.",
        why: "Only the causal triangle is there; nothing else masks it.",
      },
    ],
  },
];
