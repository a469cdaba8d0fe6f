/**
 * The quiz of notebook 07: the missing end token, accumulated gradients, fair tickets from rigged ones, the scratchpad,
 * what a score on natural programs leaves open.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
Why did the blog's model repeat % without end?
- Its temperature was 1.
  Greedy decoding loops too: no token means \`stop\`.
+ There was no target after the last %.
  Padding is not counted, so the model never learned what comes next. An end token is a target.
- % was too frequent in the data.
  It occurs once in each sample. It is frequent only in the model's own text.

Four batches of 8, their gradients summed and divided by all tokens, against one batch of 32:
- A good approximation.
  It is exact up to rounding. The cell in section 2 shows it.
+ The same gradient in a quarter of the memory for activations.
  The gradient of a sum is the sum of the gradients.
- Four times faster.
  It does the same work, and is a little slower.

Rigged tickets are used in training, yet the final model's tickets are fair. Why?
- Rigged tickets are rare in its data.
  Most of its purchases have some.
+ Its targets for a number are the exact probabilities, whichever ticket was drawn.
  The drawn number only decides which distribution is the next target.
- Temperature 1 makes tickets fair.
  It samples what was learned; a model that had learned rigged tickets would print them.

What does the scratchpad change?
- The conversion to text computes the counts for the model.
  It only copies; a test puts in wrong tokens and gets the same wrong text.
+ Each token follows from a few tokens before it.
  Many easy steps instead of one that cannot be done in one pass.
- It makes the answer shorter.
  It makes it longer: a count for each number, a line for each ticket, and the arithmetic.

A model is right on 99.9 % of natural prompts. What do you ask next?
- Nothing, that is enough.
  In more than three quarters of these answers there is nothing to count.
+ Its score where tickets win, and on given tickets.
  There a model that prints zeros scores little; only counting helps.
- Its loss.
  Nearly all of the loss is chance; see notebook 06.
`);
