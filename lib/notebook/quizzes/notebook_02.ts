/**
 * The quiz of notebook 02: what a slope tells, why backpropagation, one-hot rows, small batches, AdamW, held-out text.
 */
import type { QuizQuestion } from "../quiz.ts";

export const questions: readonly QuizQuestion[] = [
  {
    question: "The gradient of a weight is −2. What does that mean?",
    answers: [
      { text: "The weight should become −2.", why: "It is a slope, not a target." },
      {
        text: "If the weight grows a little, the loss falls by about twice as much.",
        right: true,
        why: "So the step goes up: the weight minus rate times −2.",
      },
      { text: "The loss is negative.", why: "A loss of −ln(probability) is never below 0." },
    ],
  },
  {
    question: "Why does training not nudge each weight to find its slope?",
    answers: [
      {
        text: "One nudge for each weight costs a forward pass each; one walk backwards gives all slopes.",
        right: true,
        why: "With 124 million weights that is the difference between one step and 124 million passes.",
      },
      {
        text: "Nudging gives wrong slopes.",
        why: "It gives good approximations: tests check gradients with it.",
      },
      { text: "A loss has no slope where it is curved.", why: "A smooth curve has a slope at each point." },
    ],
  },
  {
    question: "A value is used in two places of a computation. What is its gradient?",
    answers: [
      {
        text: "The product of what arrives on both ways.",
        why: "Slopes multiply along one way, not across ways.",
      },
      { text: "What arrives last.", why: "Then the other way would have no effect on the weight." },
      {
        text: "The sum of what arrives on both ways.",
        right: true,
        why: "A nudge of the value changes the result on both ways at once.",
      },
    ],
  },
  {
    question: "A one-hot row of 1 × 50,257 times a matrix of 50,257 × 768 gives …",
    answers: [
      {
        text: "one row of the matrix: the token's embedding.",
        right: true,
        why: "All other rows are multiplied by 0. `tf.gather` takes the row without multiplying.",
      },
      { text: "the sum of all rows.", why: "That is a row of ones times the matrix." },
      {
        text: "a probability for each token.",
        why: "For that the result must go through the head and a softmax.",
      },
    ],
  },
  {
    question: "What does AdamW do that plain gradient descent does not?",
    answers: [
      { text: "It finds the lowest point of any surface.", why: "No optimizer can promise that." },
      {
        text: "It divides each weight's step by the usual size of that weight's gradients.",
        right: true,
        why:
          "So the weights of rare tokens, whose gradients are tiny, move as fast as those of frequent ones.",
      },
      { text: "It needs no learning rate.", why: "It needs one: the length of a usual step." },
    ],
  },
  {
    question: "The training loss falls, the held-out loss has risen for a while. What happens?",
    answers: [
      { text: "The learning rate is too low.", why: "Then both would fall slowly." },
      { text: "There is a NaN.", why: "Then there would be no loss at all." },
      {
        text: "Overfitting: the model learns the training text by heart.",
        right: true,
        why: "The best weights were those at the lowest held-out loss.",
      },
    ],
  },
];
