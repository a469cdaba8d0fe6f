/** The quiz of notebook 13: policy gradients, groups, clipping, the KL penalty, what a reward asks for. */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "All eight completions of a prompt get the reward 1. What does GRPO learn from this group?",
    answers: [
      {
        text: "to repeat all eight",
        why: "each is exactly as good as the group's mean, so every advantage is 0",
      },
      { text: "nothing", right: true, why: "the advantages are all 0, and so is the gradient" },
      { text: "more than from a group with four right ones", why: "only differences within a group teach" },
    ],
  },
  {
    question: "Why is the mean reward subtracted?",
    answers: [
      {
        text: "the gradient is the same on average, but less noisy",
        right: true,
        why: "the expected gradient of log π is 0, so a constant adds nothing but noise",
      },
      { text: "rewards must not be negative", why: "they may be any finite number" },
      { text: "it makes the model explore", why: "sampling explores; the baseline only reduces noise" },
    ],
  },
  {
    question: "A token has advantage +1, and its ratio is already 1.5 (ε = 0.2). What is its gradient?",
    answers: [
      {
        text: "0",
        right: true,
        why: "the clipped product 1.2 · 1 is the smaller one, and it does not depend on the weights",
      },
      { text: "larger than at ratio 1", why: "that would hold without clipping" },
      {
        text: "negative, back to ratio 1",
        why: "clipping only ends the pull; the KL penalty is what pulls back",
      },
    ],
  },
  {
    question: "A reward counts only prompts on which nothing is won. Which model is best by this reward?",
    answers: [
      { text: "the one that counts matches", why: "it is as good as one that never looks at the tickets" },
      {
        text: "also one that always writes zeros",
        right: true,
        why: "the reward cannot tell the two apart, and zeros are easier to learn",
      },
      { text: "one that refuses", why: "an answer that cannot be read gets no reward" },
    ],
  },
  {
    question:
      "A model has never produced a right answer in 10,000 samples. The reward is 1 for a right answer, else 0. What helps?",
    answers: [
      { text: "more steps", why: "each step's gradient is 0 while no group has a difference" },
      {
        text: "examples from a teacher, easier prompts, or a reward for partial results",
        right: true,
        why: "each of them makes rewards differ, so there is something to learn from",
      },
      { text: "a larger learning rate", why: "any rate times 0 is 0" },
    ],
  },
];
