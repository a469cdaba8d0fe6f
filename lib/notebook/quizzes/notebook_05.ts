/**
 * The quiz of notebook 05: losses of different tokenizers, Chinchilla's rule, the loss of instruction tuning, LoRA's
 * first step, answers to nonsense.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
Model A has a loss of 3.1 nats per token, model B of 2.6, with another tokenizer. Which is better?
- B: its loss is lower
  tokens of different length are different tasks; per token the losses cannot be compared
+ you cannot tell from that
  divide by the same unit first: the characters (or bytes) of the text
- A: longer tokens are harder
  they may be, but only bits per character show whether A is better

You have ten times the compute. By Chinchilla's rule you take …
- a model ten times as large
  then the tokens stay the same, and the large model is trained too little
- ten times as many tokens
  then the model is too small: it reads more without learning much more
+ about three times as much of both
  FLOPs are 6 N D and D is 20 N, so both grow with the square root

Why does the loss of instruction tuning leave the question out?
- to save time
  the question is still read; leaving its loss out saves almost nothing
+ the model should learn to answer, not to ask
  a model learns to produce what the loss counts; questions come from the user
- the question is not known to the model
  it is: the answer attends to all of it

LoRA's B begins at zero because …
+ then the model is unchanged at first
  A B is zero, so the first loss is the pre-trained model's own
- zero is the best value
  if it were, there would be nothing to train
- A and B would not fit otherwise
  shapes have nothing to do with the values

The model answers a nonsense question in perfect grammar. Why?
- it is broken
  it does what it was trained to do: every question in its training had an answer
- it wants to please
  a model has no wishes; the likeliest next tokens form an answer
+ in its training no answer was 'I do not know'
  a refusal has to be taught, like any other answer
`);
