/**
 * The quiz of notebook 02: what a slope tells, why backpropagation, one-hot rows, AdamW, held-out text.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
The gradient of a weight is −2. What does that mean?
- The weight should become −2.
  It is a slope, not a target.
+ If the weight grows a little, the loss falls by about twice as much.
  So the step goes up: the weight minus rate times −2.
- The loss is negative.
  A loss of −ln(probability) is never below 0.

Why does training not nudge each weight to find its slope?
+ One nudge for each weight costs a forward pass each; one walk backwards gives all slopes.
  With 124 million weights that is the difference between one step and 124 million passes.
- Nudging gives wrong slopes.
  It gives good approximations: tests check gradients with it.
- A loss has no slope where it is curved.
  A smooth curve has a slope at each point.

A value is used in two places of a computation. What is its gradient?
- The product of what arrives on both paths.
  Slopes multiply along one path, not across paths.
- What arrives last.
  Then the other path would have no effect on the weight.
+ The sum of what arrives on both paths.
  A nudge of the value changes the result on both paths at once.

A one-hot row of 1 × 50,257 times a matrix of 50,257 × 768 gives …
+ one row of the matrix: the token's embedding.
  All other rows are multiplied by 0. \`tf.gather\` takes the row without multiplying.
- the sum of all rows.
  That is a row of ones times the matrix.
- a probability for each token.
  For that it takes one score for each token, and a softmax.

What does AdamW do that plain gradient descent does not?
- It finds the lowest point of any surface.
  No optimizer can promise that.
+ It divides each weight's step by the usual size of that weight's gradients.
  So the weights of rare tokens, whose gradients are tiny, move as fast as those of frequent ones.
- It needs no learning rate.
  It needs one: the length of a usual step.

The training loss falls, the held-out loss has risen for a while. What happens?
- The learning rate is too low.
  Then both would fall slowly.
- There is a NaN.
  Then there would be no loss at all.
+ Overfitting: the model learns the training text by heart.
  The best weights were those at the lowest held-out loss.
`);
