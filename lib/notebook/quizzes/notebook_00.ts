/**
 * The quiz of notebook 00: what a language model computes, counts of long contexts, attention after the RNN, the mask,
 * temperature.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
What does a language model compute, strictly speaking?
- The best next word.
  Choosing a token comes after that: greedy, top-k and temperature are part of the loop.
+ A probability for every possible next token.
  Answers and stories come from sampling the next token again and again.
- Whether a sentence is true.
  It says how probable a text is; false sentences can be very probable.

Why is a table of counts for ten-token contexts not a good language model?
+ Most ten-token contexts of a new text are missing from the table.
  Section 4: the longer the context, the fewer of a new text's contexts were seen before.
- Looking things up in it takes too long.
  A hash map finds an entry at once; the problem is that most entries are missing.
- Ten tokens are too few; with a hundred it would work.
  The longer the context, the more of them are new.

What did attention change about an RNN's memory?
- It made the state larger.
  A larger state is still rewritten at every step.
- It fades by a fixed rate instead of at random.
  That is closer to an LSTM's gate.
+ A token is reached directly, not through all tokens in between.
  Its influence depends on a weight that both tokens decide, and all positions are computed at once.

A GPT's mask hides the tokens to the right. Why?
+ They are what the model must predict; seeing them would give the answer away.
  Training would reach a loss of almost 0 by copying, and generation would fail.
- To save memory.
  The masked scores are computed like all others, and then hidden.
- Language is read from left to right.
  BERT reads the same languages without such a mask. The task decides.

You lower the temperature from 1 to 0.2. What happens?
- The model gets more careful with facts.
  The model is the same; likely tokens, right or wrong, become even likelier.
- Texts vary more.
  That is a temperature above 1.
+ The likeliest tokens are sampled even more often.
  At 0 it is greedy: always the likeliest one.
`);
