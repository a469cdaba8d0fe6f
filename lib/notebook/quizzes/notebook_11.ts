/** The quiz of notebook 11: what RMSNorm, rotary positions, SwiGLU and grouped heads change, and how to compare parts. */
import { questionsOf } from "./quiz_text.ts";

export const questions = questionsOf(`
You add the same number to all features of a vector. Which norm's result changes?
- layer norm's
  it subtracts the mean first, so the added number is gone
+ RMSNorm's
  it does not subtract the mean
- neither
  RMSNorm only divides: the added number stays in the vector

With rotary positions, what does the score of a query and a key depend on?
+ on both vectors and the distance between them
  both are turned; in the product only the difference of the angles is left
- on both vectors and their two positions
  moving both by ten positions changes nothing
- on the distance alone
  the vectors are turned, but they are still there

Which number does grouped-query attention make smaller?
- heads of queries
  they keep their number; only keys and values are shared
+ bytes that generation keeps for each token
  the KV cache holds keys and values, and there are fewer heads of them
- layers
  the depth does not change

Why has SwiGLU's MLP an inner width of about 8/3 C instead of 4 C?
+ it has three matrices instead of two, and this keeps the number of weights
  3 · C · 8/3 C = 2 · C · 4 C
- the gate makes wider layers unstable
  the width is chosen for a fair comparison
- a sigmoid needs fewer numbers
  it is applied to each number by itself

A new part lowers the loss in one run with one seed. What does that show?
- that the part is better
  another seed alone may change the loss as much
+ little: one needs several seeds of both models and an interval
  an interval that contains 0 shows no effect, however good the mean looks
- that the part is better for small models only
  one run does not even show this
`);
