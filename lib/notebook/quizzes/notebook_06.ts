/**
 * The quiz of notebook 06: the zeros baseline, the missing end token, the floor of the loss, the order of the error
 * classes, padding.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
A model scores 78 % on 5,000 natural prompts with 1 to 20 tickets. What does that show?
- It counts matches in most cases.
  It may not count at all: a model that always prints zeros has the same score.
+ Nothing yet.
  It is the zeros baseline. Ask for the score on answers with a win, or of labels on balanced tickets.
- It draws valid tickets and nothing more.
  It needs valid tickets for that score, but it might also count: the number does not show it.

Why does the first model continue after \`수익률=0.0%\`?
- Its temperature is too high.
  Greedy decoding continues too: the model has learned no token that means \`stop\`.
+ Padding was not trained on, and the samples had no end token.
  After the last \`%\` there was no target, so the model never learned what comes there.
- 256 positions are too few.
  That cuts off long answers. This answer continues although it is complete.

The loss cannot go below about 0.76 nats per token on these samples. Why?
- The model is too small.
  The floor was computed without any model.
+ The tickets are random.
  \`ln 8,145,060\` nats a ticket: a fair draw cannot be predicted.
- GPT-2's tokenizer cuts Hangul into bytes.
  That changes the number of tokens in a sample, not the sample's total surprise.

For \`money=18000\` the model stops inside the 9th ticket. Which error class is it?
- ticket_count_mismatch
  This class applies too, but only the first one is counted, and the broken line comes first.
+ ticket_lines_format_error
  A line such as \`[11,13,20\` is not a ticket line.
- result_labels_parse_error
  The labels are missing too, but the grader reads the tickets first.

Why is the padding on the right harmless for a causal model?
- Because the pad token's embedding is zero.
  It is a row like any other.
+ No position of the sample attends to the right, and the padding's own predictions are not counted.
  Both are needed: the causal mask, and targets of −1.
- Because the attention mask hides it.
  There is only the causal mask; no other mask hides the padding.
`);
