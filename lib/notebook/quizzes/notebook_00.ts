/**
 * The quiz of notebook 00: what a language model computes, counts of long contexts, attention after the RNN, the mask,
 * temperature.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "What does a language model compute, strictly speaking?",
    answers: [
      {
        text: "The best next word.",
        why: "Choosing a token comes after that: greedy, top-k and temperature are part of the loop.",
      },
      {
        text: "A probability for every possible next token.",
        right: true,
        why: "Answers and stories come from sampling the next token again and again.",
      },
      {
        text: "Whether a sentence is true.",
        why: "It says how probable a text is; false sentences can be very probable.",
      },
    ],
  },
  {
    question: "Why is a table of counts for ten-token contexts not a good language model?",
    answers: [
      {
        text: "Almost no ten-token context of a new text is in the table.",
        right: true,
        why: "Section 4: the longer the context, the fewer of a new text's contexts were seen before.",
      },
      {
        text: "Looking things up in it takes too long.",
        why: "A hash map finds an entry at once; the problem is that most entries are missing.",
      },
      {
        text: "Ten tokens are too few; with a hundred it would work.",
        why: "The longer the context, the more of them are new.",
      },
    ],
  },
  {
    question: "What did attention change about an RNN's memory?",
    answers: [
      { text: "It made the state larger.", why: "A larger state is still rewritten at every step." },
      { text: "It fades by a fixed rate instead of at random.", why: "That is closer to an LSTM's gate." },
      {
        text: "A token is reached directly, not through all tokens in between.",
        right: true,
        why: "Its influence depends on how well key and query match, and all positions are computed at once.",
      },
    ],
  },
  {
    question: "A GPT's mask hides the tokens to the right. Why?",
    answers: [
      {
        text: "They are what the model must predict; seeing them would give the answer away.",
        right: true,
        why: "Training would reach a loss of almost 0 by copying, and generation would fail.",
      },
      { text: "To save memory.", why: "The masked scores are computed like all others, and then hidden." },
      {
        text: "Language is read from left to right.",
        why: "BERT reads the same languages without such a mask. The task decides.",
      },
    ],
  },
  {
    question: "You lower the temperature from 1 to 0.2. What happens?",
    answers: [
      {
        text: "The model gets more careful with facts.",
        why: "The model is the same; likely tokens, right or wrong, become even likelier.",
      },
      { text: "Texts vary more.", why: "That is a temperature above 1." },
      {
        text: "The likeliest tokens are sampled even more often.",
        right: true,
        why: "At 0 it is greedy: always the likeliest one.",
      },
    ],
  },
];
