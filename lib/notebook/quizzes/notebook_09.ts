/**
 * The quiz of notebook 09: what a model needs besides its weights, the last digits of logits, safetensors, comparing with
 * GPT-2.
 */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
What must be in the folder besides the weights?
- Nothing; the weights are the model.
  Without the number of heads the matrices cannot be split into heads.
+ Its config and its tokenizer.
  \`config.json\` and \`tokenizer.json\`: the same ids must mean the same text.
- The text it was trained on.
  It is not needed to run the model.

Ours and Python's logits differ in the last digits. Why?
- One of the two has a bug.
  Then they would differ in the first digits.
- The file stores rounded weights.
  \`F32\` keeps all 32 bits: \`ln_f.weight\` came back equal.
+ They add the same numbers in another order.
  Sums of floats depend on the order, by about the last digit.

Why did the safetensors format replace pickle files?
+ Reading one cannot run code.
  A pickle is a small program; a safetensors file is a header and numbers.
- It compresses better.
  It does not compress at all.
- Only it can hold large models.
  Pickle files did that too.

GPT-2 has a higher loss per token on your book than your own model. Which statement is fair?
- GPT-2 is the worse model.
  It never read your book, and most of yours is this book.
+ Compare bits per byte, on text that neither has read.
  Another tokenizer gives another loss, and a text that was trained on is not a test.
- Larger models are worse on books.
  One measurement on one known book does not show that.
`);
