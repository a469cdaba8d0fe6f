/**
 * The quiz of notebook 04: predictions of a window, the loss before training, a rising held-out loss, positions that were
 * never trained, losses of different tokenizers.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
A window of 64 tokens goes through the model. How many predictions does it train?
- 1: the token after the window.
  That is generation. In training every position predicts its own next token.
- 63: one for each neighbouring pair in it.
  Almost: \`y\` reaches one token further, so the last position has a target too.
+ 64: one for each position.
  The causal mask hides each position's target from it.

Before training, the loss is about \`ln V\`. What would a much higher value mean?
+ The model is confident in wrong tokens: the initial weights are too large.
  The same probability for all tokens costs \`ln V\`; only wrong confidence costs more.
- The book is hard.
  An untrained model has read nothing, so the book does not matter yet.
- The vocabulary is too small.
  A smaller vocabulary makes \`ln V\` smaller.

The training loss falls, the held-out loss rises. What is the model learning?
- Nothing any more.
  Its training loss still falls, so it still learns something.
+ This book by heart.
  What helps only on seen text is memory, not language.
- Rarer words, which are hard to measure.
  Then the held-out text, by the same author, would improve too.

Why, most likely, does the blog's text fall apart after 34 to 39 tokens?
- A temperature of 0.5 is too low.
  It would spoil the beginning as well.
- A language model forgets after a while.
  Attention reaches every token in the context, however far back.
+ Positions beyond the training window were never trained.
  Their embeddings are still close to the random numbers they started as (section 8).

Model A has a loss of 2.6 with GPT-2's tokens, model B one of 1.4 with single characters. Which predicts
better?
+ A
  2.6 nats for about four bytes are below 1 bit per byte; 1.4 nats for one byte are about 2.
- B
  On the same text, its 1.4 nats are for one character, A's 2.6 for about four.
- They cannot be compared.
  Their losses cannot; their bits per byte can.
`);
