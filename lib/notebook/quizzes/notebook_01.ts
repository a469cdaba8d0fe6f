/**
 * The quiz of notebook 01: the order of merges, the mark of a word's inside, unknown characters, losses of different
 * tokenizers, the size of a vocabulary.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "BPE has learned the merges `b + c`, then `a + b`. How does it encode the word `abc`?",
    answers: [
      {
        text: "`ab` `c`",
        why:
          "`a + b` is further left, but it was learned later: the order of learning decides, not the position.",
      },
      {
        text: "`a` `bc`",
        right: true,
        why: "`b + c` was learned first; after it there is no `b` left for `a + b`.",
      },
      { text: "`abc`", why: "That token would need a third merge, `a + bc` or `ab + c`." },
    ],
  },
  {
    question: "Why does the blog's vocabulary have both `밥` and `##밥`?",
    answers: [
      { text: "To compress better.", why: "It costs entries: many characters are in the vocabulary twice." },
      {
        text: "So that the decoder knows where words begin.",
        right: true,
        why: "White space is dropped before BPE; only the mark shows where it was.",
      },
      { text: "Because 밥 has two meanings.", why: "BPE knows counts, not meanings." },
    ],
  },
  {
    question: "The blog's pipeline gets a character that its corpus did not have. What happens?",
    answers: [
      { text: "It becomes `[UNK]`.", why: "This pipeline has no unknown token." },
      {
        text: "It is encoded as bytes.",
        why: "A byte-level tokenizer would do that; this one starts from characters.",
      },
      {
        text: "It is dropped without a message.",
        right: true,
        why: "Section 4 showed it with 뷁, section 6 with NFD.",
      },
      { text: "Encoding fails with an error.", why: "It would be easier to notice, but nothing is thrown." },
    ],
  },
  {
    question:
      "Two models with different tokenizers have a loss of 3.2 and 3.4 nats per token. Which one is better?",
    answers: [
      {
        text: "The one with 3.2.",
        why: "Its tokens may be shorter, and shorter tokens are easier to guess.",
      },
      { text: "The one with 3.4.", why: "Its tokens may be longer, but that is not known from the loss." },
      {
        text: "You cannot tell.",
        right: true,
        why: "Divide by the bytes of a token: bits per byte (notebook 04) can be compared.",
      },
    ],
  },
  {
    question:
      "You double the vocabulary from 16,000 to 32,000. What happens to the length of a text in tokens?",
    answers: [
      {
        text: "It is halved.",
        why: "Only the first merges shorten it that much; later ones are rarer and rarer.",
      },
      {
        text: "It shrinks a little.",
        right: true,
        why: "Section 8's curve flattens: every doubling gains less.",
      },
      { text: "Nothing.", why: "Every merge shortens some text, at least the training text." },
    ],
  },
];
